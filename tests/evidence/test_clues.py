"""What a name tells by itself: the numbers of items in it, and its day."""

from datetime import date

from desktop_app.evidence.clues import Number, day_in, numbers_in


def test_the_numbers_of_items_are_read_from_names() -> None:
    assert numbers_in("13-2 方案") == [Number("13", 2)]
    assert numbers_in("13.方案") == [Number("13")]
    assert numbers_in("3月教研") == numbers_in("2026年总结") == numbers_in("2026-03-25 会") == []


def test_days_are_read_from_names() -> None:
    taken = date(2026, 5, 1)
    assert day_in("20220405清明祭扫.jpg", taken) == date(2022, 4, 5)
    assert day_in("微信图片_20260512143011.jpg", taken) == date(2026, 5, 12)
    assert day_in("2026-04-17 093011.png", taken) == date(2026, 4, 17)
    assert day_in("2026年4月7日.png", taken) == date(2026, 4, 7)
    assert day_in("mmexport1774591234567.jpg", None) == date(2026, 3, 27)
    assert day_in("20260231.jpg", taken) == taken
    assert day_in("IMG_2034.jpg", taken) == taken
    assert day_in("IMG_2034.jpg", date(1980, 1, 1)) is None
