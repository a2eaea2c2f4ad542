"""The pages of the Word report as Word will cut them: what its contents say until Word works them out."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from desktop_app.reports import word_styles as styles
from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH
from desktop_app.reports.typesetting.paragraph import Compositor, Style
from desktop_app.reports.word_drawing import EMU

ROLES = {
    styles.TITLE: Role.TITLE,
    styles.HEI: Role.HEI,
    styles.KAI: Role.KAI,
    styles.FANG: Role.BODY,
    styles.SONG: Role.SONG,
}
PAD = 4.5  # points above and below the words of a cell, with its rule
FEWEST = 2  # lines of a paragraph on a page: Word leaves none alone


@dataclass
class _Block:
    """A paragraph or a row of a table: its lines with their height, and what Word is to keep together.

    `heading` is the number of a heading of the contents, from 0. `head`: how high the row is that stands
    again at the top of each page.
    """

    lines: int
    leading: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    whole: bool = False
    breaks: bool = False
    heading: int | None = None
    head: float = 0.0

    @property
    def height(self) -> float:
        """In points."""
        return self.lines * self.leading

    @property
    def begun(self) -> float:
        """How much of it has to fit on the page where it begins, in points."""
        return self.height if self.whole or self.lines <= FEWEST + 1 else FEWEST * self.leading


class _Pages:
    """Puts blocks on pages, the first of which is page 1."""

    def __init__(self) -> None:
        self.number, self._y = 1, 0.0

    def begin(self) -> None:
        """Begin a page, unless nothing stands on this one yet."""
        if self._y:
            self.number, self._y = self.number + 1, 0.0

    def fit(self, height: float) -> None:
        """Begin a page where so much has no room on this one."""
        if self._y + height > AREA_HEIGHT + 0.5:
            self.begin()

    def put(self, block: _Block) -> None:
        """Put a block where it comes, on as many pages as it takes."""
        if not self._y:
            self._y += block.head
        else:
            self._y += block.before
        left = block.lines
        while not block.whole and self._y + left * block.leading > AREA_HEIGHT + 0.5:
            room = int((AREA_HEIGHT + 0.5 - self._y) / block.leading)
            here = min(room, left - FEWEST)
            if here < FEWEST and self._y:
                here = 0
            left -= max(here, 0 if self._y else 1)
            self.number, self._y = self.number + 1, 0.0
        self._y += left * block.leading + block.after


def pages_of(document: WordDocument, headings: list[Paragraph]) -> list[int]:
    """Return the page on which each heading stands, page 1 being the first of them."""
    numbers = {id(one._p): number for number, one in enumerate(headings)}
    blocks = list(_blocks(document, numbers))
    first = next((at for at, block in enumerate(blocks) if block.heading == 0), len(blocks))
    found, pages, at = [0] * len(headings), _Pages(), first
    while at < len(blocks):
        end = at
        while end + 1 < len(blocks) and blocks[end].keep and not blocks[end + 1].breaks:
            end += 1
        if blocks[at].breaks:
            pages.begin()
        chain = blocks[at : end + 1]
        kept = sum(one.before + one.height + one.after for one in chain[:-1])
        pages.fit(kept + chain[-1].before + chain[-1].begun)
        for block in chain:
            pages.put(block)
            if block.heading is not None:
                found[block.heading] = pages.number
        at = end + 1
    return found


def _blocks(document: WordDocument, numbers: dict[int, int]) -> Iterator[_Block]:
    compositor = Compositor(FontBook())
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield _paragraph(compositor, Paragraph(element, document._body), numbers.get(id(element)))
        elif element.tag == qn("w:tbl"):
            yield from _rows(compositor, Table(element, document._body))


def _paragraph(compositor: Compositor, paragraph: Paragraph, heading: int | None) -> _Block:
    look = styles.look_of(paragraph._p.style)
    extents = list(paragraph._p.iter(qn("wp:extent")))
    breaks, before = look.breaks, look.before
    direct = paragraph.paragraph_format
    if paragraph._p.pPr is not None and direct.page_break_before is False:
        breaks, before = False, styles.LEADING
    if extents:
        lines, leading = 1, int(extents[0].get("cy") or 0) / EMU + 3
    else:
        lines, leading = _count(compositor, look, paragraph.text, AREA_WIDTH), look.leading or look.size
    return _Block(lines, leading, before, look.after, look.keep, look.keep, breaks, heading)


def _rows(compositor: Compositor, table: Table) -> Iterator[_Block]:
    widths = [int(one.get(qn("w:w")) or 0) / 20 - 5 for one in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    head = 0.0
    for row in table._tbl.tr_lst:
        most = 0.0
        for width, cell in zip(widths, row.tc_lst, strict=True):
            looks = [(styles.look_of(p.style), Paragraph(p, table).text) for p in cell.p_lst]
            counted = (
                _count(compositor, look, text, width) * (look.leading or look.size) for look, text in looks
            )
            most = max(most, sum(counted))
        high = row.trHeight_val
        yield _Block(1, max(most + PAD, high.pt if high else 0.0), whole=True, head=head)
        if row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None:
            head = most + PAD


def _count(compositor: Compositor, look: styles.Look, text: str, width: float) -> int:
    """Return how many lines a text takes."""
    style = Style(
        ROLES[look.face],
        look.pitch,
        look.leading or look.size,
        indent=look.first,
        left=look.left,
        right=look.right,
    )
    lines = sum(
        len(compositor.texts(part.replace("\t", "　"), style, width)) if part else 1
        for part in text.split("\n")
    )
    return max(lines, 1)
