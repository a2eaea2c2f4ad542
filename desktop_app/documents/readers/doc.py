"""Reading a file of Word 97 to 2003 (.doc, and WPS's .wps), which is the same format."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from re import compile as pattern
from struct import error as StructError  # noqa: N812 -- it is a class

from legacy_doc import ExtractionOptions, LegacyDocError  # type: ignore[import-untyped]
from legacy_doc.ole import OleReader  # type: ignore[import-untyped]

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.builder import SourceBuilder
from desktop_app.documents.readers.plan_tables import with_points
from desktop_app.documents.readers.sheet_cells import Sheet
from desktop_app.documents.readers.table_rows import TableRows
from desktop_app.documents.readers.word97 import LockedError, Properties, TooOldError, Word97, open_word97
from desktop_app.documents.readers.word97_lists import Lists97
from desktop_app.documents.readers.word_fields import Fields
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.ole import SECTOR, whole_sectors
from desktop_app.safety.raw import UnknownFormError, read_bytes
from desktop_app.safety.zips import damaged, locked

_MAX_BYTES = 100 * 1024 * 1024
_DAMAGED = (LegacyDocError, StructError, IndexError, ValueError)
_ENDS = pattern("[\r\x07\x0c]")
_SPECIAL = pattern("[\x00-\x08\x0b-\x1f]")
_CHARACTERS = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-"}
_HEADER_KINDS = ("header", "header", "footer", "footer", "header", "footer")


def read(path: Path) -> SourceText:
    """Return the text of an old Word file, a paragraph a line, a table's row a line.

    Raises YaodianError with a sentence for the user where the file is protected, damaged, older than Word 97
    or holds no text.
    """
    file = _open(path)
    builder = SourceBuilder()
    try:
        reader = _Reader(file, builder)
        reader.run()
    except _DAMAGED as error:
        raise damaged(path.name) from error
    source = with_points(builder.build(), reader.sheets)
    if not source.text.strip():
        raise YaodianError(
            _("“{name}”里没有文字，没有导入任何内容。请确认选对了文件。").format(name=path.name)
        )
    return source


def _open(path: Path) -> Word97:
    data = read_bytes(path, _MAX_BYTES)
    try:
        data = whole_sectors(data)
        streams = OleReader(data, options=ExtractionOptions(max_file_bytes=_MAX_BYTES + SECTOR))
        if streams.has_stream("EncryptedPackage"):
            raise LockedError
        if not streams.has_stream("WordDocument"):  # WPS's own format, Works and others
            raise UnknownFormError(
                _(
                    "“{name}”的格式读不了，没有导入任何内容。请用 WPS 或 Word 打开，另存为 .docx 再导入。"
                ).format(name=path.name)
            )
        return open_word97(streams.read_stream("WordDocument"), streams.read_stream)
    except LockedError as error:
        raise locked(path.name) from error
    except TooOldError as error:
        raise UnknownFormError(
            _(
                "“{name}”是很早的 Word 文件，没有导入任何内容。请用 WPS 或 Word 打开，另存为 .docx 再导入。"
            ).format(name=path.name)
        ) from error
    except _DAMAGED as error:
        raise damaged(path.name) from error


class _Reader:
    """Reads the stories of one file into a source text."""

    def __init__(self, file: Word97, builder: SourceBuilder) -> None:
        self._file = file
        self._builder = builder
        self._properties = file.paragraphs()
        self._unseen = file.unseen()
        self._unseen_starts = [start for start, _end in self._unseen]
        self._tables = 0
        self.sheets: dict[str, Sheet] = {}

    def run(self) -> None:
        """Read the body and text boxes as text; set notes, headers and footers aside, leave comments out."""
        stories = self._file.stories()
        self._body(*stories["body"])
        for words in self._paragraphs(*stories["text_box"]):
            self._add(words[0])
        for kind in ("footnote", "endnote"):
            for words in self._paragraphs(*stories[kind]):
                self._add(words[0], "footnote")
        self._headers(*stories["header"])

    def _body(self, start: int, end: int) -> None:
        lists = self._lists()
        table: TableRows | None = None
        for words, mark, properties in self._paragraphs(start, end):
            if mark == "\x07" or properties.in_table:
                table = table or TableRows(self._builder.offset)
                if properties.row_end:
                    self._builder.add(table.end_row())
                    continue
                table.add(self._label(lists, properties) + words)
                if mark == "\x07":
                    table.end_cell()
                continue
            self._end(table)
            table = None
            self._builder.add(self._label(lists, properties) + words)
            if mark == "\x0c":
                self._builder.new_page()
        self._end(table)

    def _end(self, table: TableRows | None) -> None:
        if table is not None:
            self._add(table.end_row())
            self._tables += 1
            self._builder.mark("table", str(self._tables), (table.start, self._builder.offset - 1))
            self.sheets[str(self._tables)] = table.sheet()

    def _lists(self) -> Lists97 | None:
        try:
            return Lists97(self._file)
        except _DAMAGED:
            message = _("这份旧格式的文件里，自动编号读不出来，序号可能缺了。请对照原件核对。")
            self._builder.warnings.append(Warning("numbers_lost", message))
            return None

    def _label(self, lists: Lists97 | None, properties: Properties) -> str:
        return "" if lists is None else lists.label(properties)

    def _headers(self, start: int, end: int) -> None:
        """Set headers and footers aside, each text once; the first six are the notes' separators."""
        edges = [edge for edge in self._file.header_edges() if start + edge <= end]
        seen = set()
        for index in range(6, len(edges) - 1):
            kind = _HEADER_KINDS[(index - 6) % 6]
            for words, _mark, _properties in self._paragraphs(start + edges[index], start + edges[index + 1]):
                if any(map(str.isalnum, words)) and (kind, words) not in seen:
                    seen.add((kind, words))
                    self._builder.add(words, kind)

    def _add(self, words: str, reason: str | None = None) -> None:
        if words.strip():
            self._builder.add(words, reason)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[str, str, Properties]]:
        """Yield the words of each paragraph, the mark that ends it and its properties."""
        fields = Fields()
        while start < end:
            found = _ENDS.search(self._file.text, start, end)
            stop = found.start() if found else end
            words = self._words(start, stop, fields)
            fields.end_paragraph()
            yield words, found[0] if found else "", self._properties(min(stop, end - 1))
            start = stop + 1

    def _words(self, start: int, end: int, fields: Fields) -> str:
        """Return what paper shows of a span of the text: fields' results, no codes, nothing hidden."""
        text = self._seen(start, end)
        if not fields.covered and not _SPECIAL.search(text):
            return _whole(text)
        parts: list[str] = []
        place = 0
        for special in _SPECIAL.finditer(text):
            self._plain(text[place : special.start()], fields, parts)
            parts.append(_special(special[0], fields))
            place = special.end()
        self._plain(text[place:], fields, parts)
        return _whole("".join(parts))

    def _plain(self, text: str, fields: Fields, parts: list[str]) -> None:
        if fields.covered:
            fields.code(text)
        else:
            parts.append(text)

    def _seen(self, start: int, end: int) -> str:
        """Return a span of the text without what is hidden or deleted."""
        parts = []
        index = max(bisect_right(self._unseen_starts, start) - 1, 0)
        while index < len(self._unseen) and self._unseen[index][0] < end:
            first, last = self._unseen[index]
            if last > start:
                parts.append(self._file.text[start : max(first, start)])
                start = min(last, end)
            index += 1
        return "".join([*parts, self._file.text[start:end]])


def _special(char: str, fields: Fields) -> str:
    """Return what a control character shows; a field's marks are told to `fields`."""
    if char == "\x13":
        fields.begin()
    elif char == "\x14":
        fields.separate()
    elif char == "\x15":
        return fields.end()
    return "" if fields.covered else _CHARACTERS.get(char, "")


def _whole(text: str) -> str:
    """Return UTF-16 units as characters."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
