import pytest

from desktop_app.documents.recurrence import expected_in_year
from desktop_app.documents.targets import find_targets


@pytest.mark.parametrize(
    ("value", "per", "expected"),
    [
        (1, "半年", 2),
        (32, "年", 32),
        (1, "月", 12),
        (1, "季度", 4),
        (2, "学期", 4),
        (1, "半月", 24),
        (1, "两周", 26),
        (2, "两个月", 12),
        (1, "两学期", 1),
        (1, "三年", None),
        (3, "校", None),
        (5, None, None),
        (None, "年", None),
    ],
)
def test_what_recurs_knows_how_many_the_year_expects(
    value: float | None, per: str | None, expected: float | None
) -> None:
    assert expected_in_year(value, per) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("每学期开展演练2次。", 4),
        ("每月至少组织一次排查。", 12),
        ("每季度召开1次例会。", 4),
        ("每两周开展一次教研。", 26),
        ("每半月召开一次例会。", 24),
        ("教师每学期听课不少于15节。", 30),
        ("全年不少于12次。", 12),
        ("每年开展2次体检。", 2),
        ("综合督导三年一轮。", None),
        ("新建学校3所。", None),
    ],
)
def test_a_sentence_says_how_many_the_year_expects(sentence: str, expected: float | None) -> None:
    ((target, _run),) = find_targets(sentence)
    assert expected_in_year(target.value, target.per) == expected
