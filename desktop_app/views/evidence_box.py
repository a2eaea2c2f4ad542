"""The part of the item panel that holds its evidence."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.controls import link, plain_label
from desktop_app.views.evidence_list import EvidenceList
from desktop_app.views.icons import Icons
from desktop_app.views.theme import XS, M, Role, Theme


class EvidenceBox(QWidget):
    """Caption with the number of files, the files, and where to drop more. `attach_requested()`."""

    attach_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.caption = plain_label(look="soft")
        self.add = link(_("添加"))
        self.remove = link(_("移除"), quiet=True)
        self.remove.setToolTip(_("从这个条目移除所选材料；可以撤销"))
        self.files = EvidenceList(theme, icons)
        self.place = QFrame()
        self.place.setObjectName("dropPlace")
        self.place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = plain_label()
        self._below = plain_label(look="faint")
        self._hint = plain_label(look="faint", wrap=True)
        inner = QHBoxLayout(self.place)
        inner.setContentsMargins(M, M, M, M)
        inner.setSpacing(M)
        inner.addWidget(self._sign)
        inner.addWidget(self._hint, 1)
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        layout.addWidget(self._below)
        layout.addWidget(self.files)
        layout.addWidget(self.place)
        self._editable = True
        self.recolour()
        self.show_rows([])
        self.add.clicked.connect(self._ask)
        self.remove.clicked.connect(self.files.remove_current)
        self.files.selectionModel().currentChanged.connect(self._show_removal)

    @property
    def rows(self) -> Sequence[EvidenceRow]:
        """The files shown."""
        return self.files.files.rows

    def show_rows(self, rows: Sequence[EvidenceRow], below: int = 0) -> None:
        """Show these files and their number, and how many more the items below have."""
        self._below.setText(_("下面的条目另有 {count} 份").format(count=below))
        self._below.setVisible(below > 0)
        self.files.show_rows(rows)
        self.caption.setText(_("佐证材料 {count}").format(count=len(rows)) if rows else _("佐证材料"))
        self._show_hint(inviting=False)
        self._show_removal(self.files.currentIndex(), QModelIndex())

    def set_editable(self, editable: bool) -> None:
        """Take files, or only show them."""
        self._editable = editable
        self.add.setVisible(editable)
        self._show_hint(inviting=False)

    def invite(self, inviting: bool) -> None:
        """Show that files being dragged would be taken here."""
        self.place.setProperty("inviting", inviting)
        self.place.style().unpolish(self.place)
        self.place.style().polish(self.place)
        self._show_hint(inviting)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(self._icons.pixmap("drop", 24, Role.FAINT, ratio))

    def _show_hint(self, inviting: bool) -> None:
        self.place.setVisible(self._editable)
        self._hint.setText(_("松开就添加到这个条目") if inviting else _("把照片、文档拖到这里"))

    def _show_removal(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.remove.setVisible(current.isValid() and self._editable)

    def _ask(self) -> None:
        self.attach_requested.emit()
