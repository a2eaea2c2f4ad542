"""The columns of the tree-table: how each is headed and sorted, and what typed words mean in it."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cmp_to_key

from PySide6.QtCore import QCollator, QLocale

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.fields import Value, named
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.views.widgets.words import day_from_words, day_in_words, heading


class Column(IntEnum):
    """The columns of the tree-table, in their usual order."""

    TITLE = 0
    PROGRESS = 1
    VERDICT = 2
    LEAD = 3
    SUPPORTING = 4
    PERSON = 5
    SUPERVISOR = 6
    DUE = 7
    EVIDENCE = 8
    FULL_SCORE = 9
    SCORE = 10
    TARGETS = 11
    TAGS = 12

    @property
    def label(self) -> str:
        """The words in the header."""
        return _LOOKS[self].label

    @property
    def field(self) -> str:
        """The item's field that is edited in this column; empty where none is."""
        return _LOOKS[self].field

    @property
    def width(self) -> int:
        """The usual width in logical pixels; 0 for the title, which takes what is left."""
        return _LOOKS[self].width

    @property
    def usual(self) -> bool:
        """Whether the column is shown until the user chooses others."""
        return _LOOKS[self].usual

    @property
    def right(self) -> bool:
        """Whether its words stand at the right: figures do."""
        return _LOOKS[self].right


@dataclass(frozen=True)
class _Look:
    label: str
    field: str
    width: int
    usual: bool = False
    right: bool = False


_LOOKS = {
    Column.TITLE: _Look(_("编号与要点"), "title", 0, usual=True),
    Column.PROGRESS: _Look(_("进度"), "progress", 108, usual=True),
    Column.VERDICT: _Look(_("结论"), "verdict", 92, usual=True),
    Column.LEAD: _Look(_("牵头部门"), "lead", 84, usual=True),
    Column.SUPPORTING: _Look(_("配合部门"), "supporting", 96),
    Column.PERSON: _Look(_("责任人"), "person", 76),
    Column.SUPERVISOR: _Look(_("分管领导"), "supervisor", 84),
    Column.DUE: _Look(_("时限"), "due", 76, usual=True),
    Column.EVIDENCE: _Look(_("材料"), "", 52, usual=True, right=True),
    Column.FULL_SCORE: _Look(_("分值"), "full_score", 56, right=True),
    Column.SCORE: _Look(_("得分"), "score", 56, right=True),
    Column.TARGETS: _Look(_("量化指标"), "", 150),
    Column.TAGS: _Look(_("标签"), "tags", 100),
}
CHOICES = (Column.PROGRESS, Column.VERDICT)
NAMES = (Column.LEAD, Column.SUPPORTING, Column.PERSON, Column.SUPERVISOR, Column.TAGS)


def words_to_edit(row: ItemRow, column: Column, year: int) -> str:
    """Return what stands in a cell when it is edited; a day of `year` is written without its year."""
    if column is Column.TITLE:
        return heading(row)
    value = getattr(row, column.field)
    if isinstance(value, date):
        return day_in_words(value, date(year, 1, 1))
    return named(column.field).show(value)


def typed_value(column: Column, words: str, year: int) -> Value:
    """Return the value that typed words mean in a column; a day without a year is one of `year`.

    Raises YaodianError with the sentence that says what can be typed.
    """
    if column is not Column.DUE:
        return named(column.field).checked(words)
    try:
        return day_from_words(words, year) if words.strip() else None
    except ValueError:
        raise YaodianError(
            _("没有看懂“{words}”，没有改动。请写成 6月30日 或 2026-6-30。").format(words=words.strip())
        ) from None


def empty_value(column: Column) -> Value:
    """Return what an emptied cell holds."""
    return "" if column in NAMES else None


@dataclass(frozen=True)
class Sorting:
    """By which column the points are sorted, and whether the largest comes first."""

    column: Column
    descending: bool = False


_RANKS = {value: rank for kind in (Progress, Verdict) for rank, value in enumerate(kind)}


def sorted_keys(cells: dict[str, Value], descending: bool) -> list[str]:
    """Return the keys in the order of their values; empty ones come last, equal ones keep their order."""
    filled = [key for key, value in cells.items() if value not in (None, "")]
    rank = _word_ranks({value for value in cells.values() if type(value) is str})
    order = sorted(filled, key=lambda key: _rank(cells[key], rank), reverse=descending)
    taken = set(filled)
    return order + [key for key in cells if key not in taken]


def _rank(value: Value, words: dict[str, int]) -> float:
    if isinstance(value, Progress | Verdict):
        return _RANKS[value]
    if isinstance(value, date):
        return value.toordinal()
    return words[value] if isinstance(value, str) else float(value or 0)


def _word_ranks(words: set[str]) -> dict[str, int]:
    """Return the place of each word among all as a Chinese dictionary has them."""
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    order = sorted(words, key=cmp_to_key(collator.compare))
    return {word: place for place, word in enumerate(order)}
