"""One writer: a second window may look and print, is told who writes, and takes over when that is over."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.models import operations, queries
from desktop_app.models.opening import mark_closing
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import imported
from tests.views.conftest import Start
from tests.views.driving import Driver

OTHER = """
import sys
import threading
from pathlib import Path
from PySide6.QtCore import QMetaObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.app import Program, dress
app = QApplication([])
dress(app)
folder, own = Path(sys.argv[1]), Path(sys.argv[2])
program = Program(app, folder, QSettings(str(own / "w.ini"), QSettings.Format.IniFormat), own)
QTimer.singleShot(0, program.frame.show)
watch = QTimer()
def tell():
    if program.main:
        watch.stop()
        print("open", flush=True)
watch.timeout.connect(tell)
watch.start(20)
def close_when_told():
    sys.stdin.readline()
    QMetaObject.invokeMethod(program.frame, "close", Qt.ConnectionType.QueuedConnection)
threading.Thread(target=close_when_told, daemon=True).start()
app.exec()
program.stop()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "工作区") as workspace:
        imported(workspace, tmp_path)
    return workspace.folder


@contextmanager
def other_window(folder: Path, own: Path) -> Iterator["subprocess.Popen[str]"]:
    """Open the workspace in the window of another process."""
    own.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder), str(own)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "open"
        yield process
    finally:
        process.kill()
        process.communicate()


def try_again(driver: Driver) -> None:
    banner = driver.main.safekeeping.banner
    assert banner.first.text() == "再试一次"
    driver.click(banner.first)


def test_a_second_window_looks_and_prints_says_who_writes_and_takes_over(
    start: Start, folder: Path, tmp_path: Path
) -> None:
    with other_window(folder, tmp_path / "other") as other:
        driver = start(folder)
        main = driver.main
        said = main.safekeeping.banner.words.text()
        assert "正在另一个窗口中打开（" in said
        assert " 起）" in said
        assert "可以查看和打印，不能修改" in said
        assert main.actions.report.isEnabled()
        try_again(driver)
        assert not main.desk.editable
        assert main.safekeeping.banner.isVisible()
        other.communicate("close\n")
        try_again(driver)
        driver.until(lambda: driver.program.main is not main and driver.program.main is not None)
        assert driver.main.desk.editable
        assert not driver.main.safekeeping.banner.isVisible()
        assert "现在可以修改了" in driver.main.notice.words.text()


@pytest.mark.usefixtures("bound")
def test_tables_that_may_not_be_written_are_said_at_the_opening_and_taken_over(
    start: Start, folder: Path
) -> None:
    (folder / FILE).chmod(0o400)
    driver = start(folder)
    main, said = driver.main, driver.main.safekeeping.banner.words
    assert "不能写入，里面的内容没有改动。请让管电脑的老师开通写入权限，或在" in said.text()
    assert "可以查看和打印，不能修改" in said.text()
    try_again(driver)
    assert driver.program.main is main
    assert not main.desk.editable
    (folder / FILE).chmod(0o600)
    try_again(driver)
    driver.until(lambda: driver.program.main is not main and driver.program.main is not None)
    assert driver.main.desk.editable


def test_a_lock_left_by_a_crash_is_taken_over_silently(start: Start, folder: Path, tmp_path: Path) -> None:
    with other_window(folder, tmp_path / "other") as other:
        other.kill()
        other.wait()
    driver = start(folder)
    assert driver.main.desk.editable
    assert not driver.main.safekeeping.banner.isVisible()
    assert "上次没有正常关闭：数据已全部检查，完好。" in driver.main.notice.words.text()


def test_a_window_that_only_makes_its_last_backup_is_waited_for(start: Start, folder: Path) -> None:
    first = Workspace.open(folder)
    mark_closing(folder)
    driver = start(folder, wait=False)
    driver.until(lambda: driver.program.entry is not None)
    driver.bot.wait(400)
    assert driver.program.main is None
    first.close()
    driver.until(lambda: driver.program.main is not None)
    assert driver.main.desk.editable


def test_everything_can_be_printed_where_one_may_only_look(start: Start, folder: Path) -> None:
    with Workspace.open(folder) as first:
        operations.set_school(first, name="实验小学")
        driver = start(folder)
        driver.main.actions.report.trigger()
        driver.until(lambda: driver.main.reports.proofs.proof is not None)
        assert driver.main.reports.shown
        assert queries.school(driver.main.desk.workspace).name == "实验小学"
        driver.main.reports.close()
