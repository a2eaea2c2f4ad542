"""From source text to paragraphs: lines with their places, and lines that publishing broke joined again."""

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

BLANK = " \t\v\f\xa0\u3000\u200b\ufeff\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_ENTITY_BLANK = re.compile(r"^(?:&[ne]m?b?sp;)+|(?:&[ne]m?b?sp;)+$")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")  # more of them stand for words that a site left out
_LATIN = re.compile(r"[A-Za-z0-9]")
_TERMINAL = "。！？!?；;：:…"
_PRINTED = 50  # columns of a printed page's narrowest usual line
_FEWEST_BROKEN = 8  # full lines that break off in mid-sentence: they show hard line ends by themselves
_CLOSING = "”’\"'）)》】〕」』"


class Line(NamedTuple):
    """One line of the source without the blanks around it.

    `indent` is the width of the blanks before it; `after_page` tells that a page ended right before it;
    `cut_after` is the width of the words before it that were cut off as another heading's.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    after_page: bool = False
    cut_after: int = 0

    @property
    def width(self) -> int:
        """The place of its right end in half-width columns, its indent included."""
        return self.indent + self.cut_after + display_width(self.text)

    @property
    def indented(self) -> bool:
        """Tell whether blanks stood before it, as at a paragraph's first line."""
        return self.indent > 0


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; `text` is what they say, `pieces` where it stands in the source."""

    pieces: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words, lines joined (a space only between Latin words, none within a number)."""
        joined = self.pieces[0].text
        for piece in self.pieces[1:]:
            joined += (" " if _parts_words(joined, piece.text) else "") + piece.text
        return joined

    @property
    def start(self) -> int:
        """The place of its first character in the source."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """The place after its last character in the source."""
        return self.pieces[-1].end

    def after(self, begin: int) -> "Paragraph | None":
        """Return what follows the first `begin` characters of `text`; None where no characters do."""
        kept, offset, before = [], 0, ""
        for piece in self.pieces:
            offset += _parts_words(before, piece.text)
            low = max(begin - offset, 0)
            part = piece.text[low:]
            stripped = part.strip(BLANK)
            if stripped:
                start = piece.start + low + part.index(stripped)
                kept.append(Line(start, start + len(stripped), stripped, 0 if low else piece.indent))
            offset += len(piece.text)
            before = piece.text
        return Paragraph(tuple(kept)) if kept else None


def _parts_words(before: str, after: str) -> bool:
    """Tell whether a space parts two lines: between Latin words, not within a number that was broken."""
    if not _LATIN.match(before[-1:]) or not _LATIN.match(after[:1]):
        return False
    return not (before[-1].isdecimal() and after[0].isdecimal())


def display_width(text: str) -> int:
    """Return the width in half-width columns: GBK spends two bytes on what is two columns wide."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def split_lines(source: str) -> list[Line]:
    """Return every line that is not blank."""
    lines = []
    offset = 0
    for raw in source.split("\n"):
        text = raw.strip(BLANK)
        if text:
            lead = raw.index(text)
            entities = _ENTITY_BLANK.match(text)
            indent = display_width(raw[:lead]) + (2 if entities else 0)
            lines.append(Line(offset + lead, offset + lead + len(text), text, indent))
        offset += len(raw) + 1
    return lines


def plain(text: str) -> str:
    """Return words as a reader sees them: entities decoded, Markdown's bold marks and outer blanks gone."""
    if "&" in text:
        text = html.unescape(_ENTITY_BLANK.sub("", text))
    if "**" in text:
        text = _BOLD.sub("", text)
    return text.strip(BLANK + "\n")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with a mark that ends a sentence, closing quotes and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in tuple(_TERMINAL)


@dataclass(frozen=True)
class Wrapping:
    """How a text was broken into lines: the full line's `width` in columns, None where it was not."""

    width: int | None

    @classmethod
    def of(cls, lines: list[Line]) -> "Wrapping":
        """Measure it: lines of one common full width, again and again, are hard line ends."""
        widths = sorted(line.width for line in lines)
        if len(widths) < 12:
            return cls(None)
        longest = widths[-max(1, len(widths) // 20)]
        if not 30 <= longest <= 130:
            return cls(None)
        if sum(width > longest + 3 for width in widths) > 0.03 * len(widths):
            return cls(None)
        full = [line for line in lines if longest - 5 <= line.width <= longest + 3]
        broken = sum(not ends_sentence(line.text) for line in full)
        many = len(full) >= 0.3 * len(lines)
        sure = longest >= _PRINTED and broken >= max(_FEWEST_BROKEN, 0.12 * len(lines))
        return cls(longest if many or sure else None)

    def is_full(self, line: Line) -> bool:
        """Tell whether a line reaches the right edge, so that the next may be its continuation."""
        return self.width is not None and line.width >= self.width - 5
