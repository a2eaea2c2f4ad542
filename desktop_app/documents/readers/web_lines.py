"""A web page as lines: what a browser would show, and which element each line comes from."""

import re
from dataclasses import dataclass, field

from lxml import etree

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.lines import BLANK

_UNSEEN = re.compile(
    "(?:script|style|noscript|template|head|title|meta|link|object|svg|math|iframe|canvas|audio|video)$"
)
_CONTROLS = frozenset(("button", "select", "textarea", "option"))
_INLINE = re.compile(
    "(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|q|ruby|rt|rp|s"
    "|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)$"
)
_HEADING = re.compile("h[1-6]$")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*none", re.IGNORECASE)
_CHINESE_LIST = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*(?:chinese|cjk|trad-chinese)", re.IGNORECASE)
_BREAK = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_CHINESE_BREAK = re.compile(
    "(?<=[\u2e80-\u9fff\uff00-\uffef，。、“”])\n(?=[\u2e80-\u9fff\uff00-\uffef，。、“”])"
)
_WIDE_BLANKS = str.maketrans("\u2001\u2003", "\u3000\u3000", "\u200b\u200c\u200d\u2060\ufeff")
_NARROW_BLANKS = re.compile("[\u2000\u2002\u2004-\u200a\u202f\u205f]")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NUMBERED = re.compile(r"[（(]?[0-9０-９一二三四五六七八九十a-zA-Z]{1,3}[)）.．、]")
_SENTENCE_LENGTH = 40


@dataclass
class WebLine:
    """A line of the page. `linked`: how many of its characters are a link; `control`: it is a form's part."""

    text: str
    linked: int = 0
    control: bool = False
    heading: str = ""
    table: int = 0

    @property
    def prose(self) -> int:
        """How many characters of running text it holds: a sentence, or long, and no link."""
        running = "。" in self.text or len(self.text) >= _SENTENCE_LENGTH
        return len(self.text) if running and not self.is_link else 0

    @property
    def is_link(self) -> bool:
        """Tell whether next to all of it is links."""
        return self.linked > 0.7 * len(self.text)


@dataclass(frozen=True)
class Block:
    """An element and the lines [start, end) that it holds; `prose`: their characters of running text."""

    tag: str
    names: str
    start: int
    end: int
    prose: int


@dataclass
class _Open:
    """An element whose end is not reached yet."""

    tag: str
    names: str
    start: int
    number: int = 0  # of the next item of an ordered list
    chinese: bool = False
    cells: list[int] = field(default_factory=list)  # where the cells of a row end


class PageLines:
    """Walks a page once; `lines` and `blocks` are what it found."""

    def __init__(self, root: etree._Element) -> None:
        self.lines: list[WebLine] = []
        self.blocks: list[Block] = []
        self._prose = [0]  # before each line, of all lines
        self._words: list[str] = []
        self._linked = 0
        self._links = self._controls = self._kept = 0  # how deep inside links, form parts, <pre>
        self._number = ""
        self._tables = 0
        self._open: list[_Open] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or _UNSEEN.match(tag) or _is_hidden(element):
                    walker.skip_subtree()
                    self._open.append(_Open("", "", 0))
                else:
                    self._begin(tag, element)
            else:
                self._end(tag)
                self._add(element.tail)
        self._flush()

    def _begin(self, tag: str, element: etree._Element) -> None:
        names = ""
        if not _INLINE.match(tag):
            self._flush()
            names = f"{element.get('id', '')} {element.get('class', '')}"
        opened = _Open(tag, names, len(self.lines))
        self._open.append(opened)
        if tag == "ol" and not _UNNUMBERED.search(element.get("style", "")):
            start = element.get("start", "1")
            opened.number = int(start) if start.isdecimal() and len(start) < 6 else 1
            opened.chinese = bool(_CHINESE_LIST.search(element.get("style", "")))
        elif tag == "li":
            self._number_item(element)
        elif tag == "table":
            self._tables += 1
        self._links += tag == "a"
        self._controls += tag in _CONTROLS
        self._kept += tag == "pre"
        self._add(element.text)

    def _number_item(self, element: etree._Element) -> None:
        parent = next((opened for opened in reversed(self._open[:-1]) if opened.tag in ("ol", "ul")), None)
        if parent is None or parent.tag != "ol" or not parent.number:
            return
        value = element.get("value", "")
        number = int(value) if value.isdecimal() and len(value) < 6 else parent.number
        parent.number = number + 1
        self._number = f"{to_chinese(number)}、" if parent.chinese and number < 100 else f"{number}."

    def _end(self, tag: str) -> None:
        opened = self._open.pop()
        if not opened.tag:
            return
        self._links -= tag == "a"
        self._controls -= tag in _CONTROLS
        if _INLINE.match(tag) or tag == "br":
            return
        self._flush()
        self._kept -= tag == "pre"
        if tag == "li":
            self._number = ""
        self._close_table_part(opened)
        end = len(self.lines)
        if _HEADING.match(tag):
            for line in self.lines[opened.start :]:
                line.heading = tag
        if end > opened.start:
            prose = self._prose[end] - self._prose[opened.start]
            self.blocks.append(Block(tag, opened.names, opened.start, end, prose))

    def _close_table_part(self, opened: _Open) -> None:
        """Join the cells of a row into one line where each is a line at most."""
        if opened.tag in ("td", "th"):
            row = next((above for above in reversed(self._open) if above.tag in ("tr", "table")), None)
            if row:
                row.cells.append(len(self.lines))
        elif opened.tag == "tr":
            starts = [opened.start, *opened.cells]
            lengths = [end - start for start, end in zip(starts, opened.cells, strict=False)]
            if max(lengths, default=0) == 1 and sum(lengths) > 1:
                self._join_cells(opened.start)

    def _join_cells(self, start: int) -> None:
        cells = self.lines[start:]
        joined = WebLine("\t".join(cell.text for cell in cells), sum(cell.linked for cell in cells))
        joined.table = self._tables
        while self.blocks and self.blocks[-1].start >= start:
            self.blocks.pop()
        del self.lines[start:], self._prose[start + 1 :]
        self._append(joined)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        parts = text.split("\n") if self._kept else [text]
        for place, part in enumerate(parts):
            if place:
                self._flush()
            self._words.append(part)
            if self._links:
                self._linked += len(part.strip())

    def _flush(self) -> None:
        """End the line."""
        text = "".join(self._words)
        linked, self._linked = self._linked, 0
        self._words.clear()
        text = _NARROW_BLANKS.sub(" ", text.translate(_WIDE_BLANKS))
        text = _SPACES.sub(" ", _CHINESE_BREAK.sub("", _BREAK.sub("\n", text))).strip(" ")
        if not text.strip(BLANK):
            return
        if self._number and not _NUMBERED.match(text.strip(BLANK)):
            text = self._number + text.lstrip(BLANK)
        self._number = ""
        self._append(WebLine(text, linked, self._controls > 0))

    def _append(self, line: WebLine) -> None:
        self.lines.append(line)
        self._prose.append(self._prose[-1] + line.prose)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
