"""The parts of the item panel, each by itself."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.documents.outline import Duty
from desktop_app.models.scores import Score
from desktop_app.models.values import FieldChange, HistoryRow, ItemRow, Level, TargetRow
from desktop_app.views.panel.history_box import HistoryBox, in_words
from desktop_app.views.panel.people_box import PeopleBox, suggestion_for
from desktop_app.views.panel.score_box import ScoreBox
from desktop_app.views.panel.words_box import WordsBox
from desktop_app.views.widgets.day_line import DayLine
from desktop_app.views.widgets.day_menu import DayMenu
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.name_line import NameLine
from desktop_app.views.widgets.theme import Theme
from tests.views.driving import Driver

CONTROL = Qt.KeyboardModifier.ControlModifier


def _row(title: str = "开好思政课", text: str = "每学期备课两次。", **more: object) -> ItemRow:
    usual: dict[str, object] = {"source_title": "开好思政课", "source_text": "每学期备课两次。"}
    return ItemRow("1", "c", None, 0, Level.POINT, "1", True, title, text, source=None, **(usual | more))  # type: ignore[arg-type]


def _target(by: str | None) -> TargetRow:
    return TargetRow("t", "1", "9月底前建成", "by", None, None, None, by, "target")


def _show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


@pytest.fixture
def words(qtbot: QtBot) -> WordsBox:
    box = WordsBox(Theme())
    _show(qtbot, box)
    return box


def test_unchanged_words_offer_nothing_to_compare(words: WordsBox) -> None:
    words.show_row(_row())
    assert words.caption.text() == "文件原文"
    assert not words.compare.isVisible()
    assert not words.restore.isVisible()
    assert words.file.isVisible()


def test_changed_words_stand_beside_the_bureaus(words: WordsBox, qtbot: QtBot) -> None:
    words.show_row(_row(text="每学期备课三次。"))
    assert words.caption.text() == "学校改过的文字"
    words.compare.click()
    shown = words.words.text()
    assert "<s" in shown
    assert ">两</s>" in shown
    assert ">三</u>" in shown
    with qtbot.waitSignal(words.restore_requested):
        words.restore.click()
    words.show_row(_row())
    assert words.words.textFormat() is Qt.TextFormat.PlainText
    assert words.caption.text() == "文件原文"


def test_words_that_look_like_markup_stay_words(words: WordsBox) -> None:
    words.show_row(_row(text="<b>每学期</b>备课"))
    words.compare.click()
    assert "&lt;b&gt;" in words.words.text()


def test_an_item_of_the_schools_own_says_so(words: WordsBox) -> None:
    words.show_row(_row(source_title=None, source_text=None))
    assert words.caption.text() == "学校自加的条目"
    assert not words.file.isVisible()
    assert not words.compare.isVisible()


def test_words_are_edited_in_place(words: WordsBox, qtbot: QtBot) -> None:
    words.show_row(_row())
    words.edit.click()
    assert words.text.hasFocus()
    words.text.setPlainText("每学期备课四次。")
    assert words.title.dirty or words.text.dirty
    with qtbot.waitSignal(words.fields_requested) as asked:
        QTest.keyClick(words.text, Qt.Key.Key_Return, CONTROL)
    assert asked.args == [{"text": "每学期备课四次。"}]
    assert words.editing, "what is not stored yet stays open"
    words.show_row(_row(text="每学期备课四次。"))
    words.edit.click()
    assert not words.editing


def test_escape_gives_up_what_is_typed(words: WordsBox, qtbot: QtBot) -> None:
    words.show_row(_row())
    words.edit.click()
    words.title.setPlainText("别的")
    with qtbot.assertNotEmitted(words.fields_requested):
        QTest.keyClick(words.title, Qt.Key.Key_Escape)
    assert not words.editing
    assert words.words.text().startswith("开好思政课")


def test_typed_words_survive_a_refresh_of_the_same_item(words: WordsBox) -> None:
    words.show_row(_row())
    words.begin_editing()
    words.text.setPlainText("写到一半")
    words.show_row(_row(lead="德育处"))
    assert words.text.toPlainText() == "写到一半"
    words.show_row(ItemRow("2", "c", None, 0, Level.POINT, "2", True, "另一条", "", None, None, None))
    assert not words.editing
    assert words.words.text() == "另一条"


def test_long_words_are_short_at_first(words: WordsBox) -> None:
    long = "加强课程建设。" * 40
    words.show_row(_row(text=long, source_text=long))
    assert words.words.text().endswith("……")
    words.more.click()
    assert words.words.text().endswith(long)


def test_scores_that_follow_from_below_stand_faint(qtbot: QtBot) -> None:
    box = ScoreBox()
    _show(qtbot, box)
    box.show_row(_row(), Score(20, 8.5), True)
    assert box.lines["score"].text() == ""
    assert box.lines["score"].placeholderText() == "8.5"
    assert box.note.isVisible()
    box.show_row(_row(full_score=10.0, score=9.0), Score(10, 9), True)
    assert [box.lines[name].text() for name in ("score", "full_score", "weight")] == ["9", "10", ""]
    assert not box.note.isVisible()


def test_scores_are_asked_for_full_score_first(qtbot: QtBot) -> None:
    box = ScoreBox()
    _show(qtbot, box)
    asked: list[object] = []
    box.fields_requested.connect(asked.append)
    box.show_row(_row(), Score(), True)
    box.lines["score"].setText("12")
    box.lines["full_score"].setText("15")
    box.commit()
    assert asked == [{"full_score": "15"}, {"score": "12"}]


def test_the_name_being_typed_is_completed_and_no_other(qtbot: QtBot) -> None:
    line = NameLine("牵头部门")
    _show(qtbot, line)
    line.offer(["德育处", "教导处", "总务处"])
    line.setText("德育处、教")
    line.setCursorPosition(5)
    line.textEdited.emit(line.text())
    assert line.offering
    line._completer.activated.emit("教导处")
    assert line.text() == "德育处、教导处"


def test_all_names_are_shown_on_the_down_key(qtbot: QtBot) -> None:
    line = NameLine("牵头部门")
    _show(qtbot, line)
    line.offer(["德育处", "教导处"])
    line.setText("德育处")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.offering
    line._completer.activated.emit("教导处")
    assert line.text() in ("德育处、教导处", "教导处")


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    line = DayLine("完成时限", Icons(Theme()))
    _show(qtbot, line)
    line.show_day(date(2026, 6, 30), 2026)
    line.open()
    assert line.menu is not None
    assert line.menu.calendar.selectedDate().toPython() == date(2026, 6, 30)
    with qtbot.waitSignal(line.day_chosen) as chosen:
        line.menu.calendar.clicked.emit(line.menu.calendar.selectedDate().addDays(1))
    assert chosen.args == [date(2026, 7, 1)]


def test_the_calendar_stays_among_years_there_are(qtbot: QtBot) -> None:
    menu = DayMenu()
    qtbot.addWidget(menu)
    menu.calendar.setSelectedDate(QDate(-4714, 1, 1))
    with qtbot.waitSignal(menu.day_chosen) as chosen:
        (days,) = menu.calendar.findChildren(QTableView)
        QTest.keyClick(days, Qt.Key.Key_Return)
    assert chosen.args[0].year >= 1900


def test_the_calendar_opens_in_the_checklists_year(qtbot: QtBot) -> None:
    line = DayLine("完成时限", Icons(Theme()))
    _show(qtbot, line)
    line.show_day(None, 2019)
    line.open()
    assert line.menu is not None
    assert line.menu.calendar.selectedDate().year() == 2019
    line.menu.close()


@pytest.mark.parametrize(
    ("row", "by", "words", "due"),
    [
        (_row(), "9月底前", "文中的时限：9月底前", date(2026, 9, 30)),
        (_row(due=date(2026, 5, 1)), "9月底前", None, None),
        (_row(), "适时", None, None),
        (_row(), None, None, None),
        (_row(duty=Duty(lead="德育科")), "9月底前", "文件写明：牵头 德育科", None),
    ],
)
def test_what_the_text_says_of_when_is_suggested(
    row: ItemRow, by: str | None, words: str | None, due: date | None
) -> None:
    found = suggestion_for(row, [_target(by)], 2026)
    assert (found is None) == (words is None)
    if found is not None and words is not None:
        assert found.words.startswith(words)
        assert found.due == due


def test_a_suggested_day_is_taken_with_one_click(qtbot: QtBot) -> None:
    box = PeopleBox(Icons(Theme()))
    _show(qtbot, box)
    box.show_row(_row(), [_target("9月底前")], 2026, True)
    with qtbot.waitSignal(box.fields_requested) as asked:
        box.take.click()
    assert asked.args == [{"due": date(2026, 9, 30)}]


def test_history_is_read_only_when_opened(qtbot: QtBot) -> None:
    box = HistoryBox()
    _show(qtbot, box)
    with qtbot.assertNotEmitted(box.wanted):
        box.refresh()
    with qtbot.waitSignal(box.wanted):
        box.turn.click()
    box.show_rows([])
    assert box.words.text() == "导入以后还没有改动。"


def test_history_tells_who_changed_what() -> None:
    at = datetime(2026, 11, 22, 8, 2, tzinfo=UTC).astimezone()
    change = FieldChange("1 开好思政课", "完成情况", "", "长" * 100)
    words = in_words(HistoryRow(1, at, "王老师", "修改“开好思政课”：完成情况", True, (change,)), at)
    first, second = words.split("\n")
    assert "王老师" in first
    assert first.endswith("（已撤销）")
    assert "完成情况：空 → 长长" in second
    assert second.endswith("…")


@pytest.mark.parametrize("dark", [False, True])
def test_every_day_of_the_calendar_has_the_colour_of_text(filled: Driver, dark: bool) -> None:
    filled.program.theme.use(dark)
    due = filled.main.work.panel.people.due
    due.open()
    assert due.menu is not None
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        shown = due.menu.calendar.weekdayTextFormat(weekday).foreground().color()
        assert shown == due.menu.palette().text().color()
    due.menu.close()
