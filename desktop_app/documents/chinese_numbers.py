"""Chinese numerals: 十九 is 19, and back."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_UNITS = {"拾": 10, "十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二三四五六七八九十百"
ZERO = "零〇○ＯO０0"  # what is typed for the zero of a year: 二〇〇八, 二ＯＯ八, 二00八


_ZEROS = str.maketrans(dict.fromkeys(ZERO, "〇"))


def to_int(text: str) -> int | None:
    """Return the value of a Chinese or Arabic numeral below 10,000, or None where it is none.

    >>> to_int("二十一"), to_int("一百零三"), to_int("二〇二三"), to_int("二ＯＯ八"), to_int("12")
    (21, 103, 2023, 2008, 12)
    """
    if text.isdecimal():
        return int(text)
    text = text.translate(_ZEROS)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _UNITS:
            total += _UNITS[char] * (1 if digit is None else digit or 1)
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)


def to_chinese(value: int) -> str:
    """Return 1 to 999 as headings count: 十一, 二十, 一百零三; from 1000 on in digits.

    >>> to_chinese(11), to_chinese(20), to_chinese(103), to_chinese(110), to_chinese(1000)
    ('十一', '二十', '一百零三', '一百一十', '1000')
    """
    if value >= 1000:
        return str(value)
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")
