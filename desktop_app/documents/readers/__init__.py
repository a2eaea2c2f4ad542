"""One reader a format; all give the same source text."""

from importlib import import_module
from pathlib import Path

from desktop_app.documents.readers.kind import Kind, find_kind
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.raw import UnknownFormError

_READERS = {
    Kind.TEXT: "text",
    Kind.DOCX: "docx",
    Kind.DOC: "doc",
    Kind.RICH_TEXT: "rtf",
    Kind.XLSX: "xlsx",
    Kind.PDF: "pdf",
    Kind.OFD: "ofd",
    Kind.HTML: "html",
    Kind.PICTURE: "ocr",
}
_FOR_OFFICE = frozenset((Kind.OPEN_DOCUMENT, Kind.WORD_XML, Kind.OLD_WORD))


def read_source(path: Path) -> SourceText:
    """Return the text of a document, whatever its form; what it holds decides, not how it is called.

    What no reader here reads as it stands on paper is left to the Word or WPS of this PC, where there is one.
    Raises YaodianError where the file cannot be read.
    """
    kind = find_kind(path)
    source: SourceText | None = None
    reason = YaodianError(_what_to_do(kind).format(name=path.name))
    if kind in _READERS:
        try:
            # Only the reader that is needed is loaded: start-up waits for none of them.
            source = import_module(f"{__name__}.{_READERS[kind]}").read(path)
        except UnknownFormError as unknown:
            reason = unknown
    elif kind not in _FOR_OFFICE:
        raise reason
    if source is None or any(warning.code == "numbers_lost" for warning in source.warnings):
        source = _fuller(import_module(f"{__name__}.office").read(path), source)
    if source is None:
        raise reason
    return source


def _fuller(converted: SourceText | None, own: SourceText | None) -> SourceText | None:
    """Return what another program made of a file, unless it lost words that the reader here found."""
    if converted and own and len(converted.text) < 0.8 * len(own.text):
        return own
    return converted or own


def _what_to_do(kind: Kind) -> str:
    """Return the sentence for a kind that no reader reads."""
    sentences = {
        Kind.LOCKED: _("“{name}”加了密码，没有导入任何内容。请用密码打开它，另存为没有密码的文件再导入。"),
        Kind.OLD_EXCEL: _(
            "“{name}”是旧版 Excel 表格，没有导入任何内容。请用 WPS 或 Excel 打开，另存为 .xlsx 再导入。"
        ),
        Kind.SLIDES: _("“{name}”是演示文稿，没有导入任何内容。请把文字另存为 Word 文件或纯文本再导入。"),
        Kind.ARCHIVE: _("“{name}”是压缩文件，没有导入任何内容。请先解压，再导入里面的文件。"),
    }
    otherwise = _("“{name}”的格式读不了，没有导入任何内容。请用 WPS 或 Word 打开，另存为 .docx 再导入。")
    return sentences.get(kind, otherwise)
