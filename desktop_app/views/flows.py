"""The ways through several steps: importing a document, opening files."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop_app.documents.outline import Outline
from desktop_app.i18n import _
from desktop_app.resources import SAMPLE
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.errands import Errands, Original, Read
from desktop_app.views.widgets.notice import Kind, Notice


class Flows(QObject):
    """Leads from step to step: desk, errands and dialogs do the work.

    Signals: `review_changed()` where a document came under review or left it, `storing_changed(whether)`
    while the original of an accepted document is being stored, `leaving()` before anything that reads or
    leaves the current item, so that what is being typed is stored first.
    """

    review_changed = Signal()
    storing_changed = Signal(bool)
    leaving = Signal()

    def __init__(self, desk: Desk, errands: Errands, dialogs: Dialogs, notice: Notice) -> None:
        super().__init__(dialogs)
        self._desk = desk
        self._errands = errands
        self._dialogs = dialogs
        self._notice = notice
        self.under_review: Read | None = None
        self.left: Read | None = None  # the document whose review can be gone back to
        self._accepted: Outline | None = None  # what its checklist is to be made of
        self._storing = False  # a second click meanwhile does nothing

    # Importing a document

    def read_sample(self) -> None:
        """Read the document that comes with the program."""
        documents = sorted(SAMPLE.glob("*.txt"))
        if documents:
            self._errands.read(documents[0])

    def review(self, read: Read) -> None:
        """Put a document that was read under review."""
        self.leaving.emit()
        self._notice.hide()
        self._put_under_review(read)
        self._warn_of_twin(read)

    def paste(self) -> None:
        """Read the text that the clipboard holds, or its files."""
        data = QGuiApplication.clipboard().mimeData() or QMimeData()  # Qt has none where nothing was copied
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._errands.read(paths[0])
        elif data.text().strip():
            self._errands.read_text(data.text())
        else:
            words = _("还没有复制文字。请先在网页或 WPS 里选中全文并复制，再回到这里粘贴。")
            self._notice.show_words(Kind.WARNING, words)

    def read_paper(self, paper: int) -> None:
        """Read another plan of the document under review."""
        if self.under_review is not None:
            self._errands.read_again(self.under_review, paper)

    def _warn_of_twin(self, read: Read) -> None:
        """Say that a checklist was made of the very same text before, and offer to open it."""
        twin = self._desk.made_from(read.outline.source_text)
        if twin is not None:
            words = _("这份文件以前导入过，清单是“{title}”。再点“生成清单”会多出一份新的。")
            self._notice.show_words(
                Kind.WARNING,
                words.format(title=twin.title),
                (_("打开已有清单"), partial(self._open_twin, twin.id)),
            )

    def _open_twin(self, checklist_id: str) -> None:
        self._notice.hide()
        self._put_under_review(None)
        self._desk.open(checklist_id)

    def accept(self, outline: Outline) -> None:
        """Store the original of the document under review; the checklist follows when it is safe."""
        if self.under_review is None or self._storing:
            return
        self._accepted, self._storing = outline, True
        self.storing_changed.emit(True)
        edited = replace(self.under_review, outline=outline)
        self._errands.store_original(self._desk.workspace.vault, edited).ended.connect(self._note_stored)

    def _note_stored(self) -> None:
        self._storing = False
        self.storing_changed.emit(False)

    def make_checklist(self, original: Original) -> None:
        """Make the checklist of an accepted document; where that is refused, its review stays as it is."""
        made = self._desk.import_outline(original.outline, original.stored)
        if made and self._accepted is original.outline:  # no other document came under review meanwhile
            self.under_review = self.left = None
            self.review_changed.emit()

    def leave_review(self) -> None:
        """Leave the document under review; nothing of it has been stored."""
        self._put_under_review(None)

    def offer_return(self, edited: bool) -> None:
        """Offer the way back to a review that was left: always after leaving it, else where it had edits."""
        if self.left is None or not (edited or self.under_review is None):
            return
        words = _("已放弃导入“{title}”，没有留下任何改动。")
        if self.under_review is not None:
            words = _("“{title}”还没有生成清单，刚才的修改都还在。")
        title = self.left.outline.title or self.left.path.name
        self._notice.show_words(Kind.WARNING, words.format(title=title), (_("撤销"), self.go_back))

    @property
    def can_go_back(self) -> bool:
        """Whether a review was just left: the notice that offers the way back still stands."""
        return self.under_review is None and self._notice.offers(self.go_back)

    def go_back(self) -> None:
        """Put the document whose review was left under review again."""
        self._notice.hide()
        self._put_under_review(self.left)

    def _put_under_review(self, read: Read | None) -> None:
        self.left, self.under_review = self.under_review, read
        self._accepted = None
        self.review_changed.emit()

    # Opening files

    def open_original(self) -> None:
        """Open the file that the checklist was made from."""
        path = self._desk.original()
        if path is not None:
            self.open_path(path)

    def open_folder(self) -> None:
        """Open the folder that holds all of the school's data."""
        self.open_path(self._desk.workspace.folder)

    def open_path(self, path: Path) -> None:
        """Open a file or folder in the program that its kind belongs to; say so where there is none."""
        if not path.exists():
            words = _("找不到“{name}”，它可能被移走或删除了。清单里的记录没有变，请重新添加这个文件。")
            self._notice.show_words(Kind.ERROR, words.format(name=path.name))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("这台电脑上没有能打开“{name}”的程序。文件本身完好。")
            self._notice.show_words(Kind.ERROR, words.format(name=path.name))
