"""The list of what to look at before printing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop_app.reports.checks import Code, Finding
from desktop_app.views.reports.checks_list import ChecksList
from desktop_app.views.reports.checks_tree import SHOWN

LONG = "完成情况写的是“32学时”，量化指标记录的是“30学时”（教师每年参加培训不少于32学时）。"
FINDINGS = (
    Finding(Code.NUMBER, "p1", "1", LONG, "32学时", "1.加强教师队伍建设"),
    Finding(Code.NUMBER, "p2", "2", LONG, "8次", "2.完善校园安全治理机制，把安全责任落实到岗位和个人"),
    Finding(
        Code.PLACEHOLDER, "p2", "2", "完成情况里还有没填完的地方：“XX次”。", "XX", "2.完善校园安全治理机制"
    ),
    Finding(Code.OVERALL, None, "", "报告里的“总体评价”还没有写。", "总体评价"),
)


@pytest.fixture
def checks(qtbot: QtBot) -> ChecksList:
    made = ChecksList(FINDINGS)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def line(checks: ChecksList, group: int, row: int) -> QTreeWidgetItem:
    item = top(checks, group).child(row)
    assert item is not None
    return item


def top(checks: ChecksList, group: int) -> QTreeWidgetItem:
    item = checks.tree.topLevelItem(group)
    assert item is not None
    return item


def middle(checks: ChecksList, item: QTreeWidgetItem) -> QPoint:
    return checks.tree.visualItemRect(item).center()


def click(qtbot: QtBot, checks: ChecksList, at: QPoint) -> None:
    QTest.mouseClick(checks.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def groups(checks: ChecksList) -> list[str]:
    tops = map(checks.tree.topLevelItem, range(checks.tree.topLevelItemCount()))
    return [top.text(0) for top in tops if top is not None]


def test_findings_stand_by_kind_with_their_count_and_whole_words(checks: ChecksList) -> None:
    assert groups(checks) == ["数字与记录的不一样 2 处", "还有没填完的地方 1 处", "报告的总体部分没有写 1 处"]
    assert line(checks, 0, 0).text(0) == f"1.加强教师队伍建设 {LONG}"
    short, long = (checks.tree.visualItemRect(line(checks, group, 0)).height() for group in (2, 0))
    assert long > short, "a long sentence is broken into lines"
    checks.resize(700, 600)
    checks.tree.executeDelayedItemsLayout()
    assert checks.tree.visualItemRect(line(checks, 0, 0)).height() < long


def test_a_click_and_enter_go_to_the_item(checks: ChecksList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(checks.item_requested) as clicked:
        click(qtbot, checks, middle(checks, line(checks, 0, 1)))
    assert clicked.args == [FINDINGS[1]]
    with qtbot.waitSignal(checks.item_requested) as entered:
        QTest.keyClick(checks.tree, Qt.Key.Key_Up)
        QTest.keyClick(checks.tree, Qt.Key.Key_Return)
    assert entered.args == [FINDINGS[0]]
    with qtbot.waitSignal(checks.item_requested) as other:
        click(qtbot, checks, middle(checks, line(checks, 1, 0)))
    assert other.args == [FINDINGS[2]]  # not the first one of the item


def test_what_is_about_the_whole_report_leads_to_its_texts(checks: ChecksList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(checks.whole_requested) as asked, qtbot.assertNotEmitted(checks.item_requested):
        click(qtbot, checks, middle(checks, line(checks, 2, 0)))
    assert asked.args == [FINDINGS[3]]


def test_a_group_closes_by_a_click_and_stays_closed(checks: ChecksList, qtbot: QtBot) -> None:
    click(qtbot, checks, middle(checks, top(checks, 0)))
    assert not top(checks, 0).isExpanded()
    checks.show_findings(FINDINGS, ())
    assert [top(checks, at).isExpanded() for at in (0, 1)] == [False, True]


def test_a_finding_is_hushed_by_its_words_or_delete_and_comes_back(checks: ChecksList, qtbot: QtBot) -> None:
    index = checks.tree.indexFromItem(line(checks, 0, 0))
    with qtbot.waitSignal(checks.hushed_changed) as hushed, qtbot.assertNotEmitted(checks.item_requested):
        click(qtbot, checks, checks.tree.hush_box(index).center())
    assert hushed.args == [frozenset({FINDINGS[0].key})]
    assert (groups(checks)[0], checks.count) == ("数字与记录的不一样 1 处", 3)
    with qtbot.waitSignal(checks.hushed_changed):
        checks.tree.setCurrentItem(line(checks, 0, 0))
        QTest.keyClick(checks.tree, Qt.Key.Key_Delete)
    assert groups(checks)[0] == "还有没填完的地方 1 处"
    assert checks.note.text() == "已设为不再提示：2 条"
    with qtbot.waitSignal(checks.hushed_changed) as shown:
        checks.back.click()
    assert shown.args == [frozenset()]
    assert (checks.count, checks.back.isVisible()) == (4, False)


def test_what_other_reports_hushed_stays_hushed(checks: ChecksList, qtbot: QtBot) -> None:
    other = ("elsewhere", "number", "9次")
    checks.show_findings(FINDINGS, {other, FINDINGS[0].key})
    with qtbot.waitSignal(checks.hushed_changed) as shown:
        checks.back.click()
    assert shown.args == [frozenset({other})]


def test_the_line_that_took_its_place_is_the_next_to_hush(checks: ChecksList, qtbot: QtBot) -> None:
    checks.tree.setCurrentItem(line(checks, 0, 0))
    for left in (3, 2):
        QTest.keyClick(checks.tree, Qt.Key.Key_Delete)
        assert checks.count == left
    assert checks.tree.currentItem() is line(checks, 0, 0)


def test_where_nothing_is_found_the_list_says_so(checks: ChecksList) -> None:
    checks.show_findings((), ())
    assert checks.nothing.isVisible()
    assert checks.nothing.text() == "没有发现要改的地方。"
    assert not checks.back.isVisible()


def test_of_very_many_the_first_are_shown_and_the_rest_at_a_click(checks: ChecksList, qtbot: QtBot) -> None:
    many = [Finding(Code.NO_EVIDENCE, f"p{n}", str(n), "已完成，但没有佐证材料。") for n in range(SHOWN + 7)]
    checks.show_findings(many, ())
    first = top(checks, 0)
    assert (first.childCount(), first.text(0)) == (SHOWN + 1, "已完成但没有佐证材料 107 处")
    last = line(checks, 0, SHOWN)
    assert last.text(0) == "再看其余 7 条"
    checks.tree.scrollToItem(last)
    click(qtbot, checks, middle(checks, last))
    assert top(checks, 0).childCount() == SHOWN + 7
