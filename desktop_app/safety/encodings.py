"""Text files in whatever Chinese encoding they come."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 4000
_CONTROLS = frozenset(map(chr, (*range(9), 11, *range(14, 32), 127))) | {"\ufffd"}


def decoded(data: bytes) -> str | None:
    """Return bytes as text with every line end as a newline, None where they are no text.

    UTF-8, UTF-16 (with or without a byte order mark) and GB18030 are told apart by the bytes.
    """
    for candidate in _candidates(data):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if _is_plain(text[:_SAMPLE]) and _is_plain(text[-_SAMPLE:]):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


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
