"""The window at work with 500, 5,000 and 50,000 items, against a bare QTreeView and one frame."""

import gc
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView

from benchmarks.bare_tree import BareModel, BareWindow, Watch
from benchmarks.measure import Figure, seconds
from desktop_app.app import Program, bundled_family, dress
from desktop_app.documents.outline import Level, Node, Outline
from desktop_app.models import operations
from desktop_app.models.workspace import Workspace
from desktop_app.resources import SAMPLE
from desktop_app.views.main_window import MainWindow
from desktop_app.views.table.columns import Column

FRAME = 0.016  # seconds
AT_ONCE = 0.1  # seconds within which one sees that something was done
MANY = 1_000  # rows of a bulk change
SIZE = (1366, 740)
EMPTY = "空清单"
OTHERS = 10  # checklists beside the open one
SHAPES = {500: (5, 25), 5_000: (10, 125), 50_000: (20, 625)}  # items: sections, points in each (3 measures)
TIMES = {500: 15, 5_000: 9, 50_000: 3}
_COLUMNS = sum(column.usual for column in Column)
WORDS = ("校园安全", "立德树人", "劳动教育", "心理健康", "师德师风", "课后服务", "家校共育", "教育评价")


def figures() -> Iterator[Figure]:
    """Measure each size, and then the open checklist beside others."""
    app = application()
    for items in SHAPES:
        with TemporaryDirectory() as folder:
            place = workspace_with(Path(folder), items)
            with window(app, place) as main:
                yield from _Bench(main, items).figures()
            yield _memory(place, items)
    yield _beside_others(app)


def application() -> QApplication:
    """Return the one application, in the program's own font."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app)
    font = app.font()
    font.setFamilies([bundled_family()])  # the same on every machine
    app.setFont(font)
    return app


def paper(items: int) -> Outline:
    """Return an outline of about so many items; every hundredth point is about 食堂."""
    sections, points = SHAPES[items]
    return Outline(
        "原文",
        f"工作要点（{items} 项）",
        "plan",
        children=tuple(
            Node(
                Level.SECTION,
                "一",
                True,
                f"第{section + 1}方面工作",
                "",
                (0, 1),
                (),
                tuple(_point(section * points + number) for number in range(points)),
            )
            for section in range(sections)
        ),
    )


def _point(number: int) -> Node:
    about = "食堂" if number % 100 == 0 else WORDS[number % len(WORDS)]
    lines = [f"制定第{number}号实施方案，责任到人", f"每学期开展{about}检查", "形成总结材料并归档"]
    measures = tuple(Node(Level.MEASURE, "", False, line, "", (0, 1)) for line in lines)
    text = "。".join(lines)
    return Node(Level.POINT, str(number + 1), True, f"扎实推进{about}工作", text, (0, 1), (), measures)


def _import(workspace: Workspace, items: int) -> str:
    document = next(SAMPLE.glob("*.txt"))
    return operations.import_outline(workspace, paper(items), workspace.vault.store(document))[0]


def workspace_with(folder: Path, items: int, others: int = 0) -> Path:
    """Make a workspace with checklists of 5,000 items, one of so many, and an empty one that opens first."""
    place = folder / "workspace"
    with Workspace.create(place) as workspace:
        for number in (*[5_000] * others, items):
            _import(workspace, number)
        empty = Outline("原文", EMPTY, "plan")
        operations.import_outline(workspace, empty, workspace.vault.store(next(SAMPLE.glob("*.txt"))))
    return place


@contextmanager
def window(app: QApplication, place: Path) -> Iterator[MainWindow]:
    """Yield a window on a workspace."""
    settings = QSettings(str(place.parent / "window.ini"), QSettings.Format.IniFormat)
    program = Program(app, place, settings, place.parent / "logs")
    program.frame.resize(*SIZE)
    program.frame.show()
    while program.main is None:
        app.processEvents()
    _large, empty = large_and_empty(program.main)
    program.main.desk.open(empty)
    yield program.main
    program.frame.close()
    program.stop()
    program.frame.deleteLater()
    program.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def large_and_empty(main: MainWindow) -> tuple[str, str]:
    """Return the ids of the checklist to measure and of the empty one."""
    desk = main.desk
    empty = next(row.id for row in desk.checklists if row.title == EMPTY)
    large = next(row.id for row in desk.checklists if row.id != empty)
    return large, empty


class _Bench:
    """One window, and a bare one of the same size with the same rows."""

    def __init__(self, main: MainWindow, items: int) -> None:
        self._main = main
        self._items = items
        self._times = TIMES[items]
        self._tree = main.work.tree
        self._watch = Watch(self._tree.viewport())
        self._large, self._empty = large_and_empty(main)

    def figures(self) -> Iterator[Figure]:
        """Measure everything at this size."""
        self._open()
        self._rows = _rows_of(self._main)
        bare = self._bare = BareWindow(SIZE)
        self._bare_watch = Watch(bare.tree.viewport())
        yield self._against("opening", self._opening(), 3)
        yield self._in_a_frame("a tick", self._tick)
        yield self._in_a_frame("a keystroke of find", self._type)
        self._main.bar.search.clear()
        yield self._against("scrolling by a page", self._scrolling(), 3)
        yield self._bulk()
        bare.close()
        bare.deleteLater()

    # How it is said

    def _name(self, what: str) -> str:
        return f"{what} at {self._items:,}"

    def _against(self, what: str, taken: tuple[float, float], aim: float) -> Figure:
        mine, theirs = taken
        detail = f"{mine * 1000:.1f} ms, bare view {theirs * 1000:.1f} ms"
        return Figure(self._name(f"{what} against a bare view"), mine / theirs, aim, detail)

    def _in_a_frame(self, what: str, act: Callable[[], None]) -> Figure:
        taken = seconds(lambda: self._watch.painted(act), 4 * self._times)
        aim = None if self._items > 5_000 else 1
        return Figure(self._name(f"{what} against a frame"), taken / FRAME, aim, f"{taken * 1000:.1f} ms")

    # What is done

    def _open(self) -> None:
        self._watch.painted(lambda: self._main.desk.open(self._large))
        gc.collect()

    def _opening(self) -> tuple[float, float]:
        mine, theirs = [], []
        nothing = BareModel([], _COLUMNS)
        for _time in range(self._times):
            mine.append(self.opening())
            self._bare_watch.painted(lambda: self._bare.tree.setModel(nothing))
            gc.collect()
            theirs.append(seconds(lambda: self._bare_watch.painted(self._open_bare), 1))
        return statistics.median(mine), statistics.median(theirs)

    def opening(self) -> float:
        """Return the seconds of opening the checklist once, from another one."""
        self._watch.painted(lambda: self._main.desk.open(self._empty))
        gc.collect()
        return seconds(lambda: self._watch.painted(lambda: self._main.desk.open(self._large)), 1)

    def _open_bare(self) -> None:
        self._model = BareModel(self._rows, _COLUMNS)
        self._bare.open(self._model)

    def _tick(self) -> None:
        QTest.keyClick(self._tree, Qt.Key.Key_Space)

    def _type(self) -> None:
        search = self._main.bar.search
        words = "食堂检查"
        search.setText(words[: len(search.text()) % len(words) + 1])

    def _scrolling(self) -> tuple[float, float]:
        return _page_seconds(self._tree, self._watch), _page_seconds(self._bare.tree, self._bare_watch)

    def _bulk(self) -> Figure:
        desk = self._main.desk
        ids = [row.id for row in desk.tree.walk()][:MANY]
        names = iter(f"部门{number}" for number in range(1000))
        taken = seconds(
            lambda: self._watch.painted(lambda: desk.set_fields(ids, {"lead": next(names)})), self._times
        )
        name = self._name(f"a change of {len(ids):,} rows against 0.1 s")
        return Figure(name, taken / AT_ONCE, None if self._items > 5_000 else 1, f"{taken * 1000:.0f} ms")


def _page_seconds(view: QTreeView, watch: Watch) -> float:
    """Return the seconds of one of 40 pages that lie between the first row and the last."""
    bar = view.verticalScrollBar()
    step = max(1, bar.maximum() // 40)

    def turn() -> None:
        bar.setValue(bar.value() + step if bar.value() + step <= bar.maximum() else 0)

    watch.painted(lambda: bar.setValue(bar.maximum() // 2))
    return seconds(lambda: watch.painted(turn), 40)


def _rows_of(main: MainWindow) -> list[tuple[str, str | None, list[str]]]:
    """Return the same rows for the bare view: key, the key above, the words of the usual columns."""
    model, columns = main.work.model, [column for column in Column if column.usual]
    return [
        (row.id, row.parent_id, [model.words(row.id, column) for column in columns])
        for row in main.desk.tree.walk()
    ]


def _beside_others(app: QApplication) -> Figure:
    """Measure what opening a checklist takes where there are others of its size, and where there are none."""
    taken = {}
    for others in (0, OTHERS):
        with TemporaryDirectory() as folder, window(app, workspace_with(Path(folder), 5_000, others)) as main:
            bench = _Bench(main, 5_000)
            taken[others] = statistics.median(bench.opening() for _time in range(TIMES[5_000]))
    return Figure(
        f"opening beside {OTHERS} others against alone at 5,000",
        taken[OTHERS] / taken[0],
        1.1,
        f"{taken[OTHERS] * 1000:.0f} ms, alone {taken[0] * 1000:.0f} ms",
    )


def _memory(place: Path, items: int) -> Figure:
    """Measure in programs of their own what the rows add to the memory held."""
    code = "import sys; from benchmarks import workbench; workbench.hold(sys.argv[1], sys.argv[2])"
    held = {}
    for kind in ("ours", "bare"):
        words = [sys.executable, "-c", code, str(place), kind]
        done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=300)
        held[kind] = int(done.stdout) / items
    return Figure(
        f"memory an item at {items:,} against a bare view",
        held["ours"] / max(1.0, held["bare"]),
        None,
        f"{held['ours']:.0f} bytes, bare view {held['bare']:.0f} bytes",
    )


def hold(place: str, kind: str) -> None:
    """Print the bytes that showing the large checklist adds: in the window, or in a bare view beside it."""
    app = application()
    with window(app, Path(place)) as main:
        large, _empty = large_and_empty(main)
        watch = Watch(main.work.tree.viewport())
        before = _resident()
        watch.painted(lambda: main.desk.open(large))
        if kind == "bare":
            rows = _rows_of(main)
            bare = BareWindow(SIZE)
            watch = Watch(bare.tree.viewport())
            before = _resident()
            model = BareModel(
                [(str(key), above, [str(word) for word in words]) for key, above, words in rows], _COLUMNS
            )
            watch.painted(lambda: bare.open(model))
        print(_resident() - before)


def _resident() -> int:
    """Return the bytes of memory this process holds, 0 where the system does not say."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
