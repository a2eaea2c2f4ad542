"""A bug: written down with versions and without people's data, the window stays, the report can be copied."""

import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app import __version__
from desktop_app.errors import YaodianError
from desktop_app.views.safekeeping.alarm import where_it_was, without_folders
from desktop_app.views.safekeeping.fault_dialog import FaultDialog
from tests.views.conftest import Start
from tests.views.driving import Driver

SECRET = "张三老师的考核"


def record_of(driver: Driver) -> FaultDialog:
    """Open the record by the notice's button."""
    driver.click(driver.main.notice.first)
    dialog = driver.main.dialogs.current
    assert isinstance(dialog, FaultDialog)
    return dialog


def test_a_bug_on_any_thread_is_told_and_the_window_stays(filled: Driver) -> None:
    filled.fault_expected = True
    notice = filled.main.notice

    def fail() -> None:
        raise ZeroDivisionError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    filled.until(notice.isVisible)
    assert "已经保存的内容不受影响" in notice.words.text()
    notice.hide()
    QTimer.singleShot(0, fail)
    filled.until(notice.isVisible)
    filled.click_sign("开好思政课")
    assert filled.main.desk.undo_name is not None


def test_the_report_of_a_bug_has_versions_and_no_data_of_people_and_can_be_copied(filled: Driver) -> None:
    filled.fault_expected = True

    def fail() -> None:
        try:
            raise OSError(28, SECRET, SECRET)
        except OSError as error:
            raise ValueError(f"cannot do {SECRET}") from error

    QTimer.singleShot(0, fail)
    filled.until(filled.main.notice.isVisible)
    alarm = filled.program.alarm
    assert alarm is not None
    dialog = record_of(filled)
    filled.click(dialog.copy)
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.text.toPlainText()
    for record in (copied, alarm.faults.read_text("utf-8")):
        assert f"yaodian {__version__}, Python " in record
        assert "OSError 28" in record
        assert "builtins.ValueError" in record
        assert "test_alarm.py" in record
        assert SECRET not in record
        assert str(Path(__file__).parent) not in record
    dialog.accept()


def test_trouble_that_nobody_caught_is_told_in_its_own_words_and_is_no_bug(filled: Driver) -> None:
    def trouble() -> None:
        raise YaodianError("磁盘空间不足，这一步没有保存。")

    QTimer.singleShot(0, trouble)
    filled.until(filled.main.notice.isVisible)
    assert filled.main.notice.words.text() == "磁盘空间不足，这一步没有保存。"
    assert filled.program.alarm is not None
    assert not filled.program.alarm.faults.exists()


def test_what_faulthandler_noted_is_shown_at_the_next_start(start: Start, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    fault = (
        'Fatal Python error: Segmentation fault\n  File "C:\\Users\\张三\\app\\desktop_app\\run.py", line 1'
    )
    (logs / "running.txt").write_text(fault, "utf-8")
    driver = start(tmp_path / "工作区")
    assert "没有正常结束" in driver.main.notice.words.text()
    dialog = record_of(driver)
    said = dialog.text.toPlainText()
    assert said.startswith(f"yaodian {__version__}, ")
    assert 'Segmentation fault\n  File "desktop_app/run.py", line 1' in said
    dialog.accept()


def test_a_crash_leaves_its_trace_in_the_file_that_is_shown(tmp_path: Path) -> None:
    code = (
        "import faulthandler, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop_app.views.safekeeping.alarm import Alarm; app = QCoreApplication([]);"
        "alarm = Alarm(Path(sys.argv[1])); alarm.install(); faulthandler._sigsegv()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, capture_output=True)
    assert done.returncode != 0
    assert "most recent call first" in (tmp_path / "running.txt").read_text("utf-8")


def test_only_the_last_faults_are_kept(filled: Driver) -> None:
    filled.fault_expected = True
    alarm = filled.program.alarm
    assert alarm is not None
    alarm.faults.write_bytes(b"x" * 1_000_000)

    def fail() -> None:
        raise KeyError

    QTimer.singleShot(0, fail)
    filled.until(filled.main.notice.isVisible)
    assert alarm.faults.stat().st_size < 300_000
    assert "builtins.KeyError" in alarm.faults.read_text("utf-8")


def test_folders_of_this_computer_are_left_out() -> None:
    assert without_folders('File "/home/张三/x/desktop_app/views/a.py", line 3') == (
        'File "desktop_app/views/a.py", line 3'
    )
    assert without_folders('File "D:\\\\张三\\\\b.py"') == 'File "b.py"'
    assert where_it_was(RuntimeError(SECRET)) == "builtins.RuntimeError\n"
