"""How often something that recurs is due in a year."""

import re

_TIMES_A_YEAR = {
    "年": 1,
    "学年": 1,
    "半年": 2,
    "学期": 2,
    "季": 4,
    "季度": 4,
    "月": 12,
    "半月": 24,
    "周": 52,
    "日": 365,
    "天": 365,
}
_SEVERAL = re.compile(r"([二两三四五六]|[2-6])个?(学期|月|周|天|日)")
_DIGITS = {
    char: i for i, chars in enumerate(("2二两", "3三", "4四", "5五", "6六"), start=2) for char in chars
}


def expected_in_year(value: float | None, per: str | None) -> float | None:
    """Return how many are expected in the year: 1 次 each 半年 is 2; None where it does not recur by time.

    A frequency counts by the calendar: 12 months, 52 weeks; a school takes its holidays off itself. What is
    due every several weeks or months counts as often as it fits in (两周: 26, 两个月: 6); what is due every
    several years (三年一轮) is not expected in each.
    """
    several = _SEVERAL.fullmatch(per or "")
    times = _TIMES_A_YEAR.get(several[2] if several else per or "")
    if times is None or value is None:
        return None
    return value * (times // _DIGITS[several[1]] if several else times)
