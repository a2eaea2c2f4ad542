"""Start of the window to its first paint, against a bare PySide6 window with one tree."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, compare
from desktop_app.documents import read_outline
from desktop_app.models import operations
from desktop_app.models.workspace import Workspace
from desktop_app.resources import SAMPLE

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication([])
window = Window()
tree = QTreeView()
model = QStandardItemModel()
for i in range(200):
    model.appendRow(QStandardItem(f"row {i}"))
tree.setModel(model)
window.setCentralWidget(tree)
window.resize(1200, 700)
window.show()
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QObject, QEvent, QTimer
from desktop_app import app
class Quitter(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.window().isVisible():
            QTimer.singleShot(0, app_quit)
        return False
def app_quit():
    from PySide6.QtWidgets import QApplication
    QApplication.quit()
quitter = Quitter()
def watch():
    from PySide6.QtWidgets import QApplication
    QApplication.instance().installEventFilter(quitter)
QTimer.singleShot(0, watch)
raise SystemExit(app.run(Path(sys.argv[1]), []))
"""


def figures() -> Iterator[Figure]:
    """Measure the start with the sample's checklist open."""
    with TemporaryDirectory() as folder:
        workspace_folder = Path(folder) / "workspace"
        document = next(SAMPLE.glob("*.txt"))
        with Workspace.create(workspace_folder) as workspace:
            operations.import_outline(workspace, read_outline(document), workspace.vault.store(document))
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder}

        def run(code: str, *words: str) -> None:
            subprocess.run([sys.executable, "-c", code, *words], env=environment, check=True, timeout=60)

        run(OURS, str(workspace_folder))
        mine, theirs = compare(lambda: run(OURS, str(workspace_folder)), lambda: run(BARE), 9)
    yield Figure(
        "start to first paint against a bare window", mine / theirs, 1.5, f"{mine:.2f} s, bare {theirs:.2f} s"
    )
