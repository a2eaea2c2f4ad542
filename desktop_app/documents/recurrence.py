"""How often something that recurs is due in a year."""

_TIMES_A_YEAR = {
    "年": 1,
    "学年": 1,
    "半年": 2,
    "学期": 2,
    "季": 4,
    "季度": 4,
    "月": 12,
    "周": 52,
    "日": 365,
    "天": 365,
}


def expected_in_year(value: float | None, per: str | None) -> float | None:
    """Return how many are expected in the year: 1 次 each 半年 is 2; None where it does not recur by time.

    A frequency counts by the calendar: 12 months, 52 weeks; a school takes its holidays off itself.
    """
    times = _TIMES_A_YEAR.get(per or "")
    return None if times is None or value is None else value * times
