import sqlite3
from contextlib import closing
from datetime import datetime

from desktop_app.models import backups
from desktop_app.models.backup_keeper import BackupState
from desktop_app.models.workspace import FILE
from desktop_app.views.safekeeping.foot import words_of
from tests.views.driving import Driver

NOON = datetime(2026, 5, 4, 12)


def test_the_status_line_says_when_the_last_backup_was_made(filled: Driver) -> None:
    workspace = filled.main.desk.workspace
    workspace.back_up_inside()
    filled.until(lambda: bool(backups.listed(workspace.folder)))
    filled.main.safekeeping.foot.show_state()
    made = backups.listed(workspace.folder)[0].moment
    assert filled.main.safekeeping.foot.button.text() == f"备份：今天 {made:%H:%M}"
    assert filled.main.safekeeping.foot.button.isVisible()


def test_what_is_wanted_or_failed_is_said_first() -> None:
    assert words_of(BackupState(None, None, False, ""), NOON) == "还没有备份"
    assert words_of(BackupState(NOON, None, False, ""), NOON) == "备份：今天 12:00"
    assert words_of(BackupState(datetime(2026, 5, 3), None, False, ""), NOON) == "备份：2026-05-03"
    assert words_of(BackupState(NOON, None, True, ""), NOON) == "请备份到 U 盘"
    assert words_of(BackupState(NOON, None, True, "坏了"), NOON) == "备份没有成功"
    assert words_of(BackupState(NOON, None, True, "", doubt="不一致"), NOON) == "请和备份核对"


def test_a_flipped_letter_is_said_once_in_a_sentence(filled: Driver) -> None:
    main = filled.main
    workspace, foot = main.desk.workspace, main.safekeeping.foot
    with closing(sqlite3.connect(workspace.folder / FILE)) as raw, raw:
        raw.execute("UPDATE item SET narrative = '每月7次' WHERE title = '开好思政课'")
    workspace.back_up_inside()
    filled.until(lambda: bool(workspace.backup_state.doubt))
    foot.show_state()
    assert "（“开好思政课”），可能是磁盘出错" in main.notice.words.text()
    assert foot.button.text() == "请和备份核对"
    main.notice.close_button.click()
    foot.show_state()
    assert not main.notice.isVisible()
