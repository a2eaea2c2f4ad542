"""The words of a Word file's XML: paragraphs, tables and text boxes as a reader of the paper sees them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.documents.numbering import find_marker
from desktop_app.documents.readers.plan_tables import has_header
from desktop_app.documents.readers.sheet_cells import Sheet
from desktop_app.documents.readers.table_rows import Grid
from desktop_app.documents.readers.word_fields import Fields, is_page_number
from desktop_app.documents.readers.word_lists import ListCounter
from desktop_app.documents.readers.word_numbering import VAL, Numbering, Styles, W, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _TBL, _R, _T = f"{W}p", f"{W}tbl", f"{W}r", f"{W}t"
_PPR, _RPR, _BOX = f"{W}pPr", f"{W}rPr", f"{W}txbxContent"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
# What only wraps words: tracked insertions, links, content controls.
WRAPPERS = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo")
)
BLOCKS = (_P, _TBL, *WRAPPERS, _ALTERNATE)
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_SYMBOLS = dict.fromkeys("\uf06c\uf09f\uf0b7", "●") | dict.fromkeys("\uf06e\uf0a7", "■")
_SYMBOLS |= dict.fromkeys("\uf06f\uf0a8\uf071\uf072", "□") | dict.fromkeys("\uf0fe\uf052\uf053", "☑")
_SYMBOLS |= {"\uf0fc": "✓", "\uf0d8": "➢", "\uf075": "◆", "\uf0ab": "★", "\uf0e0": "→"}


@dataclass
class WordParagraph:
    """One paragraph: its words with its number, its style's id, and why it is set aside, if it is.

    `table`: the running number of the table it stands in, 0 outside; `pages_before` and `pages_within`: how
    many pages begin at its start and after it.
    """

    text: str
    style: str
    reason: str | None = None
    table: int = 0
    pages_before: int = 0
    pages_within: int = 0


@dataclass
class Shared:
    """What the stories of one file (body, notes, headers, text boxes) have in common."""

    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    tables: int = 0
    sheets: dict[str, Sheet] = field(default_factory=dict)  # tables of tasks, by their running numbers
    box_counter: ListCounter = field(default_factory=ListCounter)


class Story:
    """Reads one story from its start to its end; numbers and fields run on from paragraph to paragraph."""

    def __init__(self, shared: Shared, counter: ListCounter | None = None) -> None:
        self._shared = shared
        self._counter = counter or ListCounter()
        self._fields = Fields()
        self._carried = ""  # words of a paragraph whose end was deleted or hidden
        self._table_depth = 0
        self._style = ""
        self._begin()

    def blocks(self, parent: Iterable[etree._Element]) -> list[WordParagraph]:
        """Return the paragraphs of everything in `parent`, tables row by row."""
        found: list[WordParagraph] = []
        for element in parent:
            tag = element.tag
            if tag == _P:
                found += self._paragraph(element)
            elif tag == _TBL:
                found += self._table(element)
            elif tag in WRAPPERS:
                found += self.blocks(element)
            elif tag == _ALTERNATE:
                found += self.blocks(_chosen(element))
        return found

    def rest(self) -> list[WordParagraph]:
        """Return what the end of the story leaves to be said."""
        text, self._carried = self._carried, ""
        return [WordParagraph(text, "")] if text.strip() else []

    def _begin(self) -> None:
        self._parts: list[str] = []
        self._boxes: list[etree._Element] = []
        self._hidden = self._style_hidden = self._in_contents = False
        self._pages_before = self._pages_within = 0

    def _paragraph(self, element: etree._Element) -> list[WordParagraph]:
        properties = element.find(_PPR)
        style = (_value(properties, "pStyle") if properties is not None else None) or ""
        style = style or self._shared.styles.default
        self._begin()
        self._style, self._style_hidden = style, self._shared.styles.is_hidden(style)
        self._inline(element)
        self._fields.end_paragraph()
        words = "".join(self._parts)
        end = _fate_of_end(properties)
        boxes = [p for box in self._boxes for p in self._box(box)]
        if end == "deleted" or (end == "hidden" and not words.strip()):
            self._carried += words
            return boxes
        label = self._shared.numbering.label(self._counter, properties, style)
        text, self._carried = self._carried + label + words, ""
        if end == "hidden":
            self._carried = text
            return boxes
        name = self._shared.styles.name(style).lower()
        contents = self._in_contents or name.startswith("toc ")
        reason = "contents" if contents and text.strip() else None
        return [
            WordParagraph(text, style, reason, 0, self._pages_before, self._pages_within),
            *boxes,
        ]

    def _box(self, element: etree._Element) -> list[WordParagraph]:
        story = Story(self._shared, self._shared.box_counter)
        return [p for p in (*story.blocks(element), *story.rest()) if p.text.strip()]

    def _inline(self, parent: Iterable[etree._Element]) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element)
            elif tag in WRAPPERS:
                self._inline(element)
            elif tag == _ALTERNATE:
                self._inline(_chosen(element))
            elif tag == f"{W}fldSimple":
                if not is_page_number(element.get(f"{W}instr", "")):
                    self._inline(element)
            elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                self._put("".join(t.text or "" for t in element.iter(f"{_MATH}t")))

    def _run(self, run: Iterable[etree._Element]) -> None:
        self._hidden = self._style_hidden
        for element in run:
            tag = element.tag
            if tag == _T:
                self._put(element.text or "")
            elif tag == _RPR:
                self._hidden = self._is_hidden(element)
            elif tag in _CHARACTERS:
                self._put(_CHARACTERS[tag])
            else:
                self._special(element, tag)
        self._hidden = False

    def _special(self, element: etree._Element, tag: str) -> None:
        """Take what is rarer in a run than words."""
        if tag in (f"{W}br", f"{W}lastRenderedPageBreak"):
            if tag != f"{W}br" or element.get(f"{W}type") == "page":
                self._new_page()
            else:
                self._put("\n")
        elif tag == f"{W}fldChar":
            self._field_mark(element.get(f"{W}fldCharType"))
        elif tag == f"{W}instrText":
            self._fields.code(element.text or "")
        elif tag == f"{W}sym":
            self._put(_symbol(element.get(f"{W}char", "")))
        elif tag in _NOTES:
            self._shared.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag in _DRAWN:
            self._boxes += _boxes(element)
        else:
            self._composed(element, tag)

    def _composed(self, element: etree._Element, tag: str) -> None:
        if tag == f"{W}ruby":
            for base in element.iterchildren(f"{W}rubyBase"):
                self._inline(base)
        elif tag == _ALTERNATE:
            self._alternate(element)

    def _alternate(self, element: etree._Element) -> None:
        chosen = _chosen(element)
        boxes = [box for child in chosen for box in _boxes(child)]
        if boxes:
            self._boxes += boxes
        else:
            self._put("".join(t.text or "" for child in chosen for t in child.iter(_T)))

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._put(self._fields.end())

    def _put(self, text: str) -> None:
        if self._hidden:
            if text.strip() and not self._fields.covered:
                self._shared.hidden += 1
        elif not self._fields.covered:
            self._in_contents = self._in_contents or (self._fields.contents and bool(text))
            self._parts.append(text)

    def _new_page(self) -> None:
        if "".join(self._parts).strip():
            self._pages_within += 1
        else:
            self._pages_before += 1

    def _is_hidden(self, look: etree._Element) -> bool:
        own = look.find(f"{W}vanish")
        if own is not None:
            return is_on(own.get(VAL))
        style = _value(look, "rStyle")
        return self._style_hidden or bool(style and self._shared.styles.is_hidden(style))

    def _table(self, element: etree._Element) -> list[WordParagraph]:
        if not self._table_depth:
            self._shared.tables += 1
        number = self._shared.tables
        self._table_depth += 1
        found: list[WordParagraph] = []
        grid = Grid()
        for row in _unwrapped(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                cells = [self._cell(cell) for cell in _unwrapped(row, f"{W}tc")]
                grid.add([([p.text for p in cell], width, shown) for cell, width, shown in cells])
                found += _row([cell for cell, _width, shown in cells if shown])
        self._table_depth -= 1
        if not self._table_depth and has_header(grid.sheet):
            self._shared.sheets[str(number)] = grid.sheet
        for paragraph in found:
            paragraph.table = number
        return found

    def _cell(self, cell: etree._Element) -> tuple[list[WordParagraph], int, bool]:
        """Return a cell's paragraphs, how many columns it takes, and that it is no rest of a merged one."""
        properties = cell.find(f"{W}tcPr")
        span = "" if properties is None else _value(properties, "gridSpan") or ""
        width = int(span) if span.isdecimal() and len(span) < 3 else 1
        shown = _is_cell(properties)
        return self.blocks(cell) if shown else [], width, shown


def _row(cells: list[list[WordParagraph]]) -> list[WordParagraph]:
    """Return a row as one line; as its cells' own lines where it lays out a text instead of a table."""
    filled = [full for cell in cells if (full := [p for p in cell if p.text.strip()])]
    if len(filled) < 2 or any(sum(_is_numbered(p) for p in cell) > 1 for cell in filled):
        return [paragraph for cell in filled for paragraph in cell]
    texts = [" ".join(" ".join(p.text.split()) for p in cell if p.text.strip()) for cell in cells]
    everything = [p for cell in cells for p in cell]
    return [
        WordParagraph(
            text="\t".join(texts).strip("\t"),
            style=filled[0][0].style,
            pages_before=sum(p.pages_before for p in everything),
            pages_within=sum(p.pages_within for p in everything),
        )
    ]


def _is_numbered(paragraph: WordParagraph) -> bool:
    marker = find_marker(paragraph.text)
    return marker is not None and marker.sure


def _is_cell(properties: etree._Element | None) -> bool:
    """Tell whether a cell is one of its own: not deleted, not the rest of one merged with another."""
    if properties is None:
        return True
    if properties.find(f"{W}cellDel") is not None:
        return False
    merges = (properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge"))
    return not any(merge is not None and merge.get(VAL, "continue") == "continue" for merge in merges)


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield a table's rows or a row's cells, those inside content controls too."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _unwrapped(element, tag)


def _chosen(element: etree._Element) -> list[etree._Element]:
    """Return the one of several forms of the same thing that is to be read: the newest that holds words."""
    forms = [e for tag in (_CHOICE, _FALLBACK) for e in element.iterchildren(tag)]
    with_words = (form for form in forms if next(form.iter(_T), None) is not None)
    best = next(with_words, forms[0] if forms else None)
    return [] if best is None else list(best)


def _boxes(drawn: etree._Element) -> list[etree._Element]:
    """Return the text boxes of a drawing, each once though it is there for old programs and new."""
    found, waiting = [], [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            found.append(element)
        else:
            children = _chosen(element) if element.tag == _ALTERNATE else list(element)
            waiting += reversed(children)
    return found


def _fate_of_end(properties: etree._Element | None) -> str:
    """Return "deleted" or "hidden" where a paragraph's end is, so that it runs on into the next one."""
    look = None if properties is None else properties.find(_RPR)
    if look is None:
        return ""
    if look.find(f"{W}del") is not None or look.find(f"{W}moveFrom") is not None:
        return "deleted"
    hidden = look.find(f"{W}vanish")
    return "hidden" if hidden is not None and is_on(hidden.get(VAL)) else ""


def _symbol(code: str) -> str:
    """Return a character that is given by its code in some symbol font."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if "\ue000" <= char <= "\uf8ff":
        return _SYMBOLS.get(char, "□")
    return char if char.isprintable() else ""


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)
