"""Closing: the window is gone at once, the last backup is made after it; being killed then loses nothing."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from desktop_app.models import backups, queries
from desktop_app.models.opening import OPEN, is_closing
from desktop_app.models.workspace import Workspace
from desktop_app.resources import RESOURCES
from tests.models.samples import imported
from tests.views.driving import Driver

CLOSING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.app import Program, dress
from desktop_app.models import backups
app = QApplication([])
dress(app)
folder, own = Path(sys.argv[1]), Path(sys.argv[2])
program = Program(app, folder, QSettings(str(own / "w.ini"), QSettings.Format.IniFormat), own)
make = backups.make
def slowly(*words):
    print("gone" if not program.frame.isVisible() else "there", flush=True)
    time.sleep(3600)
    return make(*words)
watch = QTimer()
def work():
    if program.main:
        watch.stop()
        desk = program.main.desk
        desk.set_fields([desk.tree.points()[0].id], {"narrative": "关窗前写的"})
        desk.workspace._keeper._wait()
        backups.make = slowly
        desk.set_fields([desk.tree.points()[1].id], {"narrative": "最后写的"})
        program.frame.close()
watch.timeout.connect(work)
watch.start(20)
program.frame.show()
app.exec()
program.stop()
"""


def test_the_window_is_gone_at_once_and_the_backup_is_made_after_it(filled: Driver) -> None:
    program, workspace = filled.program, filled.main.desk.workspace
    before = len(backups.listed(workspace.folder))
    filled.click_sign("规范食堂管理")
    program.frame.close()
    assert not program.frame.isVisible()
    assert len(backups.listed(workspace.folder)) <= before + 1  # the first of the day may be under way
    program.stop()
    made = backups.listed(workspace.folder)
    assert made
    assert not (workspace.folder / OPEN).exists()


def test_words_that_could_not_be_stored_are_asked_about_before_the_window_closes(filled: Driver) -> None:
    main, row = filled.main, filled.go_to("开好思政课")
    filled.type_into(main.work.panel.narrative, "写了一半")
    workspace = main.desk.workspace
    workspace.read_only = True  # as where the disk refuses: nothing can be stored
    main.frame.close()
    assert main.frame.isVisible()
    box = main.dialogs.current
    assert isinstance(box, QMessageBox)
    assert "没有保存成" in box.text()
    next(button for button in box.buttons() if button.text() == "先不关闭").click()
    workspace.read_only = False
    main.frame.close()
    assert not main.frame.isVisible()
    assert queries.rows(workspace, [row.id])[0].narrative == "写了一半"


def test_killed_during_the_backup_at_the_close_nothing_is_lost(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "工作区") as workspace:
        imported(workspace, tmp_path)
    folder = workspace.folder
    process = subprocess.Popen(
        [sys.executable, "-c", CLOSING, str(folder), str(tmp_path / "logs")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=RESOURCES.parent,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "gone"
    assert is_closing(folder)
    process.kill()
    process.communicate()
    with Workspace.open(folder) as again:
        assert "数据已全部检查，完好" in again.notice
        row = queries.checklists(again)[0]
        points = queries.tree(again, row.id).points()
        assert [point.narrative for point in points[:2]] == ["关窗前写的", "最后写的"]
    assert not list((folder / "backups").glob(".yaodian*"))
