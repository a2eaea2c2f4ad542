"""Scans: their sheets taken apart; read where the recognition of text is installed, else a sentence."""

import io
import re
from importlib.util import find_spec
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from desktop_app.documents.readers import ocr, pdf
from desktop_app.errors import YaodianError
from tests.documents.readers.published import write_pdf
from tests.documents.readers.test_pdf import SONG, canvas

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
INSTALLED = find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def sheet(color: str, size: tuple[int, int] = (40, 20)) -> Image.Image:
    return Image.new("RGB", size, color)


def tiff(*sheets: Image.Image, turned: int = 1) -> bytes:
    stream = io.BytesIO()
    about = ImageFileDirectory_v2()
    about[274] = turned  # how the scanner held the sheet
    sheets[0].save(stream, "TIFF", save_all=True, append_images=sheets[1:], tiffinfo=about)
    return stream.getvalue()


def seen(picture: bytes) -> tuple[tuple[int, int], object]:
    image = Image.open(io.BytesIO(picture))
    return image.size, image.getpixel((0, 0))


def mixed(file: Path) -> Path:
    """Write a PDF of a page of text, a scan stamped by an app, and a page of text."""
    scan = file.parent / "scan.jpg"
    sheet("white", (600, 800)).save(scan)
    made = canvas(file)
    made.drawString(80, 700, "一、抓好德育")
    made.showPage()
    made.drawImage(str(scan), 0, 0, 595, 842)
    made.setFont(SONG, 16)
    made.drawString(80, 10, "扫描软件生成")
    made.showPage()
    made.setFont(SONG, 16)
    made.drawString(80, 700, "二、抓好教学")
    made.save()
    return file


def test_every_sheet_of_a_scan_is_one_picture() -> None:
    sheets = ocr.sheets_of(tiff(sheet("red"), sheet("lime"), sheet("blue")))
    assert len(sheets) == 3
    assert [seen(picture) for picture in sheets] == [
        ((40, 20), (255, 0, 0)),
        ((40, 20), (0, 255, 0)),
        ((40, 20), (0, 0, 255)),
    ]


def test_sheets_are_turned_upright() -> None:
    first, _second = ocr.sheets_of(tiff(sheet("red"), sheet("lime"), turned=6))
    assert seen(first)[0] == (20, 40)


def test_a_photo_is_turned_upright() -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[274] = 6
    sheet("red").save(stream, "JPEG", exif=exif)
    (upright,) = ocr.sheets_of(stream.getvalue())
    assert seen(upright)[0] == (20, 40)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_single_sheet_and_a_broken_file_stay_as_they_are() -> None:
    single = tiff(sheet("red"))
    assert ocr.sheets_of(single) == [single]
    for cut in (b"II*\0", PICTURE, single[:20]):
        assert ocr.sheets_of(cut) == [cut]


def test_a_broken_sheet_of_several_does_not_stop_the_rest() -> None:
    stream = io.BytesIO()
    sheet("red").save(stream, "TIFF", save_all=True, append_images=[sheet("lime")], compression="tiff_lzw")
    data = bytearray(stream.getvalue())
    image = Image.open(io.BytesIO(data))
    place = image.getexif()[273]  # where the first sheet's strip begins
    data[place : place + 8] = b"\xff" * 8
    first, second = ocr.sheets_of(bytes(data))
    assert first == b""
    assert seen(second)[1] == (0, 255, 0)


@pytest.mark.skipif(INSTALLED, reason="the recognition of text is installed here")
def test_without_recognition_a_scan_between_pages_of_text_is_told(tmp_path: Path) -> None:
    source = pdf.read(mixed(tmp_path / "a.pdf"))
    assert source.text.split() == ["一、抓好德育", "二、抓好教学"]
    told = {warning.code: warning.message for warning in source.warnings}
    assert "第 2 页是扫描的图片" in told["scans_left_out"]
    assert "page_without_text" not in told


@pytest.mark.skipif(not INSTALLED, reason="needs python3 run.py ocr")
def test_with_recognition_scans_stand_between_pages_of_text(tmp_path: Path) -> None:
    write_pdf("二、办好食堂\n三、管好安全", tmp_path / "words.pdf")
    with pypdfium2.PdfDocument(tmp_path / "words.pdf") as document:
        document[0].render(scale=2).to_pil().convert("RGB").save(tmp_path / "scan.jpg")
    made = canvas(tmp_path / "a.pdf")
    made.drawString(80, 700, "一、抓好德育")
    made.showPage()
    made.drawImage(str(tmp_path / "scan.jpg"), 0, 0, 595, 842)
    made.showPage()
    made.setFont(SONG, 16)
    made.drawString(80, 700, "四、抓好教学")
    made.save()
    source = pdf.read(tmp_path / "a.pdf")
    words = "".join(source.text.split())
    assert re.fullmatch("一、抓好德育二、办好食堂三、管好安全(-[1I]-)?四、抓好教学", words)
    assert [warning.code for warning in source.warnings] == ["recognised"]


@pytest.mark.skipif(not INSTALLED, reason="needs python3 run.py ocr")
@pytest.mark.parametrize("form", ["tiff", "turned"])
def test_with_recognition_every_sheet_is_read_upright(form: str, tmp_path: Path) -> None:
    write_pdf("云溪区教育局工作要点\n一、抓好德育", tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        picture = document[0].render(scale=2).to_pil().convert("RGB")
    if form == "tiff":
        (tmp_path / "a.tif").write_bytes(tiff(picture, picture))
        assert ocr.read(tmp_path / "a.tif").text.count("一、抓好德育") == 2
    else:
        exif = Image.Exif()
        exif[274] = 6
        picture.rotate(90, expand=True).save(tmp_path / "a.jpg", exif=exif)
        assert "".join(ocr.read(tmp_path / "a.jpg").text.split()).startswith(
            "云溪区教育局工作要点一、抓好德育"
        )


@pytest.mark.skipif(INSTALLED, reason="the recognition of text is installed here")
def test_without_recognition_a_picture_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    with pytest.raises(YaodianError, match=r"py run\.py ocr（或 python3 run\.py ocr）"):
        ocr.read(tmp_path / "a.png")


@pytest.mark.skipif(not INSTALLED, reason="needs python3 run.py ocr")
def test_with_recognition_a_scan_is_read(tmp_path: Path) -> None:
    write_pdf("云溪区教育局工作要点\n一、抓好德育", tmp_path / "a.pdf")
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        document[0].render(scale=2).to_pil().convert("RGB").save(buffer, "PDF")
    (tmp_path / "scan.pdf").write_bytes(buffer.getvalue())
    source = pdf.read(tmp_path / "scan.pdf")
    assert source.text.split()[:2] == ["云溪区教育局工作要点", "一、抓好德育"]
    assert [warning.code for warning in source.warnings] == ["recognised"]


@pytest.mark.skipif(not INSTALLED, reason="needs python3 run.py ocr")
def test_a_broken_picture_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    with pytest.raises(YaodianError, match="损坏"):
        ocr.read(tmp_path / "a.png")


def test_a_picture_too_large_to_unpack(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("1", (20_000, 20_000)).save(file)
    with pytest.raises(YaodianError):
        ocr.read(file)


def test_the_program_that_was_set_up_names_no_way_that_it_lacks(tmp_path: Path) -> None:
    assert "run.py" not in ocr.way_out(tmp_path)
    (tmp_path / "run.py").touch()
    assert "run.py" in ocr.way_out(tmp_path)
