"""What typed words mean in a column, how columns sort, and cells as Excel has them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import YaodianError
from desktop_app.models.values import ItemRow, Level, Progress, Verdict
from desktop_app.views.table.clipboard_table import cells_of, filling, text_of
from desktop_app.views.table.columns import Column, sorted_keys, typed_value


def _row(key: str) -> ItemRow:
    return ItemRow(key, "c", None, 0, Level.POINT, "3", True, "推进三进", "", None, None, None)


def test_typed_words_become_values() -> None:
    assert typed_value(Column.DUE, "6月30日", 2022) == date(2022, 6, 30)
    assert typed_value(Column.DUE, "2023-1-5", 2022) == date(2023, 1, 5)
    assert typed_value(Column.DUE, " ", 2022) is None
    assert typed_value(Column.PROGRESS, "已完成", 2022) is Progress.DONE
    assert typed_value(Column.SCORE, "8.5", 2022) == 8.5
    with pytest.raises(YaodianError, match="13月40日"):
        typed_value(Column.DUE, "13月40日", 2022)
    with pytest.raises(YaodianError, match="不能是空的"):
        typed_value(Column.TITLE, "", 2022)


def test_sorting_puts_empty_ones_last_and_keeps_equal_ones_in_order() -> None:
    days = {"a": date(2022, 5, 1), "b": None, "c": date(2022, 1, 1), "d": date(2022, 5, 1)}
    assert sorted_keys(dict(days), False) == ["c", "a", "d", "b"]
    assert sorted_keys(dict(days), True) == ["a", "d", "c", "b"]
    verdicts = {"a": Verdict.NOT_ACHIEVED, "b": Verdict.ACHIEVED, "c": None}
    assert sorted_keys(dict(verdicts), False) == ["b", "a", "c"]
    scores = {"a": 10.0, "b": 9.5, "c": 0.0, "d": None}
    assert sorted_keys(dict(scores), False) == ["c", "b", "a", "d"]


def test_cells_as_excel_writes_them() -> None:
    assert cells_of("a\tb\r\nc\td\r\n") == [["a", "b"], ["c", "d"]]
    assert cells_of('"两\n行"\tx') == [["两\n行", "x"]]
    assert cells_of('"三进"工作\tx') == [['"三进"工作', "x"]]
    assert cells_of('"说""好""\n的"') == [['说"好"\n的']]
    assert cells_of("a\n\nb") == [["a"], [""], ["b"]]
    assert cells_of('"三进"\t"六下"') == [['"三进"', '"六下"']]


def test_a_quote_that_nothing_closes_takes_no_time() -> None:
    began = time.process_time()
    rows = cells_of('"' + "三进\t工作\n" * 50_000)
    assert (len(rows), rows[0]) == (50_000, ['"三进', "工作"])
    assert time.process_time() - began < 30  # of work; it is less than one, and was minutes


CELL = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=12).filter(
    lambda words: not words.startswith('"')
)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_copied_is_pasted_alike(rows: list[list[str]]) -> None:
    assert cells_of(text_of(rows) + "\n") == rows


def test_blank_cells_and_columns_without_typing_change_nothing() -> None:
    block = [["德育处", "5"], ["", " "], ["总务处"], ["教导处"]]
    rows = [_row(key) for key in ("a", "b", "c")]
    what = filling(
        block, rows, [Column.LEAD, Column.EVIDENCE], 2022, lambda key, _column: "总务处" * (key == "c")
    )
    assert what.values == {"a": {"lead": "德育处"}, "b": {}, "c": {}}
    assert what.count == 1
    assert what.left == 1


def test_a_number_copied_before_a_title_does_not_become_part_of_it() -> None:
    for words in ("3. 推进四进", "3.推进四进", "推进四进"):
        what = filling([[words]], [_row("a")], [Column.TITLE], 2022, lambda _key, _column: "3. 推进三进")
        assert what.values == {"a": {"title": "推进四进"}}
    what = filling([["3.5万人次"]], [_row("a")], [Column.TITLE], 2022, lambda _key, _column: "")
    assert what.values == {"a": {"title": "3.5万人次"}}
