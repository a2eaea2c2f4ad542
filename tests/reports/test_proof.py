"""The finished PDFs of the five real documents: every line, every page, every face; and reportlab beside them."""

import re
import shutil
import subprocess
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from desktop_app.documents.parser import parse
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import operations, queries
from desktop_app.models.values import Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.reports.content import Report
from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.gathering import gather
from desktop_app.reports.paper.styles import TEXT
from desktop_app.reports.pdf import write_pdf
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.pages import paginate
from desktop_app.reports.typesetting.paragraph import Compositor, baseline
from desktop_app.reports.typesetting.pen import Pen
from tests.reports.proof import Line, broken_rules, lines_of
from tests.reports.school import DAY, NARRATIVE
from tests.shared import NAMES, documents

SLIGHT = 0.5  # points: ink may stand out of its em by so much
AREA_TOP = grid.PAGE_HEIGHT - grid.TOP
TEXTS = {
    "glance": "学校创办于1958年，占地42.6亩（含操场12,000㎡）；现有48个教学班、1,971名学生。\n办学理念：“清正和美、各展其长”。",
    "organised": "3月成立自评工作组——组长由校长担任，分资料、数据、撰写3个小组；11月20日前逐项核对。",
    "overall": "全年工作总体良好：课后服务参与率94.6%，家长满意度98.2%，但教师/学生比例仍有差距……\n短板有3个方面。",
    "outlook": "一是补齐16学时培训；二是完成“互联网+明厨亮灶”联网；三是寒假前（2027年1月20日前）再核对1次。",
}
CHAPTERS = {
    "学校概况": "glance",
    "自评组织情况": "organised",
    "总体评价": "overall",
    "逐项自评": "",
    "存在问题与改进措施": "",
    "下一步打算": "outlook",
    "佐证材料目录": "",
    "签字盖章": "",
}
FOLIO = re.compile(r"—\s*\d+\s*—")
SIGNED = 1  # the last page is a form


@pytest.fixture(scope="module", params=NAMES)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """The report of a real document, a third of it answered and with evidence."""
    folder = tmp_path_factory.mktemp("proof")
    source = (documents() / f"{request.param}.txt").read_text("utf-8")
    with Workspace.create(folder / "w") as ws:
        stored = StoredFile("0" * 64, f"{request.param}.txt", 1)
        checklist, _changes = operations.import_outline(ws, parse(source, request.param), stored)
        operations.set_school(ws, name="云溪区第三实验小学", stage="小学", glance=TEXTS["glance"])
        operations.set_checklist_texts(
            ws, checklist, **{name: TEXTS[name] for name in TEXTS if name != "glance"}
        )
        for number, point in enumerate(queries.tree(ws, checklist).points()[::3]):
            operations.set_fields(
                ws,
                [point.id],
                narrative=NARRATIVE,
                problem=point.text or "待改进。",
                improvement="" if number % 2 else "下学期开学前完成整改/补课，经费1.2万元。",
                verdict=tuple(Verdict)[number % 3],
                full_score=10,
                score=number % 10,
                lead="教导处",
                due=DAY,
            )
            file = folder / f"第{number + 1}号材料_2026年会议记录（{number}）.txt"
            file.write_text(str(number), "utf-8")
            operations.attach(ws, [point.id], [ws.vault.store(file)])
        report = gather(ws, checklist, DAY)
    assert write_pdf(report, folder / "a.pdf") == report.counts
    return report, folder / "a.pdf"


@cache
def read(path: Path) -> list[Line]:
    """Return the lines of a finished file, read once: character by character takes a second."""
    return lines_of(path)


def front_pages(path: Path) -> int:
    """Return how many pages stand before page 1."""
    pages = pypdf.PdfReader(path).pages
    return next(at for at, page in enumerate(pages) if re.search(r"— 1 —$", page.extract_text().rstrip()))


def test_no_line_breaks_a_rule(printed: tuple[Report, Path]) -> None:
    lines = read(printed[1])
    assert len(lines) > 200
    assert broken_rules(lines) == []


def test_every_line_stands_in_the_type_area(printed: tuple[Report, Path]) -> None:
    for line in read(printed[1]):
        if FOLIO.fullmatch(line.text):
            continue
        assert line.left >= grid.LEFT - SLIGHT, line.text
        assert line.right <= grid.LEFT + grid.AREA_WIDTH + SLIGHT, line.text
        assert grid.BOTTOM < line.y < AREA_TOP, line.text


def test_every_line_of_the_body_stands_on_the_grid(printed: tuple[Report, Path]) -> None:
    """Of 三号 in the report itself; the cover and the page that is signed are forms."""
    front, last = front_pages(printed[1]), len(pypdf.PdfReader(printed[1]).pages) - SIGNED
    body = [line for line in read(printed[1]) if front <= line.page < last and line.size == grid.BODY]
    assert len(body) > 50
    for line in body:
        lines_down = (AREA_TOP - baseline(TEXT) - line.y) / grid.LEADING
        assert abs(lines_down - round(lines_down)) * grid.LEADING < 0.05, line.text
        assert 0 <= round(lines_down) < grid.LINES


def test_every_font_is_embedded_and_named(printed: tuple[Report, Path]) -> None:
    reader = pypdf.PdfReader(printed[1])
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    assert reader.metadata is not None
    assert "仿宋：" in str(reader.metadata.get("/Keywords"))


def test_every_item_and_file_is_there_once_and_in_order(printed: tuple[Report, Path]) -> None:
    report, path = printed
    tagged: dict[str, list[int]] = {"Item": [], "Evidence": [], "Problem": []}
    for page in pypdf.PdfReader(path).pages:
        content: Any = page.get_contents()
        for kind, number in re.findall(rb"/(Item|Evidence|Problem) <</N (\d+)>> BDC", content.get_data()):
            tagged[kind.decode()].append(int(number))
    short = [number for number, entry in enumerate(report.walk(), 1) if entry.item.problem]
    assert len(short) > 4
    assert [number for number, _run in groupby(tagged["Problem"])] == short
    for kind, count in (("Item", report.counts.items), ("Evidence", report.counts.evidence)):
        assert [number for number, _run in groupby(tagged[kind])] == list(range(1, count + 1)), kind
    said = _words([line for line in read(path) if not FOLIO.fullmatch(line.text)])
    for entry in report.walk():
        assert "".join(entry.heading.split()) in said
        assert "".join(entry.item.narrative.split()) in said
    for file in report.evidence:
        assert said.count("".join(file.name.split())) == 2  # below its item and in the list
    assert said.count("".join(NARRATIVE.split())) == sum(bool(one.item.narrative) for one in report.walk())


def test_every_chapter_is_there_with_its_words_its_bookmark_and_its_line(
    printed: tuple[Report, Path],
) -> None:
    report, path = printed
    reader = pypdf.PdfReader(path)
    tops = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [str(top.title) for top in tops[2:]] == list(CHAPTERS)  # after the cover and the contents
    front = front_pages(path)
    pages = [_words([line for line in read(path) if line.page == at]) for at in range(len(reader.pages))]
    contents = "".join(pages[1:front])
    for top in tops[2:]:
        at = reader.get_destination_page_number(top)
        assert at is not None
        assert str(top.title) in pages[at]
        assert f"{top.title}{at - front + 1}" in contents
    said = _words([line for line in read(path) if not FOLIO.fullmatch(line.text)])
    for text in TEXTS.values():
        assert said.count("".join(text.split())) == 1
    assert said.count("自评结论构成") == said.count("各章自评得分") == 1
    assert f"未作结论{report.total.verdicts[None]}（" in said


def test_every_problem_leads_to_its_point(printed: tuple[Report, Path]) -> None:
    report, path = printed
    reader = pypdf.PdfReader(path)
    starts = [reader.get_destination_page_number(top) for top in reader.outline if not isinstance(top, list)]
    first = starts[2 + list(CHAPTERS).index("存在问题与改进措施")]
    last = starts[2 + list(CHAPTERS).index("下一步打算")]
    assert first is not None
    assert last is not None
    reached: dict[tuple[int | None, float], None] = {}  # once for a row that a page end parts
    for page in reader.pages[first : last + 1]:
        for link in page.get("/Annots", ()):
            target, _kind, _left, top, *_zoom = link.get_object()["/Dest"]
            reached[reader.get_page_number(target.get_object()), float(top)] = None
    headings = [entry.heading for entry in report.walk() if entry.item.problem]
    lines = read(path)
    for heading, (number, top) in zip(headings, reached, strict=True):
        below = [line for line in lines if line.page == number and line.y < top]
        assert _words(below).startswith("".join(heading.split()))


def test_qpdf_finds_nothing_wrong(printed: tuple[Report, Path]) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    subprocess.run(["qpdf", "--check", printed[1]], check=True, capture_output=True)


def paragraphs() -> list[str]:
    """Return the paragraphs of all five documents."""
    texts = [(documents() / f"{name}.txt").read_text("utf-8") for name in NAMES]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def set_by_us(texts: list[str], path: Path) -> None:
    book = FontBook(folders=[])
    compositor = Compositor(book)
    pages = paginate([strip for text in texts for strip in compositor.paragraph(text, TEXT)])
    canvas = Canvas(str(path), initialFontName=book.face(Role.SONG).name)  # type: ignore[arg-type]
    for page in pages:
        Pen(canvas, book).page(page)
        canvas.showPage()
    canvas.save()


def set_by_reportlab(texts: list[str], path: Path) -> None:
    face = FontBook(folders=[]).face(Role.BODY).name
    style = ParagraphStyle(
        "body",
        fontName=face,
        fontSize=grid.BODY,
        leading=grid.LEADING,
        firstLineIndent=2 * grid.BODY,
        wordWrap="CJK",
    )
    right, padding = grid.PAGE_WIDTH - grid.LEFT - grid.AREA_WIDTH, 6
    document = SimpleDocTemplate(
        str(path), leftMargin=grid.LEFT - padding, rightMargin=right - padding, topMargin=grid.TOP
    )
    document.build([Paragraph(escape(text), style) for text in texts])


def test_reportlab_breaks_rules_that_we_keep(tmp_path: Path) -> None:
    """The figures stand in the developer guide; they also show that the checker finds what is wrong."""
    texts = paragraphs()
    set_by_us(texts, tmp_path / "ours.pdf")
    set_by_reportlab(texts, tmp_path / "theirs.pdf")
    ours, theirs = lines_of(tmp_path / "ours.pdf"), lines_of(tmp_path / "theirs.pdf")
    assert _words(ours) == _words(theirs)
    assert broken_rules(ours) == []
    assert len(broken_rules(theirs)) > 30
    assert abs(len(ours) - len(theirs)) < 0.03 * len(theirs)


def _words(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)
