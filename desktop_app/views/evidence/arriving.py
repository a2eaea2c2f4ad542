"""Files on their way in: found in dropped folders, copied in the background, then linked all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Signal, SignalInstance

from desktop_app.errors import YaodianError
from desktop_app.evidence.apart import Apart
from desktop_app.evidence.copying import stop_if
from desktop_app.evidence.folders import Found, Tally, walk
from desktop_app.evidence.vault import Refused, StoredFile, Vault
from desktop_app.i18n import _
from desktop_app.models.values import FileFacts
from desktop_app.views.evidence.taking import Coming
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

PATIENCE = 1.0  # seconds for what a file says of itself
_MOST_REASONS = 8  # sentences about refused files that are shown; the others are counted
_TELLING = ("jpg", "jpeg", "tif", "tiff", "png", "pdf", "docx", "pptx")  # say when or how many pages


@dataclass
class Arrived:
    """What came of files on their way: those whole in the vault, what they say, and the refused.

    `folders` are those that each file lay in below what was dropped, by its SHA-256. `item_ids` are what
    they are for, none for the inbox; `replaces` is the file that the one file is a newer revision of.
    """

    item_ids: tuple[str, ...] = ()
    replaces: str = ""
    stored: list[StoredFile] = field(default_factory=list)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    left_out: int = 0


class Arriving(QObject):
    """Copies what comes into the vault on a worker.

    Signals: `arrived(Arrived)`, `refused(sentence)`, `stopped(sentence)`.
    """

    arrived = Signal(object)
    refused = Signal(str)
    stopped = Signal(str)
    _at_file = Signal(int, int, int, str)

    def __init__(self, workers: Workers, vault: Vault, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._vault = vault
        self._tasks: dict[int, Task] = {}
        self._number = 0
        self._at_file.connect(self._name_file)

    def take(self, what: Coming, item_ids: Sequence[str] = (), replaces: str = "") -> None:
        """Begin to copy; an empty `item_ids` means the inbox."""
        self._number += 1
        vault, told, number = self._vault, self._at_file, self._number

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Arrived:
            arrived = Arrived(tuple(item_ids), replaces)
            with Apart(PATIENCE) as eyes:
                if what.paths:
                    _copy(vault, what.paths, arrived, _Report(on_progress, told, number), eyes, cancelled)
                else:
                    _copy_picture(vault, what, arrived, eyes, cancelled)
            if not arrived.stored:
                raise YaodianError("\n".join(arrived.refusals) or _nothing(arrived))
            return arrived

        task = self._workers.start(_("正在添加材料"), work)
        self._tasks[number] = task
        task.ended.connect(self._forget)
        task.finished.connect(self.arrived)
        task.refused.connect(self.refused)
        task.cancelled.connect(self._tell_stopped)

    def _name_file(self, number: int, at: int, total: int, name: str) -> None:
        if number in self._tasks:
            words = _("正在添加 {at} / {total}：{name}").format(at=at, total=total, name=name)
            self._tasks[number].words = words

    def _forget(self, ended: Task) -> None:
        self._tasks = {number: task for number, task in self._tasks.items() if task is not ended}

    def _tell_stopped(self, _words: str) -> None:
        self.stopped.emit(_("已停止，没有添加任何文件。"))


class _Report:
    """Tells how far copying is: bytes for the bar, count and name for the words."""

    def __init__(self, on_progress: OnProgress, told: SignalInstance, number: int) -> None:
        self._on_progress = on_progress
        self._told = told
        self._number = number
        self._named = -1
        self.found: list[Found] = []
        self._before: list[int] = []

    def start(self, found: list[Found]) -> None:
        """Take over what is going to be copied."""
        self.found = found
        self._before = list(accumulate((one.size for one in found), initial=0))

    def at(self, files: int, done: int, _size: int) -> None:
        """Tell of the file that is being copied; `files` came before it."""
        one = self.found[files]
        if files != self._named:
            self._named = files
            self._told.emit(self._number, files + 1, len(self.found), one.path.name)
        total = max(1, self._before[-1])
        self._on_progress(min(total, self._before[files] + min(done, one.size)), total)


def _copy(
    vault: Vault, paths: Sequence[Path], arrived: Arrived, report: _Report, eyes: Apart, cancelled: Cancelled
) -> None:
    """Copy what lies at these places; those refused are named, the others stay."""
    tally = Tally()
    found = []
    for one in walk(paths, tally):
        stop_if(cancelled)
        found.append(one)
    report.start(found)
    for one, stored in zip(
        found, vault.store_all((one.path for one in found), report.at, cancelled), strict=True
    ):
        if isinstance(stored, Refused):
            arrived.refusals.append(stored.reason)
            continue
        _note(vault, arrived, eyes, stored, one.folders)
    arrived.left_out = tally.hidden + tally.links + tally.special
    if tally.unreadable:
        arrived.refusals.append(
            _("有 {count} 处读不到，没有添加。请检查它们是否还在、是否有权查看。").format(
                count=tally.unreadable
            )
        )


def _copy_picture(vault: Vault, what: Coming, arrived: Arrived, eyes: Apart, cancelled: Cancelled) -> None:
    with TemporaryDirectory(prefix="yaodian-") as folder:
        file = Path(folder) / what.name
        if not what.picture.save(str(file), "PNG"):  # type: ignore[call-overload]
            raise YaodianError(_("剪贴板里的图片读不出来，没有添加。请重新复制或截图后再粘贴。"))
        _note(vault, arrived, eyes, vault.store(file, None, cancelled), ())


def _note(vault: Vault, arrived: Arrived, eyes: Apart, stored: StoredFile, folders: tuple[str, ...]) -> None:
    arrived.stored.append(stored)
    arrived.folders[stored.sha256] = folders
    arrived.facts |= facts_of(vault, stored, eyes)


def facts_of(vault: Vault, stored: StoredFile, eyes: Apart) -> dict[str, FileFacts]:
    """Return by its SHA-256 what a file of the vault says of itself; nothing where its kind says nothing."""
    if stored.name.rpartition(".")[2].lower() not in _TELLING:
        return {}
    said = eyes.extract(vault.path(stored.sha256, stored.name))
    taken = said.taken.astimezone() if said.taken else None  # the camera's clock is taken for ours
    return {stored.sha256: FileFacts(said.page_count, taken)}


def _nothing(arrived: Arrived) -> str:
    if arrived.left_out:
        return _("拖进来的只有隐藏文件、临时文件或快捷方式，没有添加。请选择文件本身。")
    return _("文件夹里没有文件，没有添加。")


def refusals_in_words(arrived: Arrived, known: int = 0) -> str:
    """Return what could not come in, with why; `known` are the files of those that came that were here."""
    reasons = arrived.refusals[:_MOST_REASONS]
    if len(arrived.refusals) > len(reasons):
        reasons.append(_("……还有 {count} 个").format(count=len(arrived.refusals) - len(reasons)))
    words = _("添加了 {count} 个文件，另有 {others} 个没有添加：{reasons}").format(
        count=len(arrived.stored) - known, others=len(arrived.refusals), reasons="\n" + "\n".join(reasons)
    )
    if known:
        words += "\n" + _("还有 {count} 份以前收到过，或者内容相同，没有重复添加。").format(count=known)
    return words
