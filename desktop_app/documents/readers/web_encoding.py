"""The text of a web page, in whatever encoding it says, does not say or says wrongly."""

import re

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,20})""")
_HEAD = 8192  # bytes; where a page declares its encoding
_SAMPLE = 200_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "hz-gb-2312": "hz",
}
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制"
    "教育校師师這為個國時來們對會發學說產種後經進電裡現實體點關長務書，。、"
)


def decode_page(data: bytes, declared: str = "") -> str:
    """Return the text of a page; `declared` is what was said about its encoding outside it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0<" in data[:_HEAD]:
        return data.decode("utf-16-be" if data.find(b"\0<") % 2 == 0 else "utf-16-le", "replace")
    if _is_utf_8(data):
        return data.decode("utf-8", "replace")
    said = _KNOWN.get(declared.lower()) or _said_inside(data[:_HEAD])
    if said and said != "utf-8":
        text = data.decode(said, "replace")
        if text.count("\ufffd") <= len(text) // 200:
            return text
    return data.decode(_likeliest(data[:_SAMPLE]), "replace")


def _is_utf_8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8, a character cut at the end aside."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3
    return True


def _said_inside(head: bytes) -> str | None:
    """Return the encoding that a page names itself, None where it names none that is used for Chinese."""
    found = _DECLARED.search(head)
    return _KNOWN.get(found[1].decode("ascii", "replace").lower()) if found else None


def _likeliest(sample: bytes) -> str:
    """Return the encoding in which the bytes give the most of the commonest characters."""

    def common(encoding: str) -> float:
        text = sample.decode(encoding, "replace")
        beyond = [char for char in text if char > "\x7f"]
        wrong = text.count("\ufffd")
        return (sum(char in _COMMON for char in beyond) - 2 * wrong) / max(len(beyond), 1)

    return max(("gb18030", "big5hkscs", "utf-8"), key=common)
