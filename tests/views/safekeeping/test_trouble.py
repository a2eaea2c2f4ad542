"""Trouble in plain words, in a real window: what happened, what is safe, what to do; nothing crashes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.models import queries
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.views.widgets.notice import Kind
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.safekeeping.test_backups import choose


def driver_of(workspace: Workspace) -> sqlite3.Connection:
    """Return the connection that the window writes by; it is asked what a full or failing disk would say."""
    with workspace._engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        return raw


def _fill_disk(workspace: Workspace) -> Callable[[], object]:
    raw = driver_of(workspace)
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={pages}")
    return lambda: raw.execute("PRAGMA max_page_count=1000000")


def _forbid(workspace: Workspace) -> Callable[[], object]:
    driver_of(workspace).execute("PRAGMA query_only=ON")
    return lambda: None  # the next try opens the file anew, as one has to that was opened without the right


def _occupy(workspace: Workspace) -> Callable[[], object]:
    driver_of(workspace).execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(workspace.folder / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (_fill_disk, "磁盘空间不足，这一步没有保存，之前的内容都在。请清理磁盘后再试。"),
        (_forbid, "没有写入工作区的权限，这一步没有保存，之前的内容都在。"),
        (_occupy, "工作区正被别的程序占用，这一步没有保存，之前的内容都在。请稍后再试。"),
    ],
    ids=["a full disk", "a folder that became read-only", "in use by another program"],
)
def test_what_cannot_be_saved_is_said_stays_in_the_window_and_is_saved_when_it_can(
    filled: Driver, break_it: Callable[[Workspace], Callable[[], object]], said: str
) -> None:
    main = filled.main
    workspace = main.desk.workspace
    filled.choose("开好思政课")
    mend = break_it(workspace)
    words = "很长的一段" * 400
    main.work.panel.narrative.setPlainText(words)
    main.work.panel.flush()
    filled.until(main.notice.isVisible)
    assert said in main.notice.words.text()
    assert filled.item("开好思政课").narrative == ""
    assert main.work.panel.narrative.toPlainText() == words
    mend()
    main.work.panel.flush()
    assert filled.item("开好思政课").narrative == words


def test_a_name_that_is_too_long_is_said(filled: Driver, tmp_path: Path) -> None:
    copying = filled.main.safekeeping.copying
    copying.save()
    choose(filled, tmp_path / ("很长的名称" * 60 + ".yaodian"))
    filled.until(filled.main.notice.isVisible)
    assert "的名称太长，没有备份，工作区没有改动" in filled.main.notice.words.text()
    assert not list(tmp_path.glob("*.yaodian"))


def test_a_stick_that_is_not_there_is_said(filled: Driver, tmp_path: Path) -> None:
    filled.main.safekeeping.copying.pack_to(tmp_path / "没有" / "a.yaodian")
    filled.until(filled.main.notice.isVisible)
    assert "请检查 U 盘是否插好" in filled.main.notice.words.text()


def test_a_copy_into_the_workspace_itself_is_refused(filled: Driver) -> None:
    folder = filled.main.desk.workspace.folder
    filled.main.safekeeping.copying.pack_to(folder / "a.yaodian")
    filled.until(filled.main.notice.isVisible)
    assert "工作区文件夹以外" in filled.main.notice.words.text()
    assert not (folder / "a.yaodian").exists()


def test_a_copy_from_before_that_is_held_open_stays_and_the_new_one_is_beside(
    filled: Driver, tmp_path: Path
) -> None:
    held = tmp_path / "KINGSTON" / "学校.yaodian"
    held.mkdir(parents=True)  # what may not be replaced, on every system
    (held / "x").write_text("", "utf-8")
    filled.main.safekeeping.copying.pack_to(held.with_name("学校 (2).yaodian"), held)
    filled.until(filled.main.notice.isVisible)
    assert "学校 (2).yaodian" in filled.main.notice.words.text()
    assert (held / "x").exists()
    assert held.with_name("学校 (2).yaodian").exists()


def test_an_unclean_end_is_said_quietly_with_what_was_checked_and_tidied(
    start: Start, filled: Driver
) -> None:
    folder = filled.main.desk.workspace.folder
    copy = folder.with_name("断电")
    _copy_as_a_power_cut_leaves_it(folder, copy)
    driver = start(copy)
    assert "上次没有正常关闭：数据已全部检查，完好。" in driver.main.notice.words.text()
    assert driver.main.desk.editable
    driver.click(driver.main.notice.close_button)
    assert not driver.main.notice.isVisible()


def _copy_as_a_power_cut_leaves_it(folder: Path, copy: Path) -> None:
    for path in folder.rglob("*"):
        target = copy / path.relative_to(folder)
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif path.name != "yaodian.lock":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def test_a_close_without_a_backup_is_said_at_the_next_start(start: Start, filled: Driver) -> None:
    workspace = filled.main.desk.workspace
    workspace.back_up_inside()
    filled.until(lambda: list((workspace.folder / "backups").glob("*.db")))
    filled.click_sign("规范食堂管理")
    backups = workspace.folder / "backups"
    kept = backups.with_name("kept")
    backups.rename(kept)
    backups.write_text("no folder", "utf-8")  # nothing can be written in it
    filled.program.frame.close()
    filled.program.stop()
    backups.unlink()
    kept.rename(backups)
    assert "关闭时没有备份成" in start(workspace.folder).main.notice.words.text()


def test_a_wrong_clock_is_said(start: Start, filled: Driver) -> None:
    folder = filled.main.desk.workspace.folder
    filled.program.frame.close()
    filled.program.stop()
    with closing(sqlite3.connect(folder / FILE)) as tables, tables:
        tables.execute("UPDATE journal_entry SET at = '2093-01-01 08:00:00.000000'")
    words = start(folder).main.notice.words.text()
    assert "请核对电脑的日期和时间" in words
    assert "内容没有受影响" in words


def test_several_things_to_say_are_said_one_after_the_other(filled: Driver) -> None:
    keeping, notice = filled.main.safekeeping, filled.main.notice
    keeping.say(Kind.WARNING, "一")
    keeping.say(Kind.WARNING, "二")
    assert notice.words.text() == "一"
    filled.click(notice.close_button)
    assert notice.isVisible()
    assert notice.words.text() == "二"
    filled.click(notice.close_button)
    assert not notice.isVisible()
    assert queries.checklists(filled.main.desk.workspace)
