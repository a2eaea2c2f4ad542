"""The face for each role: Windows' own files where they are, else those of resources/fonts.

No character is ever drawn as a blank box: one that its face lacks is taken from another of our faces, and one
that all of them lack becomes 〓 and is listed.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from desktop_app.resources import FONTS

MISSING = "〓"
_LINE_ENDS = re.compile("\\r\\n|[\\r\\x0b\\x0c\\x85\\u2028\\u2029]")  # as pasted texts have them
# Characters that are never drawn: controls, soft hyphens, joiners, variation selectors (those of rare
# ideographs too), tags, marks of writing direction; and skin tones, which stand alone as squares.
_INVISIBLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb\\U0001f3fb-\\U0001f3ff\\U000e0000-\\U000e01ef]"
)


class Role(StrEnum):
    """What a face is for; the value is its name on paper (FACTS.md)."""

    TITLE = "小标宋"
    BODY = "仿宋"
    STRONG = "仿宋加粗"
    SONG = "宋体"
    HEI = "黑体"
    KAI = "楷体"


@dataclass(frozen=True)
class FontFile:
    """A file that can serve a role. `emboldened`: its strokes are thickened, for want of a bold face."""

    path: Path
    emboldened: bool = False


_SYSTEM: dict[Role, tuple[str, ...]] = {
    Role.TITLE: ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf", "方正小标宋_GBK.TTF"),
    Role.BODY: ("simfang.ttf",),
    Role.STRONG: ("simfang.ttf",),
    Role.SONG: ("simsun.ttc",),
    Role.HEI: ("simhei.ttf",),
    Role.KAI: ("simkai.ttf",),
}
_OWN: dict[Role, str] = {
    Role.TITLE: "NotoSerifSC-Bold.ttf",
    Role.BODY: "NotoSerifSC-Regular.ttf",
    Role.STRONG: "NotoSerifSC-Bold.ttf",
    Role.SONG: "NotoSerifSC-Regular.ttf",
    Role.HEI: "NotoSansSC-Medium.ttf",
    Role.KAI: "YaodianKai-Regular.ttf",
}
_LAST_RESORT = (
    "NotoSerifSC-Regular.ttf",
    "NotoSansSC-Regular.ttf",
    "YaodianKai-Regular.ttf",
    "NotoSansSC-Rare.ttf",
    "NotoEmoji-Regular.ttf",
)
_SYSTEM_LAST_RESORT = ("simsunb.ttf", "SimsunExtG.ttf", "seguisym.ttf")  # Windows: rare ideographs, signs


class _Font(TTFont):
    """A font whose characters beyond U+FFFF can be copied from the PDF; reportlab writes those wrongly."""

    _BEYOND = re.compile(r"<([0-9A-F]{5,6})>")

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 -- reportlab's name
        """Add the font to a document, then put the right code in its table of characters."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and isinstance(stream, PDFStream):
                stream.content = self._BEYOND.sub(self._surrogates, stream.content)

    @staticmethod
    def _surrogates(match: re.Match[str]) -> str:
        return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def system_folders() -> list[Path]:
    """Return where Windows keeps the fonts of the machine and of the user; none elsewhere."""
    places = (os.environ.get("WINDIR"), "Fonts"), (os.environ.get("LOCALAPPDATA"), "Microsoft/Windows/Fonts")
    return [Path(base) / rest for base, rest in places if base]


class Face:
    """One face of a book, with the faces that stand in for the characters it lacks. Widths are in em."""

    def __init__(self, book: "FontBook", name: str, font: TTFont, emboldened: bool) -> None:
        self.name = name
        self.font = font
        self.emboldened = emboldened
        self._book = book
        self._widths: dict[str, float] = {}
        self._borrowed: dict[str, str] = {}

    def measure(self, character: str) -> float:
        """Return a character's width in em."""
        width = self._widths.get(character)
        if width is None:
            face = self.font.face
            if not self.has(character):
                self._borrowed[character], lender = self._book.lender(character)
                face = lender.face
            width = self._widths[character] = face.charWidths.get(ord(character), face.defaultWidth) / 1000
        return width

    def has(self, character: str) -> bool:
        """Tell whether the face itself has a character."""
        return ord(character) in self.font.face.charToGlyph

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield a measured text cut by the font that draws each part: (font name, part)."""
        if self._borrowed.keys().isdisjoint(text):
            yield self.name, text
            return
        for name, part in groupby(text, key=lambda character: self._borrowed.get(character, self.name)):
            yield name, "".join(part)


class FontBook:
    """The faces of one document, and which characters none of them had."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        self._folders = system_folders() if folders is None else list(folders)
        self._faces: dict[Role, Face] = {}
        self._files: dict[Role, FontFile] = {}
        self._drawable: set[str] = {"\n"}
        self.missing: set[str] = set()

    def face(self, role: Role) -> Face:
        """Return the face for a role."""
        face = self._faces.get(role)
        if face is None:
            file, font = next(self._served(role))
            self._files[role] = file
            face = self._faces[role] = Face(self, self._name(file.path), font, file.emboldened)
        return face

    def clean(self, text: str) -> str:
        """Return a text that can be drawn: invisible characters gone, those that no face has shown as 〓."""
        unseen = set(text) - self._drawable
        if not unseen:
            return text
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
        for character in sorted(set(text) - self._drawable):
            if self._any_has(character):
                self._drawable.add(character)
            else:
                self.missing.add(character)
        return "".join(MISSING if character in self.missing else character for character in text)

    def lender(self, character: str) -> tuple[str, TTFont]:
        """Return the first font that has a character, and its name; `clean` leaves no other characters."""
        code = ord(character)
        lenders = ((name, font) for name, font in self._lenders() if code in font.face.charToGlyph)
        return next(lenders, next(self._lenders()))

    def used(self) -> str:
        """Return which font served each role: what goes into the document's properties."""
        names = {
            role: self._open(file.path).face.name.decode("ascii", "replace")
            for role, file in self._files.items()
        }
        return "；".join(f"{role.value}：{names[role]}" for role in Role if role in names)

    def _any_has(self, character: str) -> bool:
        code = ord(character)
        return any(code in font.face.charToGlyph for _name, font in self._lenders())

    def _lenders(self) -> Iterator[tuple[str, TTFont]]:
        """Yield the fonts to look in for a character; the rare one is opened last."""
        song = self.face(Role.SONG)
        yield song.name, song.font
        for name in _LAST_RESORT:
            yield self._name(FONTS / name), self._open(FONTS / name)
        for path in (folder / name for folder in self._folders for name in _SYSTEM_LAST_RESORT):
            font = self._readable(path)
            if font is not None:
                yield self._name(path), font

    @staticmethod
    def _name(path: Path) -> str:
        return f"yaodian {path}"

    def _served(self, role: Role) -> Iterator[tuple[FontFile, TTFont]]:
        """Yield the files that can serve a role, best first; our own always can."""
        for folder in self._folders:
            for name in _SYSTEM[role]:
                file = FontFile(folder / name, emboldened=role is Role.STRONG)
                font = self._readable(file.path)
                if font is not None:
                    yield file, font
        own = FontFile(FONTS / _OWN[role])
        yield own, self._open(own.path)

    def _readable(self, path: Path) -> TTFont | None:
        """Open a font of the system; None where it is missing, damaged or cannot be embedded."""
        if not path.is_file():
            return None
        try:
            return self._open(path)
        except (TTFError, OSError):
            return None

    def _open(self, path: Path) -> TTFont:
        """Open a font once a run: reading one takes as long as setting ten pages, so reportlab keeps them."""
        name = self._name(path)
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(_Font(name, str(path)))
        return cast(TTFont, pdfmetrics.getFont(name))
