"""Take a picture of each screen of the window, for the manual and to look at.

    python docs/screenshots.py FOLDER [--document FILE] [--dark] [--size 1366x768] [--font system]

Runs on whatever screen there is, Xvfb or `QT_QPA_PLATFORM=offscreen` included. The document (the sample, if
none is named) is imported into a workspace made for the purpose and thrown away afterwards.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QUrl
from PySide6.QtWidgets import QApplication

from desktop_app.app import Program, bundled_family, dress
from desktop_app.models import operations
from desktop_app.models.values import Verdict
from desktop_app.resources import SAMPLE
from desktop_app.views.main_window import MainWindow
from desktop_app.views.notice import Kind
from desktop_app.views.places import Place

PATIENCE = 20.0  # seconds that any step may take
VERDICTS = (Verdict.ACHIEVED, Verdict.ACHIEVED, Verdict.MOSTLY_ACHIEVED, Verdict.NOT_ACHIEVED)
LEADS = ("德育处", "教导处", "总务处", "党支部")
NARRATIVE = (
    "3月、9月各组织一次专题学习，覆盖全部28个班级；4月开展校外研学，师生1,240人次参加，"
    "形成课例12篇，其中3篇在区里交流。"
)


class Photographer:
    """Walks through the window and saves what it shows as numbered pictures."""

    def __init__(self, app: QApplication, program: Program, folder: Path) -> None:
        self._app = app
        self._program = program
        self._folder = folder
        self._number = 0

    @property
    def main(self) -> MainWindow:
        """The window at work."""
        main = self._program.main
        assert main is not None
        return main

    def wait(self, ready: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + seconds
        while not ready() and time.monotonic() < end:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def take(self, name: str) -> None:
        """Save what the window shows now."""
        self.wait(lambda: False, 0.3)
        self._number += 1
        self._program.frame.grab().save(str(self._folder / f"{self._number:02}-{name}.png"))

    def walk(self, document: Path) -> None:
        """Go through all screens."""
        self.wait(lambda: self._program.main)
        self.take("welcome")
        main = self.main
        main.errands.read(document)
        self.wait(lambda: main.flows.under_review)
        self.take("review")
        main.review.warnings.setCurrentRow(0)
        self.take("review-warning")
        main.review.accept.click()
        self.wait(lambda: main.desk.opened)
        self.take("checklist-new")
        self.fill_in()
        self.take("checklist")
        self.look_around()
        main.office.edit_school()
        self.take_dialog("school")
        main.dialogs.show_about()
        self.take_dialog("about")
        done = QUrl()
        main.notice.show_words(
            Kind.DONE,
            "已生成“自评报告.pdf”：条目 168 个，佐证材料 3 份。",
            ("打开", done),
            ("打开所在文件夹", done),
        )
        self.take("report-made")
        main.notice.show_words(
            Kind.ERROR, "无法写入“自评报告.pdf”，原有文件没有改动。文件可能正被 WPS 打开。"
        )
        self.take("refusal")

    def take_dialog(self, name: str) -> None:
        """Save the dialog that is open, and close it."""
        dialog = self.main.dialogs.current
        assert dialog is not None
        self.wait(lambda: False, 0.3)
        self._number += 1
        dialog.grab().save(str(self._folder / f"{self._number:02}-{name}.png"))
        dialog.close()

    def fill_in(self) -> None:
        """Let the school have worked for some months."""
        main, desk = self.main, self.main.desk
        points = [row.id for row in desk.tree.points()]
        leaves = [row.id for row in desk.tree.walk() if not desk.tree.children(row.id)]
        desk.tick(leaves[: len(leaves) // 3], True)
        desk.tick(leaves[len(leaves) // 3 : len(leaves) // 2 : 2], True)
        for number, point in enumerate(points[:12]):
            verdict = VERDICTS[number % len(VERDICTS)]
            desk.set_fields([point], {"verdict": verdict, "lead": LEADS[number % len(LEADS)]})
        desk.set_fields(
            [points[5]], {"verdict": Verdict.NOT_APPLICABLE, "verdict_reason": "本校没有这项工作"}
        )
        desk.set_fields(points[2:4], {"due": date(date.today().year, 6, 30)})
        desk.set_fields([points[13]], {"due": date(date.today().year - 1, 12, 31)})
        desk.set_fields([points[0]], {"narrative": NARRATIVE, "problem": "个别班级安排偏晚。"})
        operations.set_school(desk.workspace, name="云溪区实验小学", principal="李老师")
        evidence = sorted((SAMPLE / "evidence").iterdir())[:3]
        main.flows.copy_files([points[0]], evidence)
        self.wait(lambda: desk.tree[points[0]].evidence_count == len(evidence))
        main.work.tree.open_rows(points[:2])
        main.work.reveal([points[0]])

    def look_around(self) -> None:
        """Search, and look at the views."""
        main = self.main
        main.bar.search.setText("安全")
        self.take("find")
        main.bar.search.setText("没有的词")
        self.take("find-nothing")
        main.bar.search.clear()
        main.work.choose_place(Place.LACKING)
        self.take("lacking")
        main.work.choose_place(Place.ALL)
        main.work.panel.verticalScrollBar().setValue(10_000)
        self.take("panel-end")
        main.work.panel.verticalScrollBar().setValue(0)


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--document", type=Path, default=next(SAMPLE.glob("*.txt")))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--font", choices=("bundled", "system"), default="bundled")
    words = parser.parse_args()
    words.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    dress(app)
    if words.font == "bundled":
        font = app.font()
        font.setFamilies([bundled_family()])
        app.setFont(font)
    with TemporaryDirectory() as place:
        settings = QSettings(str(Path(place) / "window.ini"), QSettings.Format.IniFormat)
        program = Program(app, Path(place) / "workspace", settings, Path(place) / "logs")
        program.theme.use(words.dark)
        program.frame.resize(*map(int, words.size.split("x")))
        program.frame.show()
        Photographer(app, program, words.folder).walk(words.document)
        program.frame.close()
        program.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
