"""The year on one page: what it shows, where its figures lead, how it is printed."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop_app.models.values import Progress, Verdict
from desktop_app.views.overview.charts import BigFigure, PartsBar, YearCurve
from desktop_app.views.overview.page import OverviewPage
from desktop_app.views.places import Place
from desktop_app.views.sidebar import Page
from tests.views.driving import LEFT, Driver


def opened(window: Driver) -> OverviewPage:
    window.main.actions.overview.trigger()
    return window.main.year.page


def figure(page: OverviewPage, words: str) -> BigFigure:
    (found,) = [one for one in page.findChildren(BigFigure) if one.text().startswith(words)]
    return found


def bars(page: OverviewPage, tall: bool) -> list[PartsBar]:
    return [bar for bar in page.findChildren(PartsBar) if bar._tall is tall]


def work_through(window: Driver) -> None:
    desk = window.main.desk
    yesterday = desk.today.day - timedelta(days=1)
    desk.set_fields(
        [window.item("规范食堂管理").id], {"progress": Progress.DONE, "verdict": Verdict.ACHIEVED}
    )
    desk.set_fields([window.item("加强校园安全").id], {"due": yesterday, "verdict": Verdict.NOT_ACHIEVED})


def test_it_takes_the_middle_and_the_side_panel_comes_back(filled: Driver) -> None:
    work = filled.main.work
    page = opened(filled)
    assert page.isVisible()
    assert not work.panel.isVisible()
    assert work.sidebar.list.currentIndex().data() == "概览"
    filled.main.actions.places[Place.ALL].trigger()
    assert not page.isVisible()
    assert work.tree.isVisible()
    assert work.panel.isVisible()


def test_the_left_side_and_the_keys_lead_there(filled: Driver) -> None:
    sidebar = filled.main.work.sidebar
    (row,) = [at for at, entry in enumerate(sidebar.model.entries) if entry.page is Page.OVERVIEW]
    sidebar.list.setCurrentIndex(sidebar.model.index(row))
    assert filled.main.year.page.isVisible()
    assert filled.main.actions.overview.shortcut().toString() == "Ctrl+0"


def test_a_figure_leads_to_its_items(filled: Driver) -> None:
    work_through(filled)
    page = opened(filled)
    assert figure(page, "已完成").accessibleName() == "已完成 1/ 5"
    late = figure(page, "已逾期")
    late.setFocus()
    QTest.keyClick(late, Qt.Key.Key_Return)
    work = filled.main.work
    assert work.chip.words.text() == "已逾期 1 项"
    assert "加强校园安全" in filled.shown()
    assert "规范食堂管理" not in filled.shown()
    filled.click(work.chip.close_button)
    assert "规范食堂管理" in filled.shown()


def test_bars_have_a_part_for_each_state_and_each_part_leads_to_its_items(filled: Driver) -> None:
    work_through(filled)
    page = opened(filled)
    progress, verdicts = bars(page, tall=False), bars(page, tall=True)
    assert [[part.said for part in bar.parts] for bar in progress] == [["未开始 3"], ["已完成 1", "未开始 1"]]
    assert [part.said for part in verdicts[1].parts] == ["达成 1", "未达成 1"]
    assert verdicts[1].accessibleName() == "二、守牢安全底线，达成 1，未达成 1"
    QTest.mouseClick(verdicts[1], LEFT, pos=verdicts[1].boxes()[1].center().toPoint())
    assert filled.main.work.chip.words.text() == "二、守牢安全底线　未达成 1 项"
    assert "加强校园安全" in filled.shown()


def test_bars_are_walked_by_keys(filled: Driver) -> None:
    work_through(filled)
    bar = bars(opened(filled), tall=True)[1]
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleDescription() == "未达成 1"
    QTest.keyClick(bar, Qt.Key.Key_Right)  # there is no further part
    QTest.keyClick(bar, Qt.Key.Key_Return)
    assert filled.main.work.chip.words.text().endswith("未达成 1 项")


def test_parts_are_as_wide_as_they_have_items(filled: Driver) -> None:
    work_through(filled)
    (bar,) = [bar for bar in bars(opened(filled), tall=False) if len(bar.parts) == 2]
    done, todo = bar.boxes()
    assert abs(done.width() - todo.width()) < 0.5
    assert todo.left() > done.right()
    assert todo.right() <= bar.width()


def test_the_curve_leads_to_what_was_due_by_a_month(filled: Driver) -> None:
    desk = filled.main.desk
    day = desk.today.day
    desk.set_fields([filled.item("加强校园安全").id], {"due": day.replace(day=1)})
    desk.set_fields([filled.item("规范食堂管理").id], {"progress": Progress.DONE})
    page = opened(filled)
    (curve,) = page.findChildren(YearCurve)
    at = (day.year - curve._months[0].first.year) * 12 + day.month - 1
    curve.setFocus()
    QTest.keyClick(curve, Qt.Key.Key_Return)
    assert filled.main.work.chip.words.text() == f"{day.month}月底前应完成 1 项"
    assert "加强校园安全" in filled.shown()
    (curve,) = opened(filled).findChildren(YearCurve)
    places = [curve.place_of(at, 1), curve.place_of(at - 1, 0)]
    assert places[0].y() < places[1].y()
    assert places[0].x() > places[1].x()


def test_without_days_it_says_what_to_do_and_leads_to_the_points(filled: Driver) -> None:
    page = opened(filled)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert any("还没有完成时限" in one for one in words)
    (link,) = [one for one in page.findChildren(QAbstractButton) if one.text() == "没有时限 5 项"]
    filled.click(link)
    assert len([row for row in filled.shown() if row in ("开好思政课", "办好劳动教育")]) == 2


def test_what_changes_while_it_is_seen_is_shown(filled: Driver) -> None:
    page = opened(filled)
    assert figure(page, "已完成").accessibleName() == "已完成 0/ 5"
    filled.main.desk.set_fields([filled.item("规范食堂管理").id], {"progress": Progress.DONE})
    assert page.isVisible()
    assert figure(page, "已完成").accessibleName() == "已完成 1/ 5"
    filled.main.desk.today.day = date(2000, 1, 1)
    filled.main.desk.today.look()
    assert page.isVisible()


def test_a_search_leaves_it(filled: Driver) -> None:
    page = opened(filled)
    filled.main.bar.search.setText("kaihao")
    assert not page.isVisible()
    assert "开好思政课" in filled.shown()


def test_a_grade_waits_until_every_point_is_scored(filled: Driver) -> None:
    desk = filled.main.desk
    desk.set_fields([filled.item(one).id for one in ("开好思政课", "办好劳动教育")], {"full_score": 10.0})
    desk.set_fields([filled.item("开好思政课").id], {"score": 9.5})
    assert figure(opened(filled), "自评得分").text() == "自评得分，还有 1 项没有评分"
    desk.set_fields([filled.item("办好劳动教育").id], {"score": 9.5})
    assert figure(opened(filled), "自评得分").text() == "自评得分 优秀"


def test_both_schemes_can_be_drawn(filled: Driver) -> None:
    work_through(filled)
    page = opened(filled)
    pictures = []
    for dark in (False, True):
        filled.program.theme.use(dark)
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1]


def test_the_page_is_printed_among_the_reports(filled: Driver) -> None:
    work_through(filled)
    page = opened(filled)
    (button,) = [one for one in page.findChildren(QAbstractButton) if one.text() == "打印本页"]
    filled.click(button)
    reports = filled.main.reports
    assert filled.program.frame.pages.currentWidget() is reports.page
    assert reports.page.forms.form.paper == "一页概览"
    filled.until(lambda: reports.proofs.proof)
    assert reports.page.pages.view.pages == 1
