"""Small pictures: upright, bounded, None where there is none."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop_app.evidence.pictures import Thumbnail, thumbnail
from tests.evidence import samples

ENDINGS = (".jpg", ".png", ".bmp", ".gif", ".webp", ".tif")


def opened(made: Thumbnail | None) -> Image.Image:
    assert made is not None
    image = Image.open(io.BytesIO(made.png))
    assert image.format == "PNG"
    assert image.size == (made.width, made.height)
    return image.convert("RGB")


def reddest(image: Image.Image) -> tuple[str, str]:
    """Return the corner that is red."""
    wide, high = image.size
    for y, row in ((high // 5, "top"), (high * 4 // 5, "bottom")):
        for x, column in ((wide // 5, "left"), (wide * 4 // 5, "right")):
            red, _green, blue = image.getpixel((x, y))  # type: ignore[misc]
            if red > 150 > blue:
                return row, column
    raise AssertionError("nothing is red")


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_kind_of_picture(tmp_path: Path, ending: str) -> None:
    image = opened(thumbnail(samples.photo(tmp_path / f"a{ending}", (800, 400)), 100))
    assert image.size == (100, 50)
    assert reddest(image) == ("top", "left")


# Where the upper left corner of the stored picture is seen, by the orientation (Exif 2.3, 4.6.4 A).
@pytest.mark.parametrize(
    ("turn", "corner", "upright"),
    [
        (1, ("top", "left"), False), (2, ("top", "right"), False), (3, ("bottom", "right"), False),
        (4, ("bottom", "left"), False), (5, ("top", "left"), True), (6, ("top", "right"), True),
        (7, ("bottom", "right"), True), (8, ("bottom", "left"), True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", [".jpg", ".png", ".tif", ".webp"])
def test_turned_as_the_camera_was_held(
    tmp_path: Path, turn: int, corner: tuple[str, str], upright: bool, ending: str
) -> None:
    image = opened(thumbnail(samples.photo(tmp_path / f"a{ending}", (800, 400), turn), 100))
    assert image.size == ((50, 100) if upright else (100, 50))
    assert reddest(image) == corner


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    assert opened(thumbnail(samples.photo(tmp_path / "a.png", (20, 10)))).size == (20, 10)


def test_no_picture_is_made_larger_than_the_most(tmp_path: Path) -> None:
    made = opened(thumbnail(samples.photo(tmp_path / "a.png", (5000, 10)), 10**9))
    assert made.size[0] == 4096


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I", "F", "I;16"])
def test_every_depth_of_colour(tmp_path: Path, mode: str) -> None:
    file = tmp_path / ("a.png" if mode in ("LA", "RGBA", "P") else "a.tif")
    Image.new(mode, (40, 20)).save(file)
    assert opened(thumbnail(file)).size == (40, 20)


def test_transparency_stays(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    made = thumbnail(tmp_path / "a.png")
    assert made
    assert Image.open(io.BytesIO(made.png)).getpixel((5, 5)) == (0, 0, 0, 0)


def test_a_page_of_a_pdf(tmp_path: Path) -> None:
    file = samples.pdf(tmp_path / "a.pdf", "第一页", "")
    first, second = opened(thumbnail(file, 250)), opened(thumbnail(file, 250, page=2))
    assert first.size == second.size == (150, 250)
    assert min(first.convert("L").tobytes()) < 100
    assert min(second.convert("L").tobytes()) == 255
    assert thumbnail(file, page=3) is None
    assert thumbnail(file, page=0) is None


def test_a_page_of_a_tif(tmp_path: Path) -> None:
    Image.new("L", (10, 10), 0).save(
        tmp_path / "a.tif", save_all=True, append_images=[Image.new("L", (30, 10), 255)]
    )
    assert opened(thumbnail(tmp_path / "a.tif", page=2)).size == (30, 10)
    assert thumbnail(tmp_path / "a.tif", page=3) is None


def test_where_there_is_none(tmp_path: Path) -> None:
    samples.word(tmp_path / "a.docx")
    (tmp_path / "b.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    samples.pdf(tmp_path / "c.pdf", "x", password="secret")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    for path in (*tmp_path.iterdir(), tmp_path / "gone.jpg", tmp_path, Path("a\0b")):
        assert thumbnail(path) is None


def png_of(wide: int, high: int) -> bytes:
    """A PNG file that says it has so many pixels, and packs them small."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + 3 * wide)) for _row in range(min(high, 2000))) + packer.flush()
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(60_000, 60_000), (11_000, 11_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_unpacks_to_gigabytes_is_none(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "a.png").write_bytes(png_of(*(min(side, 60_000) for side in size)))
    assert thumbnail(tmp_path / "a.png") is None


def test_a_large_photo_is_read_at_a_fraction_of_its_size(tmp_path: Path) -> None:
    """108 million pixels, as telephones make them; 324 MB if it were read whole."""
    Image.new("L", (12_000, 9_000), 128).save(tmp_path / "a.jpg")
    assert opened(thumbnail(tmp_path / "a.jpg")).size == (256, 192)


@pytest.mark.parametrize("box", ["0 0 100000000 10", "0 0 1e30 1e30", "0 0 0 0", "0 0 nan inf"])
def test_a_page_of_any_size_gives_a_small_picture_or_none(tmp_path: Path, box: str) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]>>".encode(),
    ]
    (tmp_path / "a.pdf").write_bytes(samples.raw_pdf(objects))
    made = thumbnail(tmp_path / "a.pdf", 100)
    assert made is None or max(made.width, made.height) <= 100
