"""Keeps the pages true: reads what a report is made of, writes its PDF to a temporary file on a worker."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import CancelledError
from desktop_app.views.reports.rendering import Size, page_sizes
from desktop_app.views.reports.smooth import smooth
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

if TYPE_CHECKING:
    from desktop_app.reports.checks import Finding
    from desktop_app.reports.content import Report
    from desktop_app.reports.gathering import Stored

_BREATH = 30  # milliseconds for what was just clicked to be seen on screen
_PAUSE = 350  # milliseconds of rest after a change before the pages are made anew


@dataclass(frozen=True)
class Choice:
    """Which pages are wished for: one of the PAPERS, top headings (none: all), the word across each page."""

    paper: str
    tops: tuple[str, ...] = ()
    watermark: str = ""


@dataclass(frozen=True)
class Material:
    """The rows that a report is made of; `tops` are the top headings it is about (none: all of them)."""

    stored: "Stored"
    tops: tuple[str, ...]
    made_on: date

    def report(self) -> "Report":
        """Return the report. Takes a while where there are many items."""
        from desktop_app.reports.gathering import build, within

        whole = build(self.stored, self.made_on)
        return within(whole, self.tops) if self.tops else whole


@dataclass(frozen=True)
class Composed:
    """A report, and what should be looked at before it is printed."""

    material: Material
    report: "Report"
    findings: "tuple[Finding, ...]"


@dataclass(frozen=True)
class Proof:
    """A finished PDF and the sizes of its pages."""

    choice: Choice
    composed: Composed
    path: Path
    sizes: tuple[Size, ...]


class Proofs(QObject):
    """Of several wishes only the last counts; what is under way for another is cancelled.

    Signals: `composed(Composed)`, `proofed(Proof)`, `busy_changed(whether)`, `progressed(done, in all)`,
    `refused(sentence)`.
    """

    composed = Signal(object)
    proofed = Signal(object)
    busy_changed = Signal(bool)
    progressed = Signal(object, object)
    refused = Signal(str)

    def __init__(
        self, read: "Callable[[], Stored | None]", workers: Workers, parent: QObject | None = None
    ) -> None:
        """Take what reads the rows (None where there is no checklist), and the thread that writes all PDFs.

        There must be but one: reportlab keeps its settings and its fonts for the whole process.
        """
        super().__init__(parent)
        self._read = read
        self._workers = workers
        self._folder: TemporaryDirectory[str] | None = None
        self._number = 0
        self._stored: Stored | None = None
        self._report: Composed | None = None
        self._choice: Choice | None = None
        self._proof: Proof | None = None
        self._task: Task | None = None
        self._busy = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._step)

    @property
    def proof(self) -> Proof | None:
        """The pages that are true now; None while they are being made."""
        return None if self._busy else self._proof

    @property
    def current(self) -> Composed | None:
        """The report as it is now, with what was found in it; None while it is being made."""
        return self._report

    def show(self, choice: Choice) -> None:
        """Make these pages, unless they are there."""
        if choice != self._choice:
            self._choice = choice
            self._proof = None
            self._begin(_BREATH)

    def renew(self, at_once: bool = False) -> None:
        """Make everything anew: what is stored has changed."""
        self._stored = self._report = self._proof = None
        if self._choice is not None:
            self._begin(_BREATH if at_once else _PAUSE)

    def material(self, tops: tuple[str, ...]) -> Material | None:
        """Return what a report is made of now; None where there is none."""
        if self._stored is None:
            self._stored = self._read()
        return None if self._stored is None else Material(self._stored, tops, date.today())

    def make_way(self) -> None:
        """Let other work on the thread go first: what is under way here begins again after it."""
        self._cancel()

    def rest(self) -> None:
        """Make nothing until pages are asked for again."""
        self._choice = None
        self._pause.stop()
        self._cancel()
        self._tell_busy(False)

    def stop(self) -> None:
        """Let go of the temporary files; the thread has ended by now."""
        self._pause.stop()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _begin(self, pause: int) -> None:
        self._cancel()
        self._tell_busy(True)
        self._pause.start(pause)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _tell_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def _step(self) -> None:
        """Do what is to be done next; called again when that has ended."""
        choice = self._choice
        if self._task is not None or self._pause.isActive() or choice is None:
            return
        material = self.material(choice.tops)
        if material is None:
            self._tell_busy(False)
        elif self._report is None or self._report.material.tops != choice.tops:
            self._run(_composing(material), self._take_report)
        elif self._proof is None:
            self._number += 1
            path = self._place() / f"{self._number}.pdf"
            self._run(_proofing(self._report, choice, path), self._take_proof)
        else:
            self._tell_busy(False)

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def _run(self, work: "Callable[[OnProgress, Cancelled], object]", take: Callable[[object], None]) -> None:
        self._task = self._workers.start("", work)
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(take)
        self._task.refused.connect(self._refuse)
        self._task.cancelled.connect(self._go_on)
        self._task.ended.connect(self._end)

    def _end(self) -> None:
        self._task = None

    def _go_on(self) -> None:
        self._step()

    def _refuse(self, words: str) -> None:
        if not self._pause.isActive():
            self._choice = None
            self._tell_busy(False)
            self.refused.emit(words)

    def _take_report(self, composed: object) -> None:
        assert isinstance(composed, Composed)
        if composed.material.stored is self._stored:  # nothing has changed meanwhile
            self._report = composed
            self.composed.emit(composed)
        self._step()

    def _take_proof(self, proof: object) -> None:
        assert isinstance(proof, Proof)
        if proof.composed is self._report and proof.choice == self._choice:
            self._proof = proof
            self.proofed.emit(proof)
            self._forget_others(proof.path)
        self._step()

    def _forget_others(self, path: Path) -> None:
        for other in self._place().glob("*.pdf"):
            if other != path:
                with suppress(OSError):  # it is being painted: it goes with the folder
                    other.unlink()


def _composing(material: Material) -> Callable[[OnProgress, Cancelled], Composed]:
    def work(_on_progress: OnProgress, cancelled: Cancelled) -> Composed:
        from desktop_app.reports.checks import check

        with smooth():
            report = material.report()
            if cancelled():
                raise CancelledError
            return Composed(material, report, check(report))

    return work


def _proofing(composed: Composed, choice: Choice, path: Path) -> Callable[[OnProgress, Cancelled], Proof]:
    def work(on_progress: OnProgress, cancelled: Cancelled) -> Proof:
        from desktop_app.reports.writers import write

        with smooth():
            write("pdf", composed.report, path, on_progress, cancelled, choice.paper, choice.watermark)
        return Proof(choice, composed, path, page_sizes(path.read_bytes()))

    return work
