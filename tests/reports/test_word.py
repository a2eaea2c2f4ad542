"""The finished Word document, read back."""

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError, YaodianError
from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.word import HEADINGS, write_word
from tests.ordinary import forbid_writing
from tests.reports.school import file, item, report_of

CHAPTERS = ["总体评价", "逐项自评", "存在问题与改进措施", "佐证材料目录", "签字盖章"]
VML = "{urn:schemas-microsoft-com:vml}"


@pytest.fixture(scope="module")
def path(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "自评报告.docx"
    assert write_word(report, path) == report.counts
    return path


@pytest.fixture(scope="module")
def written(path: Path) -> WordDocument:
    return docx.Document(str(path))


def styled(document: WordDocument, *names: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name in names]


def test_every_heading_is_a_real_heading_in_order(written: WordDocument, report: Report) -> None:
    headings = [entry.heading for entry in report.walk() if entry.item.level is not Level.MEASURE]
    assert styled(written, *HEADINGS.values()) == headings
    assert styled(written, "Heading 1") == CHAPTERS


def test_every_measure_is_there_with_its_sign(written: WordDocument, report: Report) -> None:
    measures = [entry for entry in report.walk() if entry.item.level is Level.MEASURE]
    said = styled(written, "举措")
    assert [one[2:] for one in said] == [entry.heading for entry in measures]
    assert {one[0] for one in said} == {"●", "○"}


def test_answers_are_there_as_they_were_typed(written: WordDocument, report: Report) -> None:
    said = "\n".join(paragraph.text for paragraph in written.paragraphs)
    for entry in report.walk():
        for text in (entry.item.narrative, entry.item.problem, entry.item.improvement):
            for part in text.split("\n"):
                assert part in said
        for one in entry.evidence:
            assert f"〔{one.number}〕{one.name}" in said
    assert '=HYPERLINK("x")<b>粗</b>&amp;<para>' in said


def test_answers_come_after_the_measures_of_their_point(written: WordDocument) -> None:
    texts = [paragraph.text for paragraph in written.paragraphs]
    point = texts.index("1.加强政治建设")
    answer = next(at for at, text in enumerate(texts) if at > point and text.startswith("完成情况："))
    following = next(at for at, text in enumerate(texts) if at > point and text.startswith("2."))
    assert any(text.startswith("●\t") for text in texts[point:answer])
    assert answer < following


def test_the_list_of_evidence_repeats_its_head(written: WordDocument, report: Report) -> None:
    (table,) = (one for one in written.tables if one.rows[0].cells[1].text == "名称")
    assert [row.cells[1].text for row in table.rows[1:]] == [one.name for one in report.evidence]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:cantSplit" in table.rows[1]._tr.xml


def test_pages_are_numbered_odd_right_and_even_left(written: WordDocument) -> None:
    body = written.sections[-1]
    assert written.settings.odd_and_even_pages_header_footer
    assert " PAGE " in body.footer.paragraphs[0]._p.xml
    assert " PAGE " in body.even_page_footer.paragraphs[0]._p.xml
    assert str(body.footer.paragraphs[0].alignment).startswith("RIGHT")
    assert str(body.even_page_footer.paragraphs[0].alignment).startswith("LEFT")
    assert (body.page_width.mm, body.page_height.mm) == pytest.approx((210, 297), abs=0.1)  # type: ignore[union-attr]
    assert written.sections[0].footer.is_linked_to_previous
    assert body.start_type == WD_SECTION.ODD_PAGE


def test_how_a_point_stands_is_never_alone_at_the_foot_of_a_page(written: WordDocument) -> None:
    style = written.styles["状态"]
    assert isinstance(style, ParagraphStyle)
    assert style.paragraph_format.keep_with_next


def test_faces_are_those_of_official_papers(written: WordDocument) -> None:
    faces = {name: written.styles[name].element.xml for name in ("Normal", "Heading 2", "Heading 3")}
    assert 'w:eastAsia="仿宋"' in faces["Normal"]
    assert 'w:eastAsia="黑体"' in faces["Heading 2"]
    assert 'w:eastAsia="楷体"' in faces["Heading 3"]


def test_properties_are_the_reports_own(written: WordDocument, report: Report) -> None:
    facts = written.core_properties
    assert facts.title == f"{report.title}自评报告"
    assert facts.author == "云溪区第三实验小学"
    assert facts.modified is not None
    assert facts.modified.date() == report.made_on


def test_the_same_report_gives_the_same_bytes(report: Report, path: Path, tmp_path: Path) -> None:
    write_word(report, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert {info.date_time for info in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [item("", Level.SECTION)],
        [item("1", Level.MEASURE, title="只有举措")],
        [item("1", Level.POINT, title="控制\x01符\ud800😀", narrative="第一段\n\n第二段\x0b")],
    ],
    ids=["nothing", "empty section", "measure alone", "odd characters"],
)
def test_odd_checklists_are_reported_too(rows: list[object], tmp_path: Path) -> None:
    report = report_of(rows, file("材料\x02.txt", "point-1"))  # type: ignore[arg-type]
    assert write_word(report, tmp_path / "a.docx") == report.counts


@pytest.mark.parametrize("after", [0, 20, 38])
def test_stopping_leaves_no_file(report: Report, tmp_path: Path, after: int) -> None:
    asked = iter(range(10_000))
    with pytest.raises(CancelledError):
        write_word(report, tmp_path / "a.docx", cancelled=lambda: next(asked) >= after)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(report: Report, ordinary: Path) -> None:
    forbid_writing(ordinary)
    with pytest.raises(YaodianError, match="换一个文件夹"):
        write_word(report, ordinary / "a.docx")


def test_the_contents_lead_to_every_heading(written: WordDocument, report: Report) -> None:
    lines = [one for one in written.paragraphs if one.style is not None and one.style.name.startswith("toc ")]
    listed = [one.text.partition("\t")[0] for one in lines]
    headings = [entry.heading for entry in report.walk() if entry.item.level is not Level.MEASURE]
    assert listed == [*CHAPTERS[:2], *headings, *CHAPTERS[2:]]
    marks = {
        mark.get(qn("w:name")): paragraph.text
        for paragraph in written.paragraphs
        for mark in paragraph._p.iter(qn("w:bookmarkStart"))
    }
    for line, title in zip(lines, listed, strict=True):
        field = "".join(one.text or "" for one in line._p.iter(qn("w:instrText")))
        assert marks[field.partition("PAGEREF ")[2].split()[0]] == title
    assert 'TOC \\o "1-4"' in lines[0]._p.xml.replace("&quot;", '"')


def test_the_contents_have_pages_before_a_program_works_them_out(of_year: WordDocument) -> None:
    lines = [
        one.text.rpartition("\t")
        for one in of_year.paragraphs
        if one.style is not None and one.style.name.startswith("toc ")
    ]
    pages = [int(page) for _title, _tab, page in lines]
    assert pages == sorted(pages)
    assert pages[0] == 1
    assert len(lines) - 10 > len(set(pages)) > 40
    known = {title: int(page) for title, _tab, page in lines}
    assert known["佐证材料目录"] + 10 < known["签字盖章"] == pages[-1] < 90


def test_a_language_is_named_so_that_lines_are_broken_as_in_chinese(written: WordDocument) -> None:
    language = written.styles["Normal"].element.find(".//" + qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"


@pytest.fixture(scope="module")
def of_year(year: Report, tmp_path_factory: pytest.TempPathFactory) -> WordDocument:
    """The whole year, called a part of it on its cover."""
    path = tmp_path_factory.mktemp("word") / "a.docx"
    write_word(replace(year, range="第一章、第三章"), path)
    return docx.Document(str(path))


def test_what_the_school_says_stands_in_the_order_of_the_paper(of_year: WordDocument, year: Report) -> None:
    document = of_year
    assert styled(document, "Heading 1") == [
        "学校概况",
        "自评组织情况",
        "总体评价",
        "逐项自评",
        "存在问题与改进措施",
        "下一步打算",
        "佐证材料目录",
        "签字盖章",
    ]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "自评范围：第一章、第三章" in texts[: texts.index("目　录")]
    places = []
    for text in (year.school.glance, year.organised, year.overall, year.outlook):
        places += [texts.index(line.strip()) for line in text.split("\n")]
    assert places == sorted(places)


def test_problems_and_files_stand_in_tables_with_captions(of_year: WordDocument, year: Report) -> None:
    document = of_year
    (table,) = (one for one in document.tables if "存在问题" in [cell.text for cell in one.rows[0].cells])
    told = [entry.item.problem.strip() for entry in year.walk() if entry.item.problem.strip()]
    shown = [row.cells[2].text for row in table.rows[1:]]
    assert [one for one in shown if one != "（未填写）"] == told
    assert "w:tblHeader" in table.rows[0]._tr.xml
    files = next(one for one in document.tables if one.rows[0].cells[1].text == "名称")
    column = [cell.text for cell in files.column_cells(1)]
    assert column[1:] == [words.file_words(one) for one in year.evidence]
    assert styled(document, "Caption") == [
        "表1　各章自评情况",
        "表2　存在问题与改进措施汇总",
        "表3　佐证材料目录",
    ]


def test_a_watermark_is_behind_the_words_of_odd_and_even_pages(report: Report, tmp_path: Path) -> None:
    write_word(report, tmp_path / "a.docx", watermark="草稿")
    document = docx.Document(str(tmp_path / "a.docx"))
    first, *others = document.sections
    for header in (first.header, first.even_page_header):
        shown = [one.get("string") for one in header._element.iter(f"{VML}textpath") if one.get("string")]
        assert shown == ["草稿"]
    assert all(one.header.is_linked_to_previous for one in others)
    assert all(one.even_page_header.is_linked_to_previous for one in others)
    shapes = [
        one.get("id")
        for header in (first.header, first.even_page_header)
        for one in header._element.iter(f"{VML}shape")
    ]
    assert len(set(shapes)) == 2


def test_names_longer_than_a_property_are_whole_on_the_cover(tmp_path: Path) -> None:
    name = "云溪区实验小学" * 50
    write_word(report_of([], name=name), tmp_path / "a.docx")
    document = docx.Document(str(tmp_path / "a.docx"))
    assert document.core_properties.author == name[:255]
    assert name in [cell.text for row in document.tables[0].rows for cell in row.cells]


def test_without_a_watermark_there_is_none(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert not any("header" in name for name in package.namelist())
