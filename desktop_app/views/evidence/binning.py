"""The way into the bin and back: what a file is used for is shown before, and said after."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow, LinkRow
from desktop_app.views.dialogs import plain_box
from desktop_app.views.evidence.shelf import Shelf

_MOST = 6  # items named; the others are counted


class Binning(QObject):
    """Puts files into the bin, after a question where items would lose them, and takes them back.

    `tell` says what was done and offers to undo it.
    """

    def __init__(self, shelf: Shelf, tell: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._shelf = shelf
        self._tell = tell
        self._window = window
        self._rows: Sequence[EvidenceRow] = ()
        self.question: QMessageBox | None = None

    def put(self, ids: Sequence[str]) -> None:
        """Put files aside; where they are in use, ask first and show where."""
        self._rows = self._shelf.rows(ids)
        used = [row for row in self._rows if row.item_ids]
        if used:
            self._ask(used)
        else:
            self._put()

    def take_back(self, ids: Sequence[str]) -> None:
        """Bring files back to where they were."""
        rows = self._shelf.rows(ids)
        if self._shelf.unbin(ids) is None:
            return
        used = [row for row in self._shelf.rows(ids) if row.item_ids]
        if not used:
            self._tell(_("已把{files}放回收件箱。").format(files=named(rows)))
            return
        words = _("已放回{files}，重新用于原来的 {count} 个条目。")
        if len(used) < len(rows):
            words = _("已放回{files}，有的重新用于原来的 {count} 个条目，其余的在收件箱。")
        places = {item_id for row in used for item_id in row.item_ids}
        self._tell(words.format(files=named(rows), count=len(places)))

    def _put(self) -> None:
        if self._shelf.bin([row.id for row in self._rows]) is not None:
            self._tell(_("已把{files}放入回收站。").format(files=named(self._rows)))

    def _ask(self, used: Sequence[EvidenceRow]) -> None:
        places = {place.item_id: place for row in used for place in self._shelf.where(row.id)}
        box = self.question = plain_box(QMessageBox.Icon.Question, self._words(used, places), self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        put = box.addButton(
            _("放入回收站 {count} 份").format(count=len(self._rows)), QMessageBox.ButtonRole.AcceptRole
        )
        box.setDefaultButton(put)
        box.setEscapeButton(box.addButton(_("先不放"), QMessageBox.ButtonRole.RejectRole))
        put.clicked.connect(self._put)
        box.destroyed.connect(self._forget)
        box.open()

    def _words(self, used: Sequence[EvidenceRow], places: dict[str, LinkRow]) -> str:
        lines = [f"　{place.name}" for place in list(places.values())[:_MOST]]
        if len(places) > _MOST:
            lines.append(_("　……还有 {count} 个").format(count=len(places) - _MOST))
        return "\n".join(
            (
                _("{files}正用于 {count} 个条目：").format(files=named(used), count=len(places)),
                *lines,
                _("放入回收站以后，这些条目里就没有了；从回收站放回时会一起恢复。"),
            )
        )

    def _forget(self) -> None:
        self.question = None


def named(rows: Sequence[EvidenceRow]) -> str:
    """Return the name of a file, with how many there are where there are more."""
    words = _("“{name}”") if len(rows) == 1 else _("“{name}”等 {count} 份材料")
    return words.format(name=rows[0].name, count=len(rows))
