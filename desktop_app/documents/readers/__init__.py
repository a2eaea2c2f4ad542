"""One reader a format; all give the same source text."""

from importlib import import_module
from pathlib import Path

from desktop_app.documents.readers.kind import Kind, find_kind
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

_READERS = {
    Kind.TEXT: "text",
    Kind.DOCX: "docx",
    Kind.DOC: "doc",
    Kind.XLSX: "xlsx",
    Kind.PDF: "pdf",
    Kind.OFD: "ofd",
    Kind.HTML: "html",
    Kind.PICTURE: "ocr",
}


def read_source(path: Path) -> SourceText:
    """Return the text of a document, whatever its form; what it holds decides, not how it is called.

    Raises YaodianError where the file cannot be read.
    """
    kind = find_kind(path)
    if kind not in _READERS:
        raise YaodianError(_what_to_do(kind).format(name=path.name))
    # Only the reader that is needed is loaded: start-up waits for none of them.
    source: SourceText = import_module(f"{__name__}.{_READERS[kind]}").read(path)
    return source


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
