"""Reading a text file, in whatever Chinese encoding it comes."""

from pathlib import Path

from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.encodings import decoded
from desktop_app.safety.raw import read_bytes

# What a name promises; such a file holds no text, so what is no text either is damaged.
_FORMS = dict.fromkeys((".doc", ".docx", ".docm", ".wps", ".rtf"), "Word")
_FORMS |= dict.fromkeys((".xls", ".xlsx", ".xlsm", ".et"), "Excel") | {".pdf": "PDF", ".ofd": "OFD"}


def read(path: Path) -> SourceText:
    """Return the text of a file with every line end as a newline.

    UTF-8, UTF-16 (with or without a byte order mark) and GB18030 are told apart by their bytes. Raises
    YaodianError with a sentence for the user where the file cannot be read or is no text.
    """
    text = decode(read_bytes(path), path.name)
    if not text.strip():
        raise YaodianError(
            _("“{name}”里没有文字，没有导入任何内容。请确认选对了文件。").format(name=path.name)
        )
    return SourceText(text)


def decode(data: bytes, name: str) -> str:
    """Return the bytes as text; `name` is only for the sentence of the error."""
    text = decoded(data)
    if text is not None:
        return text
    form = _FORMS.get(Path(name).suffix.lower())
    if form:
        sentence = _(
            "“{name}”不是能读的 {form} 文件，可能已损坏或没有下载完整，没有导入任何内容。"
            "请用 WPS 打开它，另存一份再导入；如果打不开，请让对方重新发送。"
        )
    else:
        sentence = _("“{name}”不是文本文件，没有导入任何内容。请用 WPS 或 Word 打开，另存为“纯文本”再导入。")
    raise YaodianError(sentence.format(name=name, form=form))
