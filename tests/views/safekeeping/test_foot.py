from datetime import datetime

from desktop_app.models import backups
from desktop_app.models.backup_keeper import BackupState
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
    assert words_of(BackupState(None, None, False, ""), NOON) == "数据安全"
    assert words_of(BackupState(NOON, None, False, ""), NOON) == "备份：今天 12:00"
    assert words_of(BackupState(datetime(2026, 5, 3), None, False, ""), NOON) == "备份：2026-05-03"
    assert words_of(BackupState(NOON, None, True, ""), NOON) == "请备份到 U 盘"
    assert words_of(BackupState(NOON, None, True, "坏了"), NOON) == "备份没有成功"
