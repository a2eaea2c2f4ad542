"""Reading a text file, in whatever Chinese encoding it comes."""

from pathlib import Path

from desktop_app.documents.readers.raw import read_bytes
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4000
_CONTROLS = frozenset(map(chr, (*range(9), 11, *range(14, 32), 127))) | {"\ufffd"}


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
    for candidate in _candidates(data):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if _is_plain(text[:_SAMPLE]) and _is_plain(text[-_SAMPLE:]):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise YaodianError(
        _("“{name}”不是文本文件，没有导入任何内容。请用 WPS 或 Word 打开，另存为“纯文本”再导入。").format(
            name=name
        )
    )


def _candidates(data: bytes) -> list[str]:
    """Return the encodings worth trying, likeliest first."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return [encoding]
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return ["utf-16-le", "utf-16-be"] if sample[1::2].count(0) >= sample[::2].count(0) else ["utf-16-be"]
    return ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]


def _is_plain(text: str) -> bool:
    """Tell whether decoded text looks like writing: next to no control characters or private ones."""
    strange = sum(char in _CONTROLS or "\ue000" <= char <= "\uf8ff" for char in text)
    return strange <= len(text) // 100
