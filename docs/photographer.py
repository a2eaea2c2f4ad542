"""Walks through the window and takes its pictures: every view, dialog and empty state."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from desktop_app.app import Program
from desktop_app.documents.outline import Outline
from desktop_app.models import backups, operations, people
from desktop_app.models.rescue import Offer
from desktop_app.models.values import Verdict
from desktop_app.resources import SAMPLE
from desktop_app.views.evidence.files_page import Tab
from desktop_app.views.main_window import MainWindow
from desktop_app.views.overview.page import OverviewPage
from desktop_app.views.places import Place
from desktop_app.views.reports.page import TEXTS
from desktop_app.views.reports.paper_view import Fit
from desktop_app.views.safekeeping.alarm import versions, where_it_was
from desktop_app.views.safekeeping.dialog import SafetyDialog
from desktop_app.views.safekeeping.rescue import RescueDialog
from desktop_app.views.table.columns import Column, Sorting
from desktop_app.views.widgets.notice import Kind

PATIENCE = 20.0  # seconds that any step may take
VERDICTS = (Verdict.ACHIEVED, Verdict.ACHIEVED, Verdict.MOSTLY_ACHIEVED, Verdict.NOT_ACHIEVED)
OVERALL = 4  # the page of the sample's report with its table and charts, from 0
LEADS = ("德育处", "教导处", "总务处", "党支部")
NARRATIVE = (
    "3月、9月各组织一次专题学习，覆盖全部28个班级；4月开展校外研学，师生1,240人次参加，"
    "形成课例12篇，其中3篇在区里交流。"
)


class Photographer:
    """Saves what a window shows as numbered pictures, with all that lies over it."""

    def __init__(self, app: QApplication, program: Program, folder: Path) -> None:
        self._app = app
        self._program = program
        self._folder = folder
        self._number = 0
        self.dialogs: dict[str, tuple[int, int, int, int]] = {}  # picture → x, y, width, height of its dialog

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
        """Save what the window shows now, menus, lists and dialogs over it included."""
        self.wait(lambda: False, 0.2)
        self._number += 1
        frame = self._program.frame
        picture = frame.grab()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget is not frame and widget.isVisible() and widget.width() > 1:
                if isinstance(widget, QDialog):  # a small screen would push it aside
                    widget.move(frame.mapToGlobal(frame.rect().center() - widget.rect().center()))
                place = widget.mapToGlobal(QPoint()) - frame.mapToGlobal(QPoint())
                painter.setPen(Qt.GlobalColor.gray)
                painter.drawPixmap(place, widget.grab())
                painter.drawRect(place.x() - 1, place.y() - 1, widget.width() + 1, widget.height() + 1)
                self.dialogs[name] = (place.x(), place.y(), widget.width(), widget.height())
        painter.end()
        picture.save(str(self._folder / f"{self._number:02}-{name}.png"))

    def take_open(self, name: str, act: Callable[[], object]) -> None:
        """Save the window with the menu or dialog that something opens, and close that."""
        act()
        self.take(name)
        self._close_all()

    def _close_all(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self._program.frame and widget.isVisible():
                widget.close()
        self._program.frame.activateWindow()
        self.wait(lambda: False, 0.05)

    # The walk

    def walk(self, document: Path) -> None:
        """Go through all screens."""
        self.wait(lambda: self._program.main)
        self._open_papers(document)
        self._empty_places()
        self._fill_in()
        self.take("list")
        self._places()
        self._evidence()
        self._find()
        self._panel()
        self._table()
        self._dialogs()
        self._report()
        self._safekeeping()
        self._notices()

    def _open_papers(self, document: Path) -> None:
        self.take("welcome")
        main = self.main
        self.take_open("palette-at-first", main.actions.commands.trigger)
        main.errands.read(document)
        self.wait(lambda: main.flows.under_review)
        self.take("review")
        main.review.warnings.setCurrentRow(0)
        self.take("review-warning")
        main.review.accept.click()
        self.wait(lambda: main.desk.opened)
        self.take("list-new")

    def _empty_places(self) -> None:
        main = self.main
        for place in Place:
            if not main.desk.census.count(place):
                main.work.choose_place(place)
                self.take(f"empty-{place.value}")
        self.take_open("deleted-empty", main.actions.deleted.trigger)
        self.take_open("people-empty", main.actions.people.trigger)
        main.actions.overview.trigger()
        self.take("overview-empty")
        main.work.choose_place(Place.ALL)

    def _fill_in(self) -> None:
        """Let the school have worked for some months."""
        main, desk = self.main, self.main.desk
        points = [row.id for row in desk.tree.points()]
        leaves = [row.id for row in desk.tree.walk() if not desk.tree.children(row.id)]
        desk.tick(leaves[: len(leaves) // 3], True)
        desk.tick(leaves[len(leaves) // 3 : len(leaves) // 2 : 2], True)
        for number, point in enumerate(points[:12]):
            verdict = VERDICTS[number % len(VERDICTS)]
            fields = {"verdict": verdict, "lead": LEADS[number % len(LEADS)], "full_score": 5, "score": 4.5}
            desk.set_fields([point], fields)
        desk.set_fields(
            [points[5]], {"verdict": Verdict.NOT_APPLICABLE, "verdict_reason": "本校没有这项工作"}
        )
        today = date.today()
        desk.set_fields(points[2:4], {"due": date(today.year, 6, 30)})
        desk.set_fields(points[14:17], {"due": today})
        desk.set_fields([points[13]], {"due": date(today.year - 1, 12, 31)})
        desk.set_fields(
            [points[0]], {"narrative": NARRATIVE, "problem": "个别班级安排偏晚。", "tags": "迎检"}
        )
        operations.set_school(desk.workspace, name="云溪区实验小学", principal="李老师")
        people.add_departments(desk.workspace, LEADS)
        people.add_people(desk.workspace, [("李老师", "德育处", "主任"), ("张老师", "教导处", "")])
        desk.be(["德育处"])
        evidence = sorted((SAMPLE / "evidence").iterdir())[:3]
        main.work.tree.files_dropped.emit([points[0]], evidence)
        self.wait(lambda: desk.tree[points[0]].evidence_count == len(evidence))
        main.work.tree.open_rows(points[:2])
        main.work.reveal([points[0]])

    def _places(self) -> None:
        main = self.main
        for place in Place:
            main.work.choose_place(place)
            self.take(f"place-{place.value}")
        main.work.choose_place(Place.ALL)
        main.actions.overview.trigger()
        self.take("overview")
        page = self._program.frame.findChild(OverviewPage)
        assert page is not None
        page.verticalScrollBar().setValue(10_000)
        self.take("overview-end")
        main.work.choose_place(Place.ALL)

    def _evidence(self) -> None:
        """Take the inbox with files to be placed, all files, and what is missing."""
        main = self.main
        rooms = main.evidence.rooms
        main.actions.inbox.trigger()
        self.take("inbox-empty")
        inbox = rooms.inbox.page
        inbox.files_dropped.emit(sorted((SAMPLE / "evidence").iterdir())[3:])
        self.wait(lambda: inbox.files.files.rows and inbox.accept_all.isVisible() and not inbox.state.text())
        self.take("inbox")
        main.actions.files.trigger()
        self.take("files")
        rooms.files.page.show_tab(Tab.MISSING)
        self.take("missing")
        main.work.choose_place(Place.ALL)

    def _find(self) -> None:
        search = self.main.bar.search
        for name, words in (("find", "安全"), ("find-pinyin", "aq"), ("find-nothing", "没有的词")):
            search.setText(words)
            self.take(name)
        search.clear()

    def _panel(self) -> None:
        main, panel = self.main, self.main.work.panel
        first = main.desk.tree.points()[0]
        words = first.text or first.title
        main.work.reveal([first.id])
        panel.verticalScrollBar().setValue(10_000)
        panel.history.turn.click()
        self.wait(lambda: False, 0.1)
        panel.verticalScrollBar().setValue(10_000)
        self.take("panel-history")
        panel.history.turn.click()
        panel.verticalScrollBar().setValue(0)
        panel.words.begin_editing()
        self.take("panel-editing")
        main.desk.set_fields([first.id], {"text": f"{words[: len(words) // 2]}，落实到每个班级。"})
        panel.words.editing = False
        main.work.tree.setFocus()
        panel.words.compare.click()
        self.take("panel-compare")
        panel.words.compare.click()
        line = panel.people.names["lead"]
        self.take_open("completer", lambda: self._type_name(line))
        line.load(first.lead)
        self.take_open("calendar", panel.people.due.open)

    def _type_name(self, line: QWidget) -> None:
        self.main.work.panel.ensureWidgetVisible(line)
        self.wait(lambda: False, 0.1)
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Down)

    def _table(self) -> None:
        main, tree = self.main, self.main.work.tree
        points = [row.id for row in main.desk.tree.points()]
        tree.setFocus()
        tree.choose(points[1:4], Column.VERDICT)
        rect = tree.visualRect(tree.currentIndex())
        self.take_open(
            "rows-menu", lambda: tree.menu_requested.emit(tree.viewport().mapToGlobal(rect.center()))
        )
        header = tree.columns
        place = QPoint(header.sectionViewportPosition(Column.LEAD), header.height())
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, header.mapToGlobal(place))
        self.take_open("columns-menu", lambda: header.contextMenuEvent(event))
        tree.choose(points[1:2], Column.VERDICT)
        tree.edit_cell()
        self.take("editing-verdict")
        tree.setFocus()
        tree.choose(points[1:2], Column.TITLE)
        tree.edit_current()
        self.take("editing-title")
        for editor in tree.viewport().findChildren(QLineEdit):
            QTest.keyClick(editor, Qt.Key.Key_Escape)
        main.table.actions.add.trigger()
        self.take("adding")
        main.table.new_line.close_line()
        main.work.sort(Sorting(Column.LEAD))
        self.take("sorted")
        main.work.sort(None)
        main.work.reveal(points[:1])

    def _dialogs(self) -> None:
        main, actions = self.main, self.main.actions
        main.desk.do(lambda ws: operations.delete_items(ws, [main.desk.tree.points()[-1].id]))
        main.work.tree.choose([row.id for row in main.desk.tree.points()[:3]])
        for name, action in (
            ("split", main.table.actions.split),
            ("each-lead", main.table.actions.each[Column.LEAD]),
            ("school", actions.school),
            ("people", actions.people),
            ("settings", actions.settings),
            ("history", actions.history),
            ("deleted", actions.deleted),
            ("palette", actions.commands),
            ("manual", actions.manual),
            ("about", actions.about),
        ):
            self.take_open(name, action.trigger)
        for name, menu in self._program.frame.menus.items():
            self.take_open(f"menu-{name}", partial(self._pop_up, menu))

    def _report(self) -> None:
        """Take the report: its pages, a part of it as a draft, its texts, the files made."""
        main = self.main
        main.actions.report.trigger()
        page, proofs = main.reports.page, main.reports.proofs
        view = page.pages.view

        def painted() -> bool:
            return proofs.proof is not None and view.painted

        self.wait(painted)
        self.take("report")
        view.set_fit(Fit.PAGE)
        view.go_to(OVERALL)
        self.wait(lambda: False, 0.1)
        self.wait(painted)
        self.take("report-page")
        page.forms.show_form("自评表")
        self.wait(lambda: False, 0.1)
        self.wait(painted)
        page.part.some.click()
        page.part.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        page.draft.click()
        page.tabs.choose(TEXTS)
        self.wait(lambda: False, 0.1)
        self.wait(painted)
        self.take("report-part")
        view.set_fit(Fit.WIDTH)
        page.part.all.click()
        page.draft.click()
        page.forms.show_form("excel")
        page.forms.tick(("自评报告", "自评表", "excel", "word"))
        page.maker.make.click()
        self.take("report-making")
        self.wait(lambda: page.results.count == len(page.forms.ticked) and painted())
        self.take("report-made")
        page.forms.show_form("自评报告")
        main.reports.close()

    def _pop_up(self, menu: QMenu) -> None:
        bar = self._program.frame.menuBar()
        menu.popup(bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft()))

    def _safekeeping(self) -> None:
        """Take what keeps the data safe: backups, a damaged file at the start, a fault's record, a stick."""
        main, keeping = self.main, self.main.safekeeping
        workspace, folder = main.desk.workspace, main.desk.workspace.folder
        workspace.back_up_inside()
        self.wait(lambda: backups.listed(folder))
        main.actions.safety.trigger()
        page = main.dialogs.current
        assert isinstance(page, SafetyDialog)
        self.wait(page.restore.isEnabled)
        self.take_open("safety", lambda: None)
        self.take_open("safety-restore", lambda: keeping.copying.restore(backups.listed(folder)[0]))
        record = self._folder / "record.txt"
        record.write_text(f"{versions()}\n{where_it_was(ValueError())}", "utf-8")
        self.take_open("fault-record", lambda: keeping.show_record(record))
        record.unlink()
        offer = Offer(backups.listed(folder)[0], 168, 31, 3, 2, ("云溪区教育局2026年工作要点",), there=33)
        rescue = RescueDialog(
            folder, offer, folder.with_name("要点自评（2026-03-02 的备份）"), self._program.frame
        )
        self.take_open("rescue", rescue.open)
        folder.rename(folder.with_name("away"))
        keeping.presence.look()
        self.take("stick-gone")
        folder.with_name("away").rename(folder)
        keeping.presence.look()

    def _notices(self) -> None:
        main = self.main
        done = QUrl()
        main.notice.show_words(
            Kind.DONE,
            "已生成“自评报告.pdf”：条目 168 个，佐证材料 3 份。",
            ("打开", done),
            ("打开所在文件夹", done),
        )
        self.take("notice-done")
        main.notice.show_words(
            Kind.ERROR, "无法写入“自评报告.pdf”，原有文件没有改动。文件可能正被 WPS 打开。"
        )
        self.take("notice-error")
        main.notice.hide()
        original = main.desk.workspace.vault.store(next(SAMPLE.glob("*.txt")))
        empty = Outline("原文", "上一年的要点", "plan", year=date.today().year - 2)
        main.desk.import_outline(empty, original)
        self.take("list-without-items")
        main.actions.report.trigger()
        self.take("report-empty")
        main.reports.close()

    def look_only(self) -> None:
        """Take the window that may only look, for another one holds the workspace."""
        self.wait(lambda: self._program.main)
        self._number = 90
        self.take("read-only")
