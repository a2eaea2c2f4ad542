"""Files of the inbox are placed by keys, in order of certainty, and all of it can be taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.views.evidence.inbox_page import InboxPage
from desktop_app.views.evidence.likely import Folders, Sureness, sureness
from tests.views.driving import Driver
from tests.views.evidence.papers import sheet, word

Key = Qt.Key


@pytest.fixture
def inbox(filled: Driver, tmp_path: Path) -> Driver:
    """The inbox with four files, all compared."""
    folder = tmp_path / "资料"
    word(folder / "应急疏散演练方案.docx", "每月开展一次应急疏散演练，完善门卫管理制度。")
    word(folder / "新建 Microsoft Word 文档.docx", "食堂负责人陪餐制度落实情况")
    sheet(folder / "心理筛查名单.xlsx", ("姓名", "心理健康筛查"))
    (folder / "zzz.txt").write_text("qwerty uiop")
    filled.main.actions.inbox.trigger()
    filled.drop(page(filled), [folder])
    filled.until(lambda: len(page(filled).files.files.rows) == 4)
    filled.until(lambda: len(page(filled)._places) == 4 and page(filled).state.text() == "")
    return filled


def page(window: Driver) -> InboxPage:
    return window.main.evidence.rooms.inbox.page


def left(window: Driver) -> list[str]:
    return [row.name for row in window.main.evidence.shelf.inbox()]


def shown(window: Driver) -> list[str]:
    return [row.name for row in page(window).files.files.rows]


def press(window: Driver, key: Key) -> None:
    QTest.keyClick(page(window).files, key)


def test_an_empty_inbox_teaches(filled: Driver) -> None:
    filled.main.actions.inbox.trigger()
    assert page(filled).isVisible()
    assert page(filled)._choose_first.isVisible()
    assert filled.main.work.sidebar.list.currentIndex().data() == "材料收件箱"
    assert not filled.main.work.panel.isVisible()


def test_the_left_side_counts_the_inbox(inbox: Driver) -> None:
    (entry,) = [one for one in inbox.main.work.sidebar.model.entries if one.words == "材料收件箱"]
    assert entry.count == 4


def test_the_surest_come_first_and_enter_accepts(inbox: Driver) -> None:
    scores = [page(inbox)._best(row.id) for row in page(inbox).files.files.rows]
    assert scores == sorted(scores, reverse=True)
    assert shown(inbox)[-1] == "zzz.txt"
    page(inbox).files.go_to(next(r.id for r in page(inbox).files.files.rows if r.name.startswith("应急")))
    page(inbox)._touched = True
    after = shown(inbox)[shown(inbox).index("应急疏散演练方案.docx") + 1]
    press(inbox, Key.Key_Return)
    assert "应急疏散演练方案.docx" not in left(inbox)
    assert inbox.item("加强校园安全").evidence_count == 1
    current = page(inbox).files.current_row()
    assert current is not None
    assert current.name == after, "it goes on to the next"
    inbox.main.actions.undo.trigger()
    assert inbox.item("加强校园安全").evidence_count == 0
    assert "应急疏散演练方案.docx" in left(inbox)


def test_a_files_text_counts_where_its_name_says_nothing(inbox: Driver) -> None:
    page(inbox).files.go_to(next(r.id for r in page(inbox).files.files.rows if r.name.startswith("新建")))
    assert page(inbox).likely.offered.choices[0].words == "5. 规范食堂管理"


def test_a_number_accepts_that_point(inbox: Driver) -> None:
    choices = page(inbox).likely.offered.choices
    if len(choices) < 2:
        page(inbox).files.step(1)
        choices = page(inbox).likely.offered.choices
    assert len(choices) > 1
    row = page(inbox).files.current_row()
    assert row is not None
    press(inbox, Key.Key_2)
    assert [one.item_id for one in inbox.main.evidence.shelf.where(row.id)] == [choices[1].item_id]


def test_another_point_is_found_by_pinyin(inbox: Driver) -> None:
    page(inbox).files.go_to(next(r.id for r in page(inbox).files.files.rows if r.name == "zzz.txt"))
    assert page(inbox).nowhere.isVisible()
    press(inbox, Key.Key_Slash)
    QTest.keyClicks(page(inbox).search, "ldjy")
    assert page(inbox).likely.offered.choices[0].words == "2. 办好劳动教育"
    QTest.keyClick(page(inbox).search, Key.Key_Return)
    assert inbox.item("办好劳动教育").evidence_count == 1
    assert page(inbox).search.text() == ""


def test_delete_bins_and_the_arrow_skips(inbox: Driver) -> None:
    first = page(inbox).files.current_row()
    press(inbox, Key.Key_Right)
    second = page(inbox).files.current_row()
    assert first is not None
    assert second is not None
    assert first.id != second.id
    press(inbox, Key.Key_Delete)
    assert second.name not in left(inbox)
    assert [row.name for row in inbox.main.evidence.shelf.binned()] == [second.name]
    inbox.click(inbox.main.notice.first)
    assert second.name in left(inbox)


def test_all_likely_ones_are_accepted_at_once(inbox: Driver) -> None:
    pairs = page(inbox)._likely_pairs()
    assert pairs
    assert page(inbox).accept_all.text() == f"全部接受很可能的 {len(pairs)} 份"
    inbox.click(page(inbox).accept_all)
    assert len(left(inbox)) == 4 - len(pairs)
    inbox.click(inbox.main.notice.first)
    assert len(left(inbox)) == 4


def test_keys_stay_in_the_inbox_through_accepting_and_undoing(inbox: Driver) -> None:
    frame, files, work = inbox.program.frame, page(inbox).files, inbox.main.work
    work.tree.setFocus()
    work.reveal([inbox.item("加强校园安全").id])
    inbox.main.actions.inbox.trigger()
    inbox.click(page(inbox).accept_all)
    assert frame.focusWidget() is files
    inbox.click(inbox.main.notice.first)
    assert (len(left(inbox)), work.page_shown, frame.focusWidget()) == (4, page(inbox), files)
    inbox.click(page(inbox).accept_all)
    inbox.main.actions.undo.trigger()
    assert (len(left(inbox)), work.page_shown, frame.focusWidget()) == (4, page(inbox), files)


def test_keys_stay_where_the_last_file_went_and_came_back(inbox: Driver) -> None:
    frame, files = inbox.program.frame, page(inbox).files
    files.selectAll()
    press(inbox, Key.Key_Delete)
    assert left(inbox) == []
    assert frame.focusWidget() is page(inbox)._choose_first
    inbox.main.actions.undo.trigger()
    assert (len(left(inbox)), frame.focusWidget()) == (4, files)


def test_the_way_back_goes_with_the_next_action(inbox: Driver) -> None:
    """A later change is never what the button of an earlier one takes back."""
    main = inbox.main
    press(inbox, Key.Key_Return)
    assert len(left(inbox)) == 3
    assert main.notice.isVisible()
    row = inbox.go_to("办好劳动教育")
    inbox.type_into(main.work.panel.narrative, "已经办好")
    inbox.click(main.notice.first)  # typed, not yet stored
    assert inbox.stored("办好劳动教育").narrative == "已经办好"
    assert len(left(inbox)) == 3
    assert not main.notice.isVisible()
    main.evidence.binning.put([main.evidence.shelf.inbox()[0].id])
    assert main.notice.isVisible()
    main.evidence.shelf.unbin([one.id for one in main.evidence.shelf.binned()])
    assert not main.notice.isVisible()
    assert main.desk.tree[row.id].narrative == "已经办好"


def test_a_number_typed_leads_to_its_own_point_first(inbox: Driver) -> None:
    inbox.main.desk.set_fields([inbox.item("开好思政课").id], {"title": "开好思政课5场"})
    press(inbox, Key.Key_Slash)
    QTest.keyClicks(page(inbox).search, "5")
    words = [one.words for one in page(inbox).likely.offered.choices]
    assert words[0].startswith("5. 规范食堂管理")
    assert "1. 开好思政课5场" in words


def test_several_chosen_files_go_together(inbox: Driver) -> None:
    page(inbox).files.selectAll()
    page(inbox).likely.taken.emit(inbox.item("开好思政课").id)
    assert inbox.item("开好思政课").evidence_count == 4
    assert left(inbox) == []
    assert page(inbox)._choose_first.isVisible()


def test_files_that_were_here_before_are_told_and_stay_told(inbox: Driver, tmp_path: Path) -> None:
    new = tmp_path / "新的.docx"
    word(new, "校园安全工作总结")
    assert inbox.main.notice.words.text() == "收到 4 份。"
    inbox.drop(page(inbox), [new, tmp_path / "资料" / "zzz.txt"])
    inbox.until(lambda: len(left(inbox)) == 5 and inbox.main.notice.isVisible())
    assert inbox.main.notice.words.text().startswith("收到 2 份，其中 1 份以前收到过")
    inbox.main.notice.hide()
    empty = tmp_path / "空的.txt"
    empty.write_bytes(b"")
    inbox.drop(page(inbox), [empty, tmp_path / "资料" / "zzz.txt"])
    inbox.until(lambda: "以前收到过" in inbox.main.notice.words.text() and inbox.main.notice.isVisible())
    assert inbox.main.notice.words.text().startswith("添加了 0 个文件，另有 1 个没有添加")


def test_folders_are_remembered_as_long_as_a_file_is_left(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "inbox.json", read_only=False)
    folders.note({"a": ("运动会",), "b": ("演练", "照片")}, ["a", "b"])
    again = Folders(tmp_path / "inbox.json", read_only=False)
    assert again.of("b") == ("演练", "照片")
    again.note({}, ["b"])
    assert Folders(tmp_path / "inbox.json", read_only=True).of("a") == ()
    (tmp_path / "inbox.json").write_text("[1")
    assert Folders(tmp_path / "inbox.json", read_only=True).of("b") == ()


def test_how_sure_in_words() -> None:
    assert sureness(0.9) is Sureness.LIKELY
    assert sureness(0.4).words == "可能"
    assert sureness(0.1).words == "不确定"


def test_files_are_dropped_on_the_inbox_at_the_left_and_nowhere_else_there(
    filled: Driver, tmp_path: Path
) -> None:
    sidebar = filled.main.work.sidebar
    words = [entry.words for entry in sidebar.model.entries]
    rects = {word: sidebar.list.visualRect(sidebar.model.index(at)) for at, word in enumerate(words)}
    papers = [word(tmp_path / "散页.docx", "散页")]
    assert not filled.drop(sidebar.list.viewport(), papers, rects["已完成"].center())
    assert filled.drop(sidebar.list.viewport(), papers, rects["材料收件箱"].center())
    filled.until(lambda: left(filled) == ["散页.docx"])
