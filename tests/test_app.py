"""The program as a whole: how it starts, what it does in trouble."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app.app import chosen_font
from desktop_app.models.workspace import Workspace
from desktop_app.resources import RESOURCES
from desktop_app.views.frame import Frame
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import SMALLEST_TEXT
from desktop_app.views.work import Cancelled, OnProgress
from tests.views.conftest import Start, filled, start, window
from tests.views.driving import Driver

__all__ = ["filled", "start", "window"]

FIRST_SCREEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.app import Program, dress
app = QApplication([])
dress(app)
folder = Path(sys.argv[1])
program = Program(app, folder / "workspace", QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat), folder)
def names():
    return {name.partition(".")[0] for name in sys.modules}
program.frame.first_painted.disconnect(program.open)
def painted():
    QTimer.singleShot(0, app.quit)  # whatever happens next
    print(*sorted({"sqlalchemy", "filelock", "concurrent"} & names()))
    program.open()
    print(*sorted({"alembic", "openpyxl", "reportlab", "docx"} & names()))
program.frame.first_painted.connect(painted)
program.frame.show()
app.exec()
program.stop()
"""


def run(code: str, *words: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=RESOURCES.parent,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_only_what_the_first_screen_needs_is_loaded_at_start(tmp_path: Path) -> None:
    assert run(FIRST_SCREEN, str(tmp_path)).splitlines() == ["", ""]


def test_the_systems_font_is_used_but_never_too_small(qapp: QApplication) -> None:
    small = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    small.setPointSizeF(8)
    large = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    large.setPointSizeF(15)
    assert chosen_font(small).pointSizeF() == SMALLEST_TEXT
    assert chosen_font(large).pointSizeF() == 15


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the system always has a Chinese face"
)
def test_a_system_without_chinese_gets_ours(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig></fontconfig>")
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop_app.app import dress\n"
        "app = QApplication([])\n"
        "dress(app)\n"
        "print(*app.font().families(), sep='|')"
    )
    assert run(code, FONTCONFIG_FILE=str(bare)).strip().endswith("|Noto Sans SC")


def test_a_second_window_may_only_look(start: Start, filled: Driver) -> None:
    folder = filled.main.desk.workspace.folder
    filled.choose("规范食堂管理")
    second = start(folder)
    main = second.main
    assert "正在另一个窗口中打开" in main.safekeeping.banner.words.text()
    assert "不能修改" in main.safekeeping.banner.words.text()
    assert main.status.saved.text() == "只能查看"
    before = [(row.id, row.progress) for row in main.desk.tree.walk()]
    second.go_to("开好思政课")
    second.click_sign("开好思政课")
    main.work.tree.tick_chosen()
    main.work.tree.edit_current()
    assert [(row.id, row.progress) for row in main.desk.tree.walk()] == before
    assert main.work.panel.narrative.isReadOnly()
    assert main.work.panel.people.lines["lead"].isReadOnly()
    assert not main.work.panel.evidence.add.isVisible()
    for action in (main.actions.undo, main.actions.import_file, main.actions.tick, main.actions.attach):
        assert not action.isEnabled()
    assert not second.drop(main.work.tree.viewport(), [folder / "yaodian.db"], second.place_of("开好思政课"))
    assert not second.drop(main.frame, [folder / "yaodian.db"])
    main.bar.search.setText("食堂")
    assert "规范食堂管理" in second.shown()


def test_a_newer_workspace_is_refused_in_words(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "新的"
    Workspace.create(folder).close()
    with closing(sqlite3.connect(folder / "yaodian.db")) as tables, tables:
        tables.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (folder / "yaodian.db").read_bytes()
    driver = start(folder)
    assert driver.program.main is None
    box = driver.program.refusal
    assert box is not None
    assert "更新版本的程序" in box.text()
    box.buttons()[0].click()
    driver.until(lambda: not driver.program.frame.isVisible())
    assert (folder / "yaodian.db").read_bytes() == before


def test_the_window_comes_back_where_it_stood(start: Start, tmp_path: Path) -> None:
    first = start(tmp_path / "工作区")
    first.program.frame.resize(1100, 650)
    first.program.frame.close()
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = Frame(Icons(first.program.theme), settings)
    assert again.height() == 650  # the width is cut to the offscreen platform's small screen
    again.deleteLater()


def test_a_window_closed_while_something_is_read_goes_at_once(start: Start, tmp_path: Path) -> None:
    program = start(tmp_path / "工作区").program
    began, may_end = Event(), Event()

    def long_work(_report: OnProgress, _cancelled: Cancelled) -> None:
        began.set()
        may_end.wait(200)

    assert program.workers is not None
    program.workers.start("很久", long_work)
    assert began.wait(200)
    program.frame.close()
    assert not program.frame.isVisible()
    assert program.workers.busy, "it is waited for when the window is gone, not before"
    may_end.set()
    program.stop()
