from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.views.places import Place
from desktop_app.views.sidebar import _two_lines
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import TEXT, TITLE, write_document


def row_of(window: Driver, words: str) -> int:
    return [entry.words for entry in window.main.work.sidebar.model.entries].index(words)


def test_views_are_chosen_by_mouse_and_by_key(filled: Driver) -> None:
    sidebar, work = filled.main.work.sidebar, filled.main.work
    index = sidebar.model.index(row_of(filled, "已逾期"))
    QTest.mouseClick(sidebar.list.viewport(), LEFT, NO_KEYS, sidebar.list.visualRect(index).center())
    assert filled.place() is Place.OVERDUE
    QTest.keyClick(sidebar.list, Qt.Key.Key_Down)
    assert filled.place() is Place.LACKING
    assert work.empty_words.text() == "没有缺佐证的要点"
    assert work.empty_words.isVisible()
    everything = sidebar.model.index(row_of(filled, "全部"))
    assert everything.data(Qt.ItemDataRole.AccessibleTextRole) == "全部 5 项"


def test_each_checklist_has_its_menu(filled: Driver) -> None:
    sidebar = filled.main.work.sidebar
    place = sidebar.list.visualRect(sidebar.model.index(0)).center()
    sidebar.list.customContextMenuRequested.emit(place)
    (menu,) = [
        menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()
    ]
    assert [action.text() for action in menu.actions()] == ["改名…", "删除清单"]
    menu.close()


def test_another_checklist_opens_with_all_its_items(filled: Driver, tmp_path: Path) -> None:
    other = TEXT.replace("云溪区", "青禾区")
    filled.import_document(write_document(tmp_path, other, "别区.txt"))
    sidebar, main = filled.main.work.sidebar, filled.main
    assert main.desk.opened is not None
    assert main.desk.opened.title.startswith("青禾区")
    main.actions.places[Place.DONE].trigger()
    sidebar.list.setCurrentIndex(sidebar.model.index(row_of(filled, TITLE)))
    assert main.desk.opened.title == TITLE
    assert filled.place() is Place.ALL
    assert sidebar.list.currentIndex().data() == "全部"


def test_a_long_title_runs_over_two_lines(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont("Noto Sans SC", 10))
    width = metrics.horizontalAdvance("字" * 10)
    assert _two_lines("短", metrics, width) == ["短"]
    first, second = _two_lines("云溪区教育局关于学校工作的2026年要点", metrics, width)
    assert metrics.horizontalAdvance(first) <= width
    assert second.endswith("2026年要点") or second.endswith("…")
    assert len(_two_lines("字" * 40, metrics, width)) == 2


def test_lists_of_several_years_stand_below_their_years(filled: Driver, tmp_path: Path) -> None:
    other = TEXT.replace("2026年", "2025年").replace("2026", "2025")
    filled.import_document(write_document(tmp_path, other, "去年.txt"))
    sidebar = filled.main.work.sidebar
    words = [entry.words for entry in sidebar.model.entries if entry.place is None]
    assert [word for word in words if word.endswith("年")] == ["2026年", "2025年"]
    year = sidebar.model.index(row_of(filled, "2025年"))
    QTest.mouseClick(sidebar.list.viewport(), LEFT, NO_KEYS, sidebar.list.visualRect(year).center())
    assert filled.main.desk.opened is not None
    assert filled.main.desk.opened.year == 2025
    assert sidebar.list.currentIndex().data() == "全部", "a year is no list to choose"
