"""Files that live on: opened as working copies; one that comes back changed is stored as a new revision."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.errors import YaodianError
from desktop_app.evidence.apart import Apart
from desktop_app.evidence.copying import hash_file
from desktop_app.evidence.names import reachable
from desktop_app.evidence.vault import StoredFile, Vault
from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow, FileFacts
from desktop_app.views.evidence.arriving import PATIENCE, facts_of
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.work import Cancelled, OnProgress, Workers

_REST = 1500  # milliseconds in which a program has finished saving
_QUIET = 1500  # milliseconds after the start before anything is looked for
FOLDER = "working"

Mark = tuple[int, int]  # size and time of the last change


@dataclass(frozen=True)
class Opened:
    """A working copy: where it lies, the file it is of, how it looked when it was last seen."""

    path: Path
    evidence_id: str
    sha256: str
    mark: Mark


@dataclass(frozen=True)
class Returned:
    """A working copy that was read again; `stored` where it is another file now, and what that says."""

    opened: Opened
    mark: Mark
    stored: StoredFile | None
    facts: Mapping[str, FileFacts] = field(default_factory=dict)


class Living(QObject):
    """Keeps working copies below a folder of the workspace, a folder each named by the file's id.

    Signals: `ready(path)` where a copy can be opened, `returned(EvidenceRow)` where a new revision was
    stored, `refused(sentence)`.
    """

    ready = Signal(object)
    returned = Signal(object)
    refused = Signal(str)

    def __init__(self, shelf: Shelf, workers: Workers, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._workers = workers
        self._folder = folder
        self._opened: dict[Path, Opened] = {}
        self._reading: set[Path] = set()
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_QUIET)
        self._first.timeout.connect(self._take_up)
        self._watcher.fileChanged.connect(self._rest)
        self._watcher.directoryChanged.connect(self._rest)
        self._pause.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_on_return)

    def start(self) -> None:
        """Take up what was opened before, once the window has stood for a moment."""
        self._first.start()

    def _take_up(self) -> None:
        """Look at what was opened before: changed meanwhile, it is stored; unchanged, it goes."""
        if not self._folder.is_dir() or not self._shelf.editable:
            return
        for folder in sorted(self._folder.iterdir()):
            rows = self._shelf.revisions(folder.name)
            files = [
                path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.startswith("~$")
            ]
            if rows and len(files) == 1:
                self._note(files[0], rows[0], (0, 0))
        self.look(tidy=True)

    def stop(self) -> None:
        """Watch no more; what is changed from now on is taken up at the next start."""
        self._pause.stop()
        self._first.stop()
        if self._opened:
            self._watcher.removePaths([*self._watcher.files(), *self._watcher.directories()])
        self._opened = {}

    def open(self, row: EvidenceRow) -> None:
        """Make a working copy, or find the one there is, and tell when it is ready."""
        newest = (self._shelf.revisions(row.id) or [row])[0]
        known = next((one for one in self._opened.values() if one.evidence_id == newest.id), None)
        if known is not None and reachable(known.path).exists():
            self.ready.emit(known.path)
            return
        source = self._shelf.path(row)
        target = self._folder / row.id / source.name

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> tuple[Path, str]:
            return _copied(source, target, cancelled)

        task = self._workers.start(_("正在打开“{name}”").format(name=row.name), work)
        task.finished.connect(_Ready(self, row, task).take)
        task.refused.connect(self.refused)

    def took(self, row: EvidenceRow, path: Path, sha256: str) -> None:
        """Take over a copy that was made: watch it, and tell; also where it is not what once came."""
        self._opened[path] = Opened(path, row.id, sha256, _mark(path))
        self._watch()
        if sha256 != row.sha256:
            self._shelf.note_changed(row.sha256)
            words = _("“{name}”被改动过，与收到时不同。请核对打开的内容，再用“替换…”放入正确的文件。")
            self.refused.emit(words.format(name=row.name))
        self.ready.emit(path)

    def look(self, tidy: bool = False) -> None:
        """Look at the copies that were touched since; those that are other files now are stored."""
        touched = [
            one
            for path, one in self._opened.items()
            if path not in self._reading and _mark(path) not in ((0, 0), one.mark)
        ]
        if not touched or not self._shelf.editable:
            return
        vault = self._shelf.vault
        self._reading.update(one.path for one in touched)

        def work(on_progress: OnProgress, cancelled: Cancelled) -> list[Returned | str]:
            return [_with_facts(vault, _read(vault, one, tidy, on_progress, cancelled)) for one in touched]

        task = self._workers.start(_("正在收回改动过的材料"), work)
        task.finished.connect(self._take)
        task.ended.connect(self._read_all)

    def _read_all(self) -> None:
        self._reading.clear()
        self._watch()

    def _take(self, results: list[Returned | str]) -> None:
        for one in results:
            if isinstance(one, str):
                self.refused.emit(one)
            elif one.stored is None:
                if one.mark == (0, 0):
                    self._opened.pop(one.opened.path, None)
                else:
                    self._opened[one.opened.path] = replace(one.opened, mark=one.mark)
            else:
                self._store(one, one.stored)

    def _store(self, one: Returned, stored: StoredFile) -> None:
        rows = self._shelf.revisions(one.opened.evidence_id)
        if not rows or rows[0].binned:
            return
        row = self._shelf.replace(rows[0].id, stored, one.facts)
        if row is not None:
            path = one.opened.path
            self._opened[path] = Opened(path, row.id, row.sha256, one.mark)
            self.returned.emit(row)

    def _note(self, path: Path, row: EvidenceRow, mark: Mark) -> None:
        self._opened[path] = Opened(path, row.id, row.sha256, mark)
        self._watch()

    def _watch(self) -> None:
        """Watch files and folders: a program that saves by renaming makes the watch of the file go."""
        wanted = {str(place) for path in self._opened for place in (path, path.parent) if place.exists()}
        missing = wanted - {*self._watcher.files(), *self._watcher.directories()}
        if missing:
            self._watcher.addPaths(sorted(missing))

    def _rest(self, _place: str) -> None:
        self._pause.start()

    def _look_on_return(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._shelf.look_again()
            self._watch()
            self._pause.start()


class _Ready(QObject):
    """Remembers which file a copy was made of until it is made."""

    def __init__(self, living: Living, row: EvidenceRow, parent: QObject) -> None:
        super().__init__(parent)
        self._living = living
        self._row = row

    def take(self, made: tuple[Path, str]) -> None:
        """Hand the copy over."""
        self._living.took(self._row, *made)


def _mark(path: Path) -> Mark:
    try:
        found = reachable(path).stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _copied(source: Path, target: Path, cancelled: Cancelled) -> tuple[Path, str]:
    """Copy a file of the vault to its working place; return that and its SHA-256. Raises YaodianError."""
    try:
        if not reachable(source).is_file():
            raise YaodianError(
                _("“{name}”不见了，打不开。请从备份恢复，或用“替换…”放回原来的文件。").format(
                    name=source.name
                )
            )
        reachable(target.parent).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(reachable(source), reachable(target))
        return target, hash_file(reachable(target), cancelled)
    except OSError as error:
        words = _("无法打开“{name}”，它可能正被另一个程序打开，或者磁盘已满。材料本身完好，请关闭后再试。")
        raise YaodianError(words.format(name=source.name)) from error


def _read(
    vault: Vault, one: Opened, tidy: bool, on_progress: OnProgress, cancelled: Cancelled
) -> Returned | str:
    """Read a working copy again, and store it where it is another file; a sentence where that failed."""
    mark = _mark(one.path)
    try:
        if hash_file(reachable(one.path), cancelled) == one.sha256:
            return Returned(one, _gone(one.path) if tidy else mark, None)
        return Returned(one, mark, vault.store(one.path, on_progress, cancelled))
    except OSError:
        return Returned(one, one.mark, None)  # held by its program: looked at again later
    except YaodianError as error:
        return str(error)


def _with_facts(vault: Vault, one: Returned | str) -> Returned | str:
    """Add what a new revision says of itself: its pages are others than those of the old one."""
    if isinstance(one, str) or one.stored is None:
        return one
    with Apart(PATIENCE) as eyes:
        return replace(one, facts=facts_of(vault, one.stored, eyes))


def _gone(path: Path) -> Mark:
    """Remove a copy that nobody changed; return (0, 0) where it went, else how it looks."""
    shutil.rmtree(reachable(path.parent), ignore_errors=True)
    return _mark(path)
