"""Reading Rich Text Format (.rtf, and many a .doc): its words, the numbers of its lists included."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import thread_time

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.builder import MAX_CHARACTERS, SourceBuilder
from desktop_app.documents.readers.plan_tables import with_points
from desktop_app.documents.readers.sheet_cells import Sheet
from desktop_app.documents.readers.table_rows import TableRows
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.raw import read_bytes

_MAX_BYTES = 100 * 1024 * 1024
MAX_SECONDS = 4.0  # of work, not by the clock: a busy PC must not cut a document short
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9A-Fa-f]{2}){1,4096})|\\([^A-Za-z])|([{}])|[\r\n\0]+"
    r"|([^\\{}\r\n\0]{1,65536})"
)
_MANY = 4096  # tokens between two looks at the clock
# Groups whose words are no text of the document. Of those that begin with \* all are but the ones below.
_NO_TEXT = re.compile(
    "(?:colortbl|stylesheet|info|pict|object|listtable|listoverridetable|revtbl|rsidtbl|generator|fldinst|sn|sv"
    "|bkmkstart|bkmkend|filetbl|themedata|datastore|latentstyles|xmlnstbl|nonshppict|shprslt|atnid|atnauthor"
    "|annotation|pn|a?ftnsepc?|a?ftncn|tc|xe|rxe|txe|private|fontemb)"
)
_STARRED = frozenset(("shpinst", "shptxt", "pntext", "footnote", "shpgrp"))
_APART = {"fonttbl": "fonts", "footnote": "footnote", "shptxt": "box"} | {
    name + end: name for name in ("header", "footer") for end in ("", "l", "r", "f")
}
_SIGNS = {
    **{"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " "},
}
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}
_WESTERN = "cp1252"


def read(path: Path) -> SourceText:
    """Return the text of an RTF file, a paragraph a line, a table's row a line.

    Headers, footers and notes stand at the end, set aside. Raises YaodianError with a sentence for the user
    where the file cannot be read or holds no text.
    """
    builder = SourceBuilder()
    reader = _Reader(builder)
    reader.run(read_bytes(path, _MAX_BYTES).decode("latin-1"))
    source = with_points(builder.build(), reader.sheets)
    if not any(char.isalnum() for char in source.text):
        raise YaodianError(
            _("“{name}”里没有文字，没有导入任何内容。请确认选对了文件。").format(name=path.name)
        )
    return source


@dataclass(frozen=True)
class _Group:
    """What holds inside a pair of braces: where its words go ("" nowhere), how its characters are written."""

    target: str = "body"
    font: int = -1
    fallback: int = 1  # how many characters stand in for one given by its number
    hidden: bool = False
    in_table: bool = False


class _Reader:
    """Walks the signs of one file once."""

    def __init__(self, builder: SourceBuilder) -> None:
        self._builder = builder
        self._group = _Group()
        self._open: list[_Group] = []
        self._words: dict[str, list[str]] = {}  # of the paragraph that is open, by where it goes
        self._pending = 0  # bytes of text that no paragraph's end has taken yet
        self._later: list[tuple[str, str]] = []  # paragraphs that stand apart, and where from
        self._bytes = bytearray()
        self._encodings: dict[int, str] = {}
        self._encoding = _WESTERN
        self._first_font = -1
        self._skip = 0  # characters left that stand in for one given by its number
        self._starred = False
        self._table: TableRows | None = None
        self._tables = 0
        self.sheets: dict[str, Sheet] = {}
        self._meanings: dict[str, Callable[[int | None], None]] = {
            **{"par": self._end_paragraph, "sect": self._end_paragraph, "page": self._new_page},
            **{"cell": self._end_cell, "nestcell": self._end_cell},
            **{"row": self._end_row, "nestrow": self._end_row},
            "pard": lambda _number: self._look(in_table=False),
            "intbl": lambda number: self._look(in_table=number != 0),
            "plain": lambda _number: self._look(hidden=False, font=self._first_font),
            "v": lambda number: self._look(hidden=number != 0),
            "deleted": lambda number: self._look(hidden=number != 0),
            "uc": lambda number: self._look(fallback=min(max(number or 0, 0), 9)),
            "f": lambda number: self._look(font=number or 0),
            "deff": self._set_first_font,
            "fcharset": self._set_charset,
            "ansicpg": self._set_code_page,
        }

    def run(self, text: str) -> None:
        """Read all of a file, or as much of it as there is time for."""
        deadline = thread_time() + MAX_SECONDS
        place = count = 0
        while found := _TOKEN.search(text, place):
            place = self._take(found)
            count += 1
            if self._pending > MAX_CHARACTERS or (
                count % _MANY == 0 and (self._builder.full or thread_time() > deadline)
            ):
                message = _("这份文件太长，只读了前一部分。请把需要的部分另存为单独的文件。")
                self._builder.warnings.append(Warning("text_left_out", message))
                break
        self._flush()
        self._group = _Group()
        if self._words.get("body"):
            self._end_paragraph()
        self._end_table()
        seen = set()
        for words, target in self._later:
            if any(map(str.isalnum, words)) and (words, target) not in seen:
                seen.add((words, target))
                self._builder.add(words, None if target == "box" else target)

    def _take(self, found: re.Match[str]) -> int:
        """Take one sign; return where the next begins."""
        word, number, code, symbol, brace, plain = found.groups()
        if plain:
            self._put_bytes(plain.encode("latin-1"))
        elif code:
            self._put_bytes(bytes.fromhex(code.replace("\\'", "")))
        elif brace:
            self._brace(brace)
        elif symbol:
            self._symbol(symbol)
        elif word == "bin":
            return found.end() + max(int(number or 0), 0)
        elif word:
            self._word(word, int(number) if number else None)
        return found.end()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            self._open.append(self._group)
        elif self._open:
            ended, self._group = self._group, self._open.pop()
            if ended.target not in ("", "body", self._group.target):
                self._end_apart(ended.target)
        self._starred = False

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._end_paragraph()
        elif symbol in _SYMBOLS:
            self._put_bytes(_SYMBOLS[symbol].encode("latin-1"))

    def _word(self, word: str, number: int | None) -> None:
        """Take a control word."""
        starred, self._starred = self._starred, False
        if _NO_TEXT.fullmatch(word) or (starred and word not in _STARRED):
            self._flush()
            self._group = replace(self._group, target="")
        elif word in _APART:
            self._flush()
            if self._group.target:
                self._group = replace(self._group, target=_APART[word], in_table=False)
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word == "u":
            self._flush()
            self._put(chr((number or 0) % 65536))
            self._skip = self._group.fallback
        elif word in self._meanings:
            self._flush()
            self._meanings[word](number)

    # What the words do

    def _look(self, **changes: int | bool) -> None:
        if any(getattr(self._group, name) != value for name, value in changes.items()):
            self._group = replace(self._group, **changes)  # type: ignore[arg-type]

    def _set_charset(self, number: int | None) -> None:
        if self._group.target == "fonts" and number in _CHARSETS:
            self._encodings[self._group.font] = _CHARSETS[number]

    def _set_code_page(self, number: int | None) -> None:
        self._encoding = _CODE_PAGES.get(number or 0, _WESTERN)

    def _set_first_font(self, number: int | None) -> None:
        self._first_font = number or 0
        self._look(font=self._first_font)

    def _end_paragraph(self, _number: int | None = None) -> None:
        self._flush()
        target = self._group.target
        words = self._paragraph(target)
        if target in ("", "fonts"):
            return
        if target != "body":
            self._later.append((words, target))
        elif self._group.in_table:
            self._open_table().add(words)
        elif words.strip() or self._table is None:
            self._end_table()
            self._builder.add(words)

    def _new_page(self, _number: int | None = None) -> None:
        if self._group.target == "body":
            self._end_paragraph()
            self._builder.new_page()

    def _end_cell(self, _number: int | None = None) -> None:
        if self._group.target == "body":
            table = self._open_table()
            table.add(self._paragraph("body"))
            table.end_cell()

    def _end_row(self, _number: int | None = None) -> None:
        if self._group.target == "body" and self._table and (row := self._table.end_row()):
            self._builder.add(row)

    def _open_table(self) -> TableRows:
        self._table = self._table or TableRows(self._builder.offset)
        return self._table

    def _end_table(self) -> None:
        if self._table:
            if row := self._table.end_row():
                self._builder.add(row)
            self._tables += 1
            self._builder.mark("table", str(self._tables), (self._table.start, self._builder.offset - 1))
            self.sheets[str(self._tables)] = self._table.sheet()
        self._table = None

    def _end_apart(self, target: str) -> None:
        """Note the last paragraph of words that stand apart."""
        words = self._paragraph(target)
        if words.strip() and target != "fonts":
            self._later.append((words, target))

    # Characters

    def _paragraph(self, target: str) -> str:
        self._pending = 0
        words = "".join(self._words.pop(target, ()))
        return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _put_bytes(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        if self._group.target and not self._group.hidden:
            self._bytes += data[skipped:]
            self._pending += len(data)

    def _put(self, text: str) -> None:
        self._flush()
        if self._group.target and not self._group.hidden:
            self._pending += len(text)
            self._words.setdefault(self._group.target, []).append(text)

    def _flush(self) -> None:
        """Turn the bytes at hand into characters, as the font or else the file says they are written."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if data.isascii():
            text = data.decode("ascii")
        else:
            own = self._encodings.get(self._group.font, self._encoding)
            text = next(_decoded(data, (own, self._encoding)), "") or data.decode(_WESTERN, "replace")
        self._words.setdefault(self._group.target, []).append(text)


def _decoded(data: bytes, encodings: Iterable[str]) -> Iterator[str]:
    """Yield the text that bytes are in each encoding, where they are any."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)
