"""What a file looks like without its own program: a page as a picture, or its text; made on a worker."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.evidence.apart import Apart
from desktop_app.evidence.extract import Problem
from desktop_app.evidence.names import reachable
from desktop_app.i18n import _
from desktop_app.views.widgets.words import icon_of_file
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

MOST_TEXT = 200_000  # characters shown of a file: more is read in its own program


@dataclass(frozen=True)
class Wish:
    """A page of a file, its longer side at most `longest` pixels; `pages` are how many it has, if known."""

    path: Path
    page: int
    longest: int
    pages: int | None = None


@dataclass(frozen=True)
class Sight:
    """What there is to see: a picture (PNG), or texts page by page, or the words why there is neither."""

    wish: Wish
    picture: bytes = b""
    pages: int = 1
    texts: tuple[str, ...] = ()
    words: str = ""


class Looker(QObject):
    """Looks into files, one after the other; of several wishes only the last counts. `seen(Sight)`."""

    seen = Signal(object)

    def __init__(self, workers: Workers, eyes: Apart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._eyes = eyes
        self._wish: Wish | None = None
        self._next: Wish | None = None
        self._task: Task | None = None

    def look(self, wish: Wish) -> None:
        """Look at a page; what is still being looked at for another wish is dropped."""
        self._next = wish
        if self._task is None:
            self._start()
        elif wish != self._wish:
            self._task.cancel()

    def _start(self) -> None:
        wish, self._next = self._next, None
        if wish is None:
            return
        self._wish = wish
        eyes = self._eyes

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Sight:
            return look_at(wish, eyes, cancelled)

        self._task = self._workers.start("", work)
        self._task.finished.connect(self._take)
        self._task.ended.connect(self._go_on)

    def _go_on(self) -> None:
        self._task = None
        if self._next == self._wish:
            self._next = None
        self._start()

    def _take(self, sight: Sight) -> None:
        if self._next is None:
            self.seen.emit(sight)


def look_at(wish: Wish, eyes: Apart, cancelled: Cancelled) -> Sight:
    """Return what a page of a file looks like. Raises nothing for what is in the file."""
    if not reachable(wish.path).is_file():
        return Sight(wish, words=_("文件不见了，没有什么可看的。请从备份恢复，或用“替换…”放回原来的文件。"))
    kind = icon_of_file(wish.path.name)
    if kind in ("file_image", "file_pdf"):
        picture = eyes.thumbnail(wish.path, wish.longest, wish.page)
        if picture is not None:
            return Sight(
                wish,
                picture.png,
                (eyes.extract(wish.path).page_count or 1 if wish.pages is None else wish.pages)
                if kind == "file_pdf"
                else 1,
            )
    if cancelled():
        return Sight(wish)
    found = eyes.extract(wish.path)
    if any(text.strip() for text in found.pages):
        return Sight(wish, texts=_bounded(found.pages), pages=max(1, len(found.pages)))
    words = {
        Problem.EMPTY: _("这个文件是空的。"),
        Problem.LOCKED: _("这个文件有密码，这里看不到内容。可以用原来的程序打开。"),
        Problem.UNREADABLE: _("这个文件读不出来，可能已经损坏。可以用原来的程序打开试试。"),
    }
    return Sight(wish, words=words.get(found.problem, _("这种文件不能在这里预览，可以用原来的程序打开。")))


def _bounded(pages: tuple[str, ...]) -> tuple[str, ...]:
    left, kept = MOST_TEXT, []
    for page in pages:
        if left <= 0:
            break
        kept.append(page[:left])
        left -= len(page)
    return tuple(kept)
