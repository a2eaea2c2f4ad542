"""The photo sheets for Word, read back: every photo, upright and small, with its line under it."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image

from desktop_app.errors import CancelledError
from desktop_app.reports import word_styles as styles
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import within
from desktop_app.reports.papers import PHOTOS
from desktop_app.reports.photos import photos_of
from desktop_app.reports.typesetting import grid
from desktop_app.reports.word_drawing import EMU
from desktop_app.reports.writers import expected, write
from tests.evidence.samples import photo
from tests.evidence.test_pictures import reddest
from tests.reports.test_photos import shown


@pytest.fixture(scope="module")
def part(year: Report) -> Report:
    """The section of the year with a photo that was cut off."""
    return within(year, {year.entries[4].item.id})


@pytest.fixture(scope="module")
def sheets(part: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "照片页.docx"
    assert write("word", part, path, paper=PHOTOS, watermark="草稿") == expected(part, "word", PHOTOS)
    return path


def styled(paragraphs: list[Paragraph], name: str) -> list[Paragraph]:
    return [one for one in paragraphs if one.style is not None and one.style.name == name]


def test_every_photo_is_there_with_what_it_shows_and_its_line(part: Report, sheets: Path) -> None:
    paragraphs = docx.Document(str(sheets)).paragraphs
    photos = photos_of(part)
    assert len(photos) > 15
    assert [one.text for one in styled(paragraphs, styles.PHOTO_PLACE)] == [
        f"{one.place}\t〔{one.number}〕" for one in photos
    ]
    assert [one.text for one in styled(paragraphs, styles.PHOTO_LINE)][1:] == [one.caption for one in photos]
    assert [one.text for one in styled(paragraphs, styles.PHOTO_SECTION)] == [photos[0].section]
    lost = styled(paragraphs, styles.PHOTO_LOST)
    (broken,) = (one for one in photos if one.path is not None and one.path.stat().st_size == 400)
    assert [one.text for one in lost] == [f"（照片打不开，文件可能已损坏）\n{broken.name}"]
    assert len(styled(paragraphs, styles.FIGURE)) == len(photos) - 1


def test_a_photo_and_its_words_are_never_parted(sheets: Path) -> None:
    document = docx.Document(str(sheets))
    for name in (styles.PHOTO_PLACE, styles.FIGURE, styles.PHOTO_LOST, styles.PHOTO_SECTION):
        assert document.styles[name].paragraph_format.keep_with_next, name


def test_two_photos_have_room_on_a_page(sheets: Path) -> None:
    document = docx.Document(str(sheets))
    for shape in document.inline_shapes:
        assert shape.width <= grid.AREA_WIDTH * EMU + 1
        assert 150 * EMU < shape.height < (grid.AREA_HEIGHT / 2 - 3 * styles.SMALL_LEADING) * EMU


def test_drawings_have_numbers_of_their_own_and_words_for_who_does_not_see_them(
    part: Report, sheets: Path
) -> None:
    body = docx.Document(str(sheets)).element.body
    facts = list(body.iter(qn("wp:docPr")))
    numbers = [one.get("id") for one in facts]
    assert len(set(numbers)) == len(numbers) == len(photos_of(part)) - 1
    captions = {one.caption for one in photos_of(part)}
    assert {one.get("descr") for one in facts} <= captions
    ids = [one.get(qn("r:embed")) for one in body.iter(qn("a:blip"))]
    assert len(set(ids)) == len(ids) == len(numbers)


def test_photos_stand_upright_and_small_in_the_file(tmp_path: Path) -> None:
    """The upper left quarter of each is red as the file has it."""
    turns = {1: ("top", "left"), 6: ("top", "right"), 3: ("bottom", "right"), 8: ("bottom", "left")}
    names = [f"{turn}.jpg" for turn in turns]
    made = shown(*names)
    paths = [photo(tmp_path / name, (4000, 3000), turn) for name, turn in zip(names, turns, strict=True)]
    made = replace(
        made, evidence=tuple(replace(one, path=path) for one, path in zip(made.evidence, paths, strict=True))
    )
    for name in ("a.docx", "b.docx"):
        write("word", made, tmp_path / name, paper=PHOTOS)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        pictures = [package.read(f"word/media/image{number}.jpeg") for number in range(1, 5)]
    images = [Image.open(io.BytesIO(data)).convert("RGB") for data in pictures]
    found = [(*reddest(image), image.width < image.height) for image in images]
    assert found == [(*corner, turn in (6, 8)) for turn, corner in turns.items()]
    assert all(500 < max(image.size) < grid.AREA_WIDTH * 200 / 72 + 1 for image in images)


def test_no_photos_and_a_stop(year: Report, tmp_path: Path) -> None:
    made = shown("总结.docx")
    assert write("word", made, tmp_path / "a.docx", paper=PHOTOS) == expected(made, "word", PHOTOS)
    assert "（没有照片）" in [one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    asked = iter(range(10_000))
    with pytest.raises(CancelledError):
        write("word", year, tmp_path / "b.docx", cancelled=lambda: next(asked) >= 3, paper=PHOTOS)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
