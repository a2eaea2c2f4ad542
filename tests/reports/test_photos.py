"""The photo sheets: the line under each photo, and the finished pages with the pictures that are really in them."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pypdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from PIL import Image

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError
from desktop_app.evidence.pictures import photograph
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import within
from desktop_app.reports.papers import PHOTOS
from desktop_app.reports.photos import caption_of, evidence_of, listed, photos_of
from desktop_app.reports.typesetting import grid
from desktop_app.reports.words import file_words
from desktop_app.reports.writers import expected, write
from tests.evidence.samples import photo
from tests.evidence.test_pictures import png_of, reddest
from tests.reports.proof import lines_of
from tests.reports.school import file, item, report_of
from tests.reports.test_forms import said, said_on

DAY = date(2026, 11, 9)


def shown(*names: str, **values: object) -> Report:
    """Return a report with one section of one point that files serve; `values` are said of each file."""
    rows = [
        item("六", Level.SECTION, title="守牢安全底线"),
        item("47", Level.POINT, "section-六", title="开展应急疏散演练"),
    ]
    made = report_of(rows, *(file(name, "point-47") for name in names))
    evidence = tuple(replace(one, **values) for one in made.evidence)  # type: ignore[arg-type]
    return replace(made, evidence=evidence)


@pytest.mark.parametrize(
    ("name", "values", "caption"),
    [
        ("IMG_1.jpg", {"caption": "2026年3月1日，全校师生疏散到操场"}, "2026年3月1日，全校师生疏散到操场"),
        ("IMG_1.jpg", {"title": "疏散到操场"}, "2026年11月9日，疏散到操场"),
        ("IMG_20261109_101532.jpg", {}, "2026年11月9日，“47.开展应急疏散演练”佐证照片"),
        ("微信图片_20261109101532.jpg", {"taken_on": None}, "“47.开展应急疏散演练”佐证照片"),
        ("消防演练（11月9日）.jpg", {}, "2026年11月9日，消防演练"),
        ("2026.11.9 消防演练(2092人).JPG", {}, "2026年11月9日，消防演练(2092人)"),
        ("20261109消防演练.png", {}, "2026年11月9日，消防演练"),
        ("消防演练（11月8日）.jpg", {}, "2026年11月9日，消防演练（11月8日）"),
        ("11月9日.jpg", {}, "2026年11月9日，“47.开展应急疏散演练”佐证照片"),
        ("mmexport1762653332000.jpg", {"title": "2026年11月9日疏散"}, "2026年11月9日疏散"),
        ("消防、地震演练.jpg、IMG_1.jpg", {}, "2026年11月9日，消防、地震演练"),
        ("会议现场.jpg", {}, "2026年11月9日，会议现场"),
        ("PXL_1.jpg", {}, "2026年11月9日，“47.开展应急疏散演练”佐证照片"),
    ],
)
def test_the_line_under_a_photo(name: str, values: dict[str, object], caption: str) -> None:
    made = shown(name, **{"taken_on": DAY, **values})
    (found,) = photos_of(made)
    assert found.caption == caption
    assert found.place == "要点47　开展应急疏散演练"
    assert found.section == "六、守牢安全底线"
    assert caption_of(made.evidence[0], next(one for one in made.walk() if one.counted)) == caption


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("开展校园读书节活动，评选书香班级10个", "", "“5.开展校园读书节活动”佐证照片"),
        ("落实“每天锻炼2小时”", "", "“5.落实‘每天锻炼2小时’”佐证照片"),
        ("把" * 30, "", f"“5.{'把' * 18}……”佐证照片"),
        ("认真学习贯彻落实国家的《未成年人学校保护规定》", "", "“5.认真学习贯彻落实国家的……”佐证照片"),
        ("", "每学期开展消防演练1次；地震演练1次。", "“5.每学期开展消防演练1次”佐证照片"),
    ],
)
def test_what_nobody_said_is_only_quoted(title: str, text: str, said: str) -> None:
    assert evidence_of(item("5", Level.POINT, title=title, text=text)) == said


def test_a_file_has_the_same_name_below_a_point_and_in_the_list() -> None:
    made = shown("IMG_1.jpg", "IMG_2.jpg", "IMG_3.jpg", taken_on=DAY)
    told, titled, bare = made.evidence
    told = replace(told, title="读书节现场", caption="读书节现场")
    titled = replace(titled, title="颁奖")
    for one, name in ((told, "读书节现场"), (titled, "颁奖"), (bare, "IMG_3.jpg")):
        assert listed(one) == f"〔{one.number}〕{name}"
        assert file_words(one).split("\n")[0] == name
    assert file_words(titled) == "颁奖\nIMG_2.jpg"
    assert file_words(bare) == "IMG_3.jpg"


def test_only_photos_are_shown_each_once_where_it_is_first_used() -> None:
    rows = [item("1", Level.POINT, title="甲"), item("2", Level.POINT, position=2, title="乙")]
    measure = item("1", Level.MEASURE, "point-2", text="丙。")
    made = report_of(
        [*rows, measure],
        file("一.JPG", "point-2", "point-1"),
        file("二.pdf", "point-1"),
        file("三.heic", "measure-1"),
    )
    assert [(one.number, one.place) for one in photos_of(made)] == [
        (1, "要点1　甲（另见2）"),
        (3, "要点2（1）　乙"),
    ]


@pytest.fixture(scope="module")
def part(year: Report) -> Report:
    """Two sections of the year, one with a photo that was cut off; `test_year_papers` writes all of it."""
    return within(year, {year.entries[at].item.id for at in (0, 4)})


@pytest.fixture(scope="module")
def sheets(part: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "照片页.pdf"
    assert write("pdf", part, path, paper=PHOTOS) == expected(part, "pdf", PHOTOS)
    return path


def test_every_photo_stands_on_a_page_with_its_line(part: Report, sheets: Path) -> None:
    photos = photos_of(part)
    assert len(photos) > 40
    lines = groupby(lines_of(sheets), key=lambda line: line.page)
    numbers: list[int] = []
    for _page, on_page in lines:
        words = "".join("".join(line.text for line in on_page).split())
        here = [one for one in photos if f"〔{one.number}〕" in words]
        assert 1 <= len(here) <= 2
        for one in here:
            assert "".join(one.caption.split()) in words
            assert one.section in words
        numbers += [one.number for one in here]
    pictures = sum(len(page.images) for page in pypdf.PdfReader(sheets).pages)
    assert numbers == [one.number for one in photos]
    assert pictures == len(photos) - 1  # one was cut off when it was copied
    broken = next(one for one in photos if one.path is not None and one.path.stat().st_size == 400)
    assert f"（照片打不开，文件可能已损坏）{broken.name}" in said(sheets)


def test_pages_and_words_stand_where_they_should(sheets: Path) -> None:
    for line in lines_of(sheets):
        assert grid.LEFT - 0.5 <= line.left < line.right <= grid.LEFT + grid.AREA_WIDTH + 0.5, line.text
        if line.size != grid.FOLIO:
            assert grid.BOTTOM < line.y < grid.PAGE_HEIGHT - grid.TOP, line.text
    with pdfium.PdfDocument(sheets) as document:
        titles = [one.get_title() for one in document.get_toc()]
    assert titles[:2] == [PHOTOS, "一、加强党的全面领导，把稳办学治校方向"]
    assert len(titles) == 1 + 2
    assert sheets.stat().st_size < 2 << 20
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", sheets], check=True, capture_output=True)


def test_photos_stand_upright_and_small_in_the_file(tmp_path: Path) -> None:
    """The upper left quarter of each is red as the file has it."""
    turns = {1: ("top", "left"), 6: ("top", "right"), 3: ("bottom", "right"), 8: ("bottom", "left")}
    names = [f"{turn}.jpg" for turn in turns]
    made = shown(*names)
    paths = [photo(tmp_path / name, (4000, 3000), turn) for name, turn in zip(names, turns, strict=True)]
    made = replace(
        made, evidence=tuple(replace(one, path=path) for one, path in zip(made.evidence, paths, strict=True))
    )
    for name in ("a.pdf", "b.pdf"):
        write("pdf", made, tmp_path / name, paper=PHOTOS)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    images = [
        one.image.convert("RGB")
        for page in pypdf.PdfReader(tmp_path / "a.pdf").pages
        for one in page.images
        if one.image is not None
    ]
    found = {(*reddest(image), "upright" if image.width < image.height else "across") for image in images}
    assert found == {(*corner, "upright" if turn in (6, 8) else "across") for turn, corner in turns.items()}
    assert all(500 < max(image.size) < grid.AREA_WIDTH * 200 / 72 + 1 for image in images)
    assert (tmp_path / "a.pdf").stat().st_size < sum(path.stat().st_size for path in paths)


def test_what_cannot_be_shown_has_a_box_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "炸弹.png").write_bytes(png_of(20_000, 30_000))
    (tmp_path / "不是照片.jpg").write_text("甲", "utf-8")
    (tmp_path / "手机.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    names = ("炸弹.png", "不是照片.jpg", "手机.heic", "不在了.jpg", "没有存.jpg")
    made = shown(*names)
    evidence = [replace(one, path=tmp_path / one.name) for one in made.evidence[:4]]
    made = replace(made, evidence=(*evidence, made.evidence[4]))
    path = tmp_path / "a.pdf"
    assert write("pdf", made, path, paper=PHOTOS) == expected(made, "pdf", PHOTOS)
    words = said(path)
    for name in names[:4]:
        assert f"（照片打不开，文件可能已损坏）{name}" in words
    assert f"（照片文件已经不在）{names[4]}" in words


def test_awkward_words_fit(tmp_path: Path) -> None:
    made = shown("很长" * 60 + ".jpg", "b.jpg", caption="2026年3月1日，" + "全校师生疏散" * 60)
    path = tmp_path / "a.pdf"
    assert write("pdf", made, path, paper=PHOTOS).evidence == 2
    for line in lines_of(path):
        assert line.right <= grid.LEFT + grid.AREA_WIDTH + 0.5
        assert line.y > grid.BOTTOM - grid.FOLIO_BELOW - grid.FOLIO


def test_no_photos_and_a_stop(year: Report, tmp_path: Path) -> None:
    made = shown("总结.docx")
    assert write("pdf", made, tmp_path / "a.pdf", paper=PHOTOS) == expected(made, "pdf", PHOTOS)
    assert "没有照片" in said_on(tmp_path / "a.pdf", 0)
    with pytest.raises(CancelledError):
        write("pdf", year, tmp_path / "b.pdf", cancelled=lambda: True, paper=PHOTOS)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_what_is_transparent_is_white_on_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    made = photograph(tmp_path / "a.png", 400, 400)
    assert made is not None
    assert (made.width, made.height) == (40, 20)  # never blown up
    assert made.jpeg.startswith(b"\xff\xd8")
