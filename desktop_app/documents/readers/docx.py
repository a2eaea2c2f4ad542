"""Reading a Word file (.docx): the words as they stand on paper, automatic numbers included."""

from collections.abc import Callable
from pathlib import Path
from time import thread_time

from lxml import etree

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.builder import SourceBuilder
from desktop_app.documents.readers.plan_tables import with_points
from desktop_app.documents.readers.word_numbering import Numbering, Styles, W, without_table_styles
from desktop_app.documents.readers.word_text import BLOCKS, Shared, Story, WordParagraph
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.zips import Package

MAX_SECONDS = 6.0  # of work, not by the clock: a busy PC must not cut a document short
_HEADINGS = ("heading", "标题", "title", "subtitle")


def read(path: Path) -> SourceText:
    """Return the text of a Word file, a paragraph a line, a table's row a line.

    Automatic numbers are written out as Word shows them, tracked changes are accepted, comments left out.
    Headers, footers and notes stand at the end, set aside. Raises YaodianError with a sentence for the user
    where the file is protected, damaged or holds no text.
    """
    package = Package(path)
    main = package.main_part("word/document.xml")
    parts = _related(package, main)
    styles = Styles(_optional(package, parts, "styles", without_table_styles))
    shared = Shared(styles, Numbering(_optional(package, parts, "numbering"), styles))
    writer = _Writer(styles)
    _read_body(package, main, shared, writer)
    _read_notes(package, parts, shared, writer)
    _read_edges(package, parts, shared, writer)
    if not writer.words:
        raise YaodianError(
            _("“{name}”里没有文字，没有导入任何内容。请确认选对了文件。").format(name=path.name)
        )
    if shared.hidden:
        writer.builder.warnings.append(
            Warning(
                "hidden_text", _("文件里有隐藏的文字（{count} 处），没有导入。").format(count=shared.hidden)
            )
        )
    return with_points(writer.builder.build(), shared.sheets)


def _related(package: Package, main: str) -> dict[str, list[str]]:
    """Return the parts that the document refers to, by kind."""
    parts: dict[str, list[str]] = {}
    for kind, part in package.relations(main).values():
        if part in package and part not in parts.get(kind, ()):
            parts.setdefault(kind, []).append(part)
    return parts


def _optional(
    package: Package, parts: dict[str, list[str]], kind: str, trim: Callable[[bytes], bytes] = bytes
) -> etree._Element | None:
    return package.xml(parts[kind][0], trim=trim) if kind in parts else None


def _read_body(package: Package, main: str, shared: Shared, writer: "_Writer") -> None:
    """Read the body block by block; what has been read does not stay in memory."""
    story = Story(shared)
    deadline = thread_time() + MAX_SECONDS
    for block in package.elements(main, BLOCKS):
        writer.write(story.blocks((block,)))
        if writer.builder.full or thread_time() > deadline:
            message = _("这份文件太长，只读了前一部分。请把需要的部分另存为单独的文件。")
            writer.builder.warnings.append(Warning("text_left_out", message))
            break
    writer.write(story.rest())


def _read_notes(package: Package, parts: dict[str, list[str]], shared: Shared, writer: "_Writer") -> None:
    """Set the notes aside that the text refers to, in its order."""
    wanted, shared.notes = list(dict.fromkeys(shared.notes)), []
    notes = {}
    for kind in dict.fromkeys(kind for kind, _id in wanted):
        root = _optional(package, parts, kind)
        for note in () if root is None else root:
            notes[kind, note.get(f"{W}id", "")] = note
    for key in wanted:
        if key in notes:
            writer.write(_whole(notes[key], shared), "footnote")


def _read_edges(package: Package, parts: dict[str, list[str]], shared: Shared, writer: "_Writer") -> None:
    """Set headers and footers aside, each text once; a mere page number has no words."""
    for kind in ("header", "footer"):
        seen = set()
        for part in sorted(parts.get(kind, ())):
            for paragraph in _whole(package.xml(part), shared):
                if any(map(str.isalnum, paragraph.text)) and paragraph.text not in seen:
                    seen.add(paragraph.text)
                    writer.write([paragraph], kind)


def _whole(element: etree._Element, shared: Shared) -> list[WordParagraph]:
    story = Story(shared)
    return [p for p in (*story.blocks(element), *story.rest()) if p.text.strip()]


class _Writer:
    """Writes paragraphs into the source text and marks their styles, tables and pages."""

    def __init__(self, styles: Styles) -> None:
        self.builder = SourceBuilder()
        self.words = False
        self._styles = styles
        self._is_heading: dict[str, bool] = {}

    def write(self, paragraphs: list[WordParagraph], reason: str | None = None) -> None:
        """Write the paragraphs of one block; all of a table's come together."""
        start = self.builder.offset
        for paragraph in paragraphs:
            self._write(paragraph, reason)
        if paragraphs and paragraphs[0].table and not reason:
            self.builder.mark("table", str(paragraphs[0].table), (start, self.builder.offset - 1))

    def _write(self, paragraph: WordParagraph, reason: str | None) -> None:
        builder = self.builder
        if not reason:
            for _page in range(paragraph.pages_before):
                builder.new_page()
        span = builder.add(paragraph.text, reason or paragraph.reason)
        self.words = self.words or bool(paragraph.text.strip())
        if self._heads(paragraph.style) and not reason:
            builder.mark("style", self._styles.name(paragraph.style), span)
        if not reason:
            for _page in range(paragraph.pages_within):
                builder.new_page()

    def _heads(self, style: str) -> bool:
        """Tell whether a style is one of titles and headings."""
        if style not in self._is_heading:
            name = self._styles.name(style).lower()
            outline = self._styles.outline(style)
            self._is_heading[style] = name.startswith(_HEADINGS) or (outline is not None and outline < 9)
        return self._is_heading[style]
