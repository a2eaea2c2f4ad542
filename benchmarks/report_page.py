"""The report page with 5,000 items: how long the window stands still while pages and files are made."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure
from benchmarks.workbench import AT_ONCE, application, large_and_empty, window, workspace_with

ITEMS = 5_000
_BEAT = 5  # milliseconds
_PATIENCE = 300  # seconds


def figures() -> Iterator[Figure]:
    """Measure opening the page, making its pages, and writing a workbook."""
    app = application()
    with TemporaryDirectory() as folder, window(app, workspace_with(Path(folder), ITEMS)) as main:
        main.desk.open(large_and_empty(main)[0])
        reports, actions = main.reports, main.actions
        yield _figure("opening the page", app, actions.report.trigger, lambda: reports.proofs.current)
        page = reports.page
        yield _figure("making its pages", app, lambda: None, lambda: reports.proofs.proof)
        page.forms.tick(("excel",))
        yield _figure("writing a workbook", app, page.maker.make.click, lambda: page.results.count)


def _figure(name: str, app: QApplication, begin: Callable[[], object], ready: Callable[[], object]) -> Figure:
    """Return the longest pause between two beats of the window, in the processor's time.

    That of the whole program, for a worker that lets nobody else run stops the window too; not the wall's,
    which on a busy machine is everybody's.
    """
    beats: list[float] = []
    heart = QTimer()
    heart.setInterval(_BEAT)
    heart.timeout.connect(lambda: beats.append(time.process_time()))
    start = time.monotonic()
    beats.append(time.process_time())
    heart.start()
    begin()
    while not ready() and time.monotonic() < start + _PATIENCE:
        app.processEvents()
    beats.append(time.process_time())
    heart.stop()
    pause = max(after - before for before, after in pairwise(beats))
    detail = f"{pause * 1000:.0f} ms of {time.monotonic() - start:.1f} s"
    return Figure(f"longest pause, {name}, {ITEMS:,} items", pause / AT_ONCE, 2, detail)
