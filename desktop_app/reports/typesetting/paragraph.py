"""Sets texts as strips: paragraphs, with a label in another face before them where one is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.typesetting.grid import AREA_WIDTH
from desktop_app.reports.typesetting.linebreak import Breaker, Line
from desktop_app.reports.typesetting.strips import Strip, Text
from desktop_app.reports.typesetting.titles import title_lines

WIDE = 10_000.0  # em: a line that nothing fills
ASCENT = 0.86  # of the em, above the baseline, in Chinese faces


class Align(Enum):
    """How lines stand between their ends."""

    JUSTIFY = auto()
    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


@dataclass(frozen=True)
class Style:
    """How a text is set. `size`, `leading`, `left`, `right` in points, `indent` of the first line in em.

    `literal`: Latin stands close to Chinese, as in a file's name, so that it is found and copied as it is.
    """

    role: Role
    size: float
    leading: float
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    align: Align = Align.JUSTIFY
    gray: float = 0.0
    literal: bool = False


@dataclass(frozen=True)
class Label:
    """Words before a paragraph, on its first line and in a face of their own; `gap` after them in em."""

    words: str
    role: Role
    gap: float = 0.0
    gray: float = 0.0


class Compositor:
    """Sets texts with the faces of one book."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self._breakers: dict[tuple[Role, bool], Breaker] = {}

    def width(self, text: str, role: Role, size: float) -> float:
        """Return a text's width on one line, in points."""
        return self._breaker(role).natural_width(self.book.clean(text)) * size

    def shortened(self, text: str, style: Style, width: float) -> str:
        """Return as much of a text as fits on one line of `width` points, …… for the rest."""
        text = whole = " ".join(text.split())
        while text and self.width(text if text is whole else f"{text}……", style.role, style.size) > width:
            text = text[:-1]
        return text if text is whole else f"{text}……"

    def one_line(self, text: str, style: Style, x: float, y: float) -> Text:
        """Return a text on one line, however long, from x and on the baseline y (points)."""
        lines = self._breaker(style.role, style.literal).lines(
            self.book.clean(text).strip(), WIDE, justify=False
        )
        return Text(x, y, lines[0].pieces if lines else (), style.role, style.size, style.gray)

    def texts(self, text: str, style: Style, width: float, label: Label | None = None) -> list[list[Text]]:
        """Return what is drawn on each line of a text in a column of `width` points, y from the line's top.

        Each line of the text itself is a paragraph. A label stands before the first.
        """
        return [line for lines in self._paragraphs(text, style, width, label) for line in lines]

    def _paragraphs(
        self, text: str, style: Style, width: float, label: Label | None
    ) -> Iterator[list[list[Text]]]:
        """Yield what is drawn on the lines of each paragraph of a text."""
        breaker, size = self._breaker(style.role, style.literal), style.size
        room = (width - style.left - style.right) / size
        for at, part in enumerate(filter(None, map(str.strip, self.book.clean(text).split("\n")))):
            indent, before = style.indent, list[Text]()
            if label is not None and at == 0:
                indent, before = self._label(label, style)
            lines = []
            for number, line in enumerate(
                breaker.lines(part, room, indent, justify=style.align is Align.JUSTIFY)
            ):
                start = indent if number == 0 else 0.0
                x = style.left + (start + _shift(style.align, room - start, line)) * size
                words = Text(x, baseline(style), line.pieces, style.role, size, style.gray)
                lines.append([*(before if number == 0 else ()), words])
            yield lines

    def paragraph(
        self,
        text: str,
        style: Style,
        width: float = AREA_WIDTH,
        label: Label | None = None,
        tag: tuple[str, int] | None = None,
    ) -> list[Strip]:
        """Return a text as strips, one a line; a paragraph's first two and its last two stay together."""
        return [
            Strip(style.leading, tuple(ops), keep=at in (0, len(lines) - 2) and at < len(lines) - 1, tag=tag)
            for lines in self._paragraphs(text, style, width, label)
            for at, ops in enumerate(lines)
        ]

    def title(self, text: str, style: Style, width: float = AREA_WIDTH) -> list[Strip]:
        """Return a title as strips that stay together: a trapezoid of lines broken between words."""
        breaker = self._breaker(style.role, style.literal)
        clean = " ".join(self.book.clean(text).split())
        room = (width - style.left - style.right) / style.size
        lines = title_lines(clean, room, breaker.natural_width, breaker.places(clean))
        if lines is None:
            return kept(self.paragraph(text, style, width), last=False)
        return kept([strip for line in lines for strip in self.paragraph(line, style, width)], last=False)

    def _label(self, label: Label, style: Style) -> tuple[float, list[Text]]:
        """Return the first line's indent after a label (em), and the label."""
        role_style = Style(label.role, style.size, style.leading, gray=label.gray)
        x = style.left + style.indent * style.size
        words = self.one_line(label.words, role_style, x, baseline(style))
        return style.indent + self.width(label.words, label.role, 1) + label.gap, [words]

    def _breaker(self, role: Role, literal: bool = False) -> Breaker:
        breaker = self._breakers.get((role, literal))
        if breaker is None:
            breaker = Breaker(self.book.face(role).measure, literal)
            self._breakers[role, literal] = breaker
        return breaker


def baseline(style: Style) -> float:
    """Return how far below a line's top its baseline is: the em stands in the middle of the line."""
    return (style.leading - style.size) / 2 + ASCENT * style.size


def _shift(align: Align, room: float, line: Line) -> float:
    """Return how far a line is moved to the right, in em."""
    if align is Align.CENTRE:
        return (room - line.width) / 2
    return room - line.width if align is Align.RIGHT else 0.0


def kept(strips: list[Strip], last: bool = True) -> list[Strip]:
    """Return strips that stay on one page, and with the strip that follows if `last` holds."""
    end = len(strips) if last else len(strips) - 1
    return [
        strip if strip.keep is (at < end) else replace(strip, keep=at < end)
        for at, strip in enumerate(strips)
    ]
