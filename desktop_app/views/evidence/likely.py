"""Where files of the inbox may belong: worked out on a worker, shown as it comes, surer with texts."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal

from desktop_app.evidence.apart import Apart
from desktop_app.evidence.candidates import candidate
from desktop_app.evidence.copying import stop_if
from desktop_app.evidence.folders import Found
from desktop_app.evidence.matching import LIKELY, MAYBE, Candidate, Match, Matcher, Point
from desktop_app.evidence.vault import Vault
from desktop_app.i18n import _
from desktop_app.views.widgets.theme import Role
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

_BETWEEN = 2.0  # seconds between two rounds of comparing while texts are still being read
_RATHER_READ = 10  # times as long as a round took, where that is longer: reading comes first

Places = dict[str, list[Match]]


class Sureness(StrEnum):
    """How sure a suggestion is."""

    LIKELY = "likely"
    MAYBE = "maybe"
    UNSURE = "unsure"

    @property
    def words(self) -> str:
        """The words on screen."""
        return {"likely": _("很可能"), "maybe": _("可能"), "unsure": _("不确定")}[self.value]

    @property
    def role(self) -> Role:
        """The colour of its bar."""
        return {"likely": Role.DONE, "maybe": Role.MOSTLY, "unsure": Role.SOFT}[self.value]


def sureness(score: float) -> Sureness:
    """Return how sure a score is."""
    return Sureness.LIKELY if score >= LIKELY else Sureness.MAYBE if score >= MAYBE else Sureness.UNSURE


@dataclass(frozen=True)
class Placed:
    """A file to be placed, as a worker needs it."""

    id: str
    sha256: str
    name: str
    folders: tuple[str, ...]


class Suggester(QObject):
    """Compares files with points. `suggested({file id: matches}, whether all is read)`, `ended()`."""

    suggested = Signal(object, bool)

    def __init__(self, workers: Workers, eyes: Apart, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._eyes = eyes
        self._vault = vault
        self._read: dict[str, Candidate] = {}  # by SHA-256: a file is read once
        self._task: Task | None = None
        self._next: tuple[list[Placed], list[Point]] | None = None

    def suggest(self, files: Iterable[Placed], points: Sequence[Point]) -> None:
        """Begin to compare; what is still under way for other files is dropped."""
        self._next = list(files), list(points)
        if self._task is None:
            self._start()
        else:
            self._task.cancel()

    def _start(self) -> None:
        if self._next is None:
            return
        files, points = self._next
        self._next = None
        vault, eyes, read, told = self._vault, self._eyes, self._read, self.suggested

        def look(one: Placed) -> Candidate:
            return candidate(Found(vault.path(one.sha256, one.name), 0, one.folders), eyes.extract)

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> None:
            for places, whole in _rounds(files, Matcher(points), look, read, cancelled):
                told.emit(places, whole)

        self._task = self._workers.start("", work)
        self._task.ended.connect(self._go_on)

    def _go_on(self) -> None:
        self._task = None
        self._start()


def _rounds(
    files: list[Placed],
    matcher: Matcher,
    look: Callable[[Placed], Candidate],
    read: dict[str, Candidate],
    cancelled: Cancelled,
) -> Iterator[tuple[Places, bool]]:
    """Yield what is suggested: at once by names, then again as more texts are read, at last with all.

    Raises CancelledError where `cancelled` says so.
    """
    unread = [one for one in files if one.sha256 not in read]
    pause, last = _BETWEEN, -_BETWEEN
    for one in unread:
        begin = monotonic()
        if begin - last > pause:
            yield _compared(files, matcher, read, cancelled), False
            last = monotonic()
            pause = max(_BETWEEN, _RATHER_READ * (last - begin))
        stop_if(cancelled)
        read[one.sha256] = look(one)
    yield _compared(files, matcher, read, cancelled), True


def _compared(
    files: Sequence[Placed], matcher: Matcher, read: Mapping[str, Candidate], cancelled: Cancelled
) -> Places:
    known = [read.get(one.sha256) or Candidate(one.name, one.folders) for one in files]
    return dict(zip((one.id for one in files), matcher.match(known, cancelled), strict=True))


class Folders:
    """Remembers which folders the files of the inbox lay in: a file's folder says where it belongs.

    Kept beside the data; where it is lost, suggestions are a little poorer and nothing else.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._known: dict[str, tuple[str, ...]] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            said = json.loads(path.read_text("utf-8"))
            self._known = {str(key): tuple(map(str, names)) for key, names in said.items()}

    def of(self, sha256: str) -> tuple[str, ...]:
        """Return the folders a file lay in, outermost first."""
        return self._known.get(sha256, ())

    def note(self, folders: Mapping[str, tuple[str, ...]], left: Iterable[str]) -> None:
        """Remember folders by SHA-256; forget those of files that are not `left` in the inbox."""
        kept = set(left)
        known = {key: names for key, names in (self._known | dict(folders)).items() if names and key in kept}
        if known != self._known:
            self._known = known
            if not self._read_only:
                with suppress(OSError):
                    self._path.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
