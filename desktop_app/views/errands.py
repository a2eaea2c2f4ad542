"""What takes longer than a moment: reading a document, keeping its original.

Each errand is work on plain data for a worker; what it brings back goes on here, on the UI thread.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.documents.outline import Outline
from desktop_app.errors import CancelledError
from desktop_app.evidence.names import safe_name
from desktop_app.i18n import _
from desktop_app.views.work import Cancelled, OnProgress, Task, Work, Workers

if TYPE_CHECKING:
    from desktop_app.evidence.vault import StoredFile, Vault


@dataclass(frozen=True)
class Read:
    """A document that was read. `text` where it was pasted; `path` is then what its file will be called."""

    path: Path
    outline: Outline
    text: str | None = None


@dataclass(frozen=True)
class Original:
    """An accepted document whose file is in the vault."""

    outline: Outline
    stored: "StoredFile"


class Errands(QObject):
    """Sends work to the workers and tells what came of it.

    Signals: `document_read(Read)`, `original_stored(Original)`, `refused(sentence)`, `told(words)`.
    """

    document_read = Signal(object)
    original_stored = Signal(object)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers

    def read(self, path: Path, paper: int | None = None) -> None:
        """Read a document; of several plans in it a given one."""

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Read:
            from desktop_app.documents import read_outline

            outline = read_outline(path, paper)
            if cancelled():
                raise CancelledError
            return Read(path, outline)

        self._send(_("正在读取“{name}”").format(name=path.name), work).finished.connect(self.document_read)

    def read_text(self, text: str, paper: int | None = None) -> None:
        """Read a text that was pasted."""
        name = _("粘贴的文件")

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Read:
            from desktop_app.documents import outline_of

            outline = outline_of(text, name, paper)
            if cancelled():
                raise CancelledError
            return Read(Path(safe_name(f"{outline.title}.txt")), outline, text)

        self._send(_("正在读取粘贴的文字"), work).finished.connect(self.document_read)

    def read_again(self, read: Read, paper: int) -> None:
        """Read another plan of the same document."""
        if read.text is None:
            self.read(read.path, paper)
        else:
            self.read_text(read.text, paper)

    def store_original(self, vault: "Vault", read: Read) -> Task:
        """Put an accepted document's file into the vault; return what does it."""

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Original:
            from desktop_app.models.operations import check_outline

            check_outline(read.outline)  # a refused document leaves nothing in the vault
            if read.text is None:
                return Original(read.outline, vault.store(read.path, on_progress, cancelled))
            with TemporaryDirectory(prefix="yaodian-") as folder:
                file = Path(folder) / read.path.name
                file.write_bytes(read.text.encode("utf-8", "surrogatepass"))
                return Original(read.outline, vault.store(file, on_progress, cancelled))

        task = self._send(_("正在保存原件"), work)
        task.finished.connect(self.original_stored)
        return task

    def _send(self, words: str, work: Work) -> Task:
        task = self._workers.start(words, work)
        task.refused.connect(self.refused)
        task.cancelled.connect(self._tell_stopped)
        return task

    def _tell_stopped(self, words: str) -> None:
        self.told.emit(words or _("已停止，没有留下任何改动。"))
