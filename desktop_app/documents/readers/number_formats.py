"""How Word writes the number of a list: 3 as 三, 叁, Ⅲ, ③ or C."""

from collections.abc import Callable

from desktop_app.documents.chinese_numbers import to_chinese

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LEGAL = str.maketrans("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CIRCLED = "".join(
    chr(code) for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
)


def format_number(value: int, style: str) -> str:
    """Return a number as Word's `numFmt` of that name writes it; an unknown name counts 1, 2, 3."""
    if style == "none":
        return ""
    if value < 1:
        return str(value)
    return _FORMATS.get(style, str)(value)


def _chinese(value: int) -> str:
    return to_chinese(value) if value < 1000 else _digits(value)


def _digits(value: int) -> str:
    return str(value).translate(_IDEOGRAPHS)


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    text = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        text += letters * times
    return text


def _letter(value: int) -> str:
    times, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (times + 1) if times < 10 else str(value)


def _from(signs: str) -> Callable[[int], str]:
    """Return a format that counts with signs, and with digits beyond them."""
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _run(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting"),
            *("taiwaneseCountingThousand", "japaneseCounting", "koreanCounting"),
        ),
        _chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from(_CIRCLED)),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda value: str(value).translate(_FULL_WIDTH)
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"),
        lambda value: ("壹" if 10 <= value < 20 else "") + _chinese(value).translate(_LEGAL),
    ),
    "decimalEnclosedParen": _from(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _from(_run(0x2488, 20)),
    "ideographEnclosedCircle": _from(_run(0x3280, 10)),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
