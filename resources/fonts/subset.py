"""Make the fonts of this folder from the packages they come from. For developers; the program never runs it.

Fetch the packages into one folder (Debian or Ubuntu, with npm), then run this script on it:

    npm pack @expo-google-fonts/noto-sans-sc @expo-google-fonts/noto-serif-sc @expo-google-fonts/noto-emoji
    apt-get download fonts-lxgw-wenkai unicode-data
    python resources/fonts/subset.py FOLDER

The characters: the 8,105 of the standard list (通用规范汉字表, 2013) as Unicode's Unihan database gives them
in its field kTGH (from Debian's unicode-data), all of GB 2312, and the blocks of punctuation, symbols, Latin
and enclosed numbers below. NotoSansSC-Rare.ttf holds the rest of the unified ideographs (U+4E00 to U+9FFF):
it is opened only where a text has one of them, and so is NotoEmoji-Regular.ttf, which has what
the others lack of emoji, in outlines. Hinting, layout features and vertical metrics are dropped;
what they would do for Chinese is built in: a dash fills its em, so that —— is one stroke, and quotes are full
width.
"""

import argparse
import bz2
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
UNIHAN = Path("usr/share/unicode/Unihan_OtherMappings.txt.bz2")
WENKAI = Path("usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
WENKAI_LICENCE = Path("usr/share/doc/fonts-lxgw-wenkai/copyright")
BLOCKS = (
    (0x0020, 0x0250),  # Latin
    (0x02B0, 0x0460),  # tones, Greek, Cyrillic
    (0x2010, 0x2100),  # punctuation, superscripts, currency
    (0x2100, 0x2400),  # letter-like symbols, Roman numerals, arrows, mathematics
    (0x2460, 0x2800),  # enclosed numbers, box drawing, geometric shapes, ticks
    (0x3000, 0x3130),  # CJK punctuation, kana, bopomofo
    (0x3200, 0x3400),  # enclosed and squared CJK
    (0xFF00, 0xFFF0),  # full-width forms
)
SEEN_IN_NAMES = "㙍𠮷髙﨑"
IDEOGRAPHS = (0x4E00, 0xA000)
EM_DASH = 0x2014
DASH_OVERLAP = 10  # of 1,000 units, so that no hairline shows between two dashes
QUOTES = {0x2018: 640, 0x201C: 510, 0x2019: 30, 0x201D: 30}  # how far into its em a quote moves
DROPPED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "DSIG", "gasp"]


@dataclass(frozen=True)
class Job:
    """One font to make: where it comes from, its file here, what it holds, its new name.

    `rare`: what the others lack of ideographs, `emoji`: what they lack of emoji. A
    new name is needed where the licence reserves the old one for unchanged fonts (LXGW WenKai).
    """

    source: Path
    target: str
    rare: bool = False
    name: str | None = None
    emoji: bool = False


def standard_characters(unihan: Path) -> set[int]:
    """Return the code points of the 8,105 characters of the standard list."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines)
        found = {int(field[0][2:], 16) for field in fields if len(field) > 2 and field[1] == "kTGH"}
    if len(found) != 8105:
        raise SystemExit(f"the list has {len(found)} characters instead of 8105")
    return found


def gb2312() -> Iterator[int]:
    """Yield the code points of GB 2312."""
    for row in range(0xA1, 0xF8):
        codes = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        yield from map(ord, codes.decode("gb2312", errors="ignore"))


def common_characters(unihan: Path) -> set[int]:
    """Return the code points that every font here should have."""
    blocks = (code for start, end in BLOCKS for code in range(start, end))
    return {*standard_characters(unihan), *gb2312(), *blocks, *map(ord, SEEN_IN_NAMES)}


def unpack(folder: Path, into: Path) -> None:
    """Unpack the npm and Debian packages of a folder, each npm package under its own name."""
    for package in folder.glob("*.tgz"):
        name = package.name.removeprefix("expo-google-fonts-").rpartition("-")[0]
        with tarfile.open(package) as archive:
            archive.extractall(into / name, filter="data")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, into], check=True)


def jobs(unpacked: Path) -> list[Job]:
    """Return the fonts to make."""
    regular = unpacked / "noto-sans-sc/package/400Regular/NotoSansSC_400Regular.ttf"
    emoji = unpacked / "noto-emoji/package"
    sans, serif = unpacked / "noto-sans-sc/package", unpacked / "noto-serif-sc/package"
    return [
        Job(regular, "NotoSansSC-Regular.ttf"),
        Job(sans / "500Medium/NotoSansSC_500Medium.ttf", "NotoSansSC-Medium.ttf"),
        Job(serif / "400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf"),
        Job(serif / "700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
        Job(unpacked / WENKAI, "YaodianKai-Regular.ttf", name="Yaodian Kai"),
        Job(regular, "NotoSansSC-Rare.ttf", rare=True, name="Noto Sans SC Rare"),
        Job(emoji / "400Regular/NotoEmoji_400Regular.ttf", "NotoEmoji-Regular.ttf", emoji=True),
    ]


def make(job: Job, common: set[int]) -> None:
    """Write one font; `common` is what most have. The same input gives the same bytes."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += DROPPED_TABLES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    font = TTFont(job.source, recalcTimestamp=False)
    if not job.emoji:
        set_for_chinese(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted(job, font, common))
    subsetter.subset(font)
    if job.name:
        rename(font, job.name)
    written = io.BytesIO()
    font.save(written)
    (HERE / job.target).write_bytes(written.getvalue())


def wanted(job: Job, font: TTFont, common: set[int]) -> set[int]:
    """Return the code points that one font is to have."""
    if job.emoji:
        return set(font.getBestCmap()) - common
    return set(range(*IDEOGRAPHS)) - common if job.rare else common


def set_for_chinese(font: TTFont) -> None:
    """Make the em dash fill its em, and quotes narrower than an em full width."""
    names, widths, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
    dash = font["glyf"][names[EM_DASH]]
    scale = (em + 2 * DASH_OVERLAP) / (dash.xMax - dash.xMin)
    move(font, names[EM_DASH], -dash.xMin * scale - DASH_OVERLAP, scale)
    for code, shift in QUOTES.items():
        if widths[names[code]][0] < em:
            move(font, names[code], shift)


def move(font: TTFont, name: str, shift: float, scale: float = 1) -> None:
    """Scale and move the points of a simple glyph sideways (in font units) and give it a full em."""
    glyph = font["glyf"][name]
    for index, (x, y) in enumerate(glyph.coordinates):
        glyph.coordinates[index] = (round(x * scale + shift), y)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (font["head"].unitsPerEm, glyph.xMin)


def rename(font: TTFont, name: str) -> None:
    """Give a changed font a name of its own; the copyright and licence records stay as they are."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in (1, 2, 3, 4, 6, 16, 17)]
    postscript = f"{name.replace(' ', '')}-Regular"
    for identifier, text in ((1, name), (2, "Regular"), (3, postscript), (4, name), (6, postscript)):
        table.setName(text, identifier, 3, 1, 0x409)


def main() -> None:
    """Make every font of this folder from a folder of packages, and print their sizes."""
    parser = argparse.ArgumentParser(description="Make the fonts of this folder from their packages.")
    parser.add_argument("folder", type=Path, help="where the packages were fetched to")
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as name:
        unpacked = Path(name)
        unpack(folder, unpacked)
        common = common_characters(unpacked / UNIHAN)
        for job in jobs(unpacked):
            make(job, common)
            size = (HERE / job.target).stat().st_size
            print(f"{job.target:28} {size / 1e6:6.2f} MB")  # noqa: T201 -- a developer's script


if __name__ == "__main__":
    main()
