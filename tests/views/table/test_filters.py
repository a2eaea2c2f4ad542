"""Filters of the table that come from elsewhere: a chip, who sits here, another day."""

from datetime import date
from pathlib import Path

from desktop_app.models import operations
from desktop_app.views.office.settings_dialog import SettingsDialog
from desktop_app.views.places import Place
from tests.views.conftest import Start
from tests.views.driving import Driver


def test_some_items_are_shown_under_a_chip_until_it_is_taken_off(filled: Driver) -> None:
    work = filled.main.work
    everything = filled.shown()
    wanted = [filled.item("规范食堂管理").id, filled.item("开好思政课").id]
    work.show_some("逾期 2 项", wanted)
    assert work.chip.isVisible()
    assert work.chip.words.text() == "逾期 2 项"
    assert {"规范食堂管理", "开好思政课"} < set(filled.shown())
    assert "办好劳动教育" not in filled.shown()
    filled.click(work.chip.close_button)
    assert not work.chip.isVisible()
    assert filled.shown() == everything


def test_a_chip_narrows_what_is_searched_and_a_view_takes_it_off(filled: Driver) -> None:
    work = filled.main.work
    work.show_some("两项", [filled.item("规范食堂管理").id])
    filled.main.bar.search.setText("思政")
    assert "开好思政课" not in filled.shown()
    filled.main.bar.search.setText("gfst")
    assert "规范食堂管理" in filled.shown()
    filled.main.bar.search.clear()
    filled.main.actions.places[Place.ALL].trigger()
    assert not work.chip.isVisible()
    assert "办好劳动教育" in filled.shown()


def test_my_own_points_need_to_know_who_i_am(filled: Driver) -> None:
    main, work = filled.main, filled.main.work
    main.actions.places[Place.MINE].trigger()
    assert work.empty_words.text().startswith("先在设置里选择我是谁")
    filled.click(work.empty_button)
    (dialog,) = filled.program.frame.findChildren(SettingsDialog)
    dialog.close()
    main.desk.set_fields([filled.item("规范食堂管理").id], {"lead": "总务处"})
    main.desk.be(["总务处"])
    assert "规范食堂管理" in filled.shown()
    assert main.desk.census.count(Place.MINE) == 1
    main.desk.be(["别处"])
    assert work.empty_words.text() == "没有由我负责的要点"


def test_what_is_late_is_counted_again_when_the_day_changes(filled: Driver) -> None:
    desk = filled.main.desk
    desk.set_fields([filled.item("规范食堂管理").id], {"due": desk.today.day})
    assert desk.census.count(Place.OVERDUE) == 0
    yesterday = desk.today.day
    desk.today.day = date(2000, 1, 1)  # the window was left open since then
    desk._count_again()
    assert desk.census.count(Place.THIS_MONTH) == 0
    desk.today.look()
    assert desk.today.day == yesterday
    assert desk.census.count(Place.THIS_MONTH) == 1


def test_digits_choose_the_seven_views(filled: Driver) -> None:
    places = filled.main.actions.places
    assert [places[place].shortcut().toString() for place in Place] == [f"Ctrl+{n}" for n in range(1, 8)]
    for place in Place:
        places[place].trigger()
        assert filled.place() is place


def test_hiding_the_measures_leaves_one_row_chosen(filled: Driver) -> None:
    filled.go_to("组织学生下厂下乡")
    filled.main.actions.close_points.trigger()
    assert filled.main.work.tree.chosen() == [filled.item("办好劳动教育").id]
    assert "组织学生下厂下乡" in filled.shown()


def test_one_of_those_shown_alone_is_deleted_and_comes_back(filled: Driver) -> None:
    work = filled.main.work
    wanted = [filled.item(title).id for title in ("规范食堂管理", "开好思政课")]
    work.show_some("逾期 2 项", wanted)
    filled.main.desk.do(lambda ws: operations.delete_items(ws, wanted[:1]))
    assert "规范食堂管理" not in filled.shown()
    assert "开好思政课" in filled.shown()
    filled.main.desk.undo()
    assert "规范食堂管理" in filled.shown()


def test_what_is_chosen_in_the_settings_is_there_at_the_next_start(
    filled: Driver, start: Start, tmp_path: Path
) -> None:
    filled.main.office.edit_settings()
    (dialog,) = filled.program.frame.findChildren(SettingsDialog)
    dialog.me.setText("德育处")
    dialog.done_button.click()
    filled.program.frame.close()
    filled.program.stop()
    assert start(tmp_path / "工作区").main.desk.me == {"德育处"}
