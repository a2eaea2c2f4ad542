import pytest

from desktop_app.documents.recurrence import expected_in_year


@pytest.mark.parametrize(
    ("value", "per", "expected"),
    [
        (1, "半年", 2),
        (32, "年", 32),
        (2, "学期", 4),
        (1, "月", 12),
        (1, "季度", 4),
        (3, "校", None),
        (5, None, None),
        (None, "年", None),
    ],
)
def test_what_recurs_knows_how_many_the_year_expects(
    value: float | None, per: str | None, expected: float | None
) -> None:
    assert expected_in_year(value, per) == expected
