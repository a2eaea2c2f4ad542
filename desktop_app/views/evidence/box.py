"""The part of the item panel that holds its evidence: the files, where to drop more, what is said of one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.details_form import DetailsForm
from desktop_app.views.evidence.file_list import FileList
from desktop_app.views.evidence.shelf import State
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XS, M, Role, Theme


class _DropPlace(QFrame):
    """Where files are dropped or, once it was clicked, pasted. `chosen()` on a double click."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dropPlace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("把照片、文档拖到这里"))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask for files to be chosen."""
        self.chosen.emit()


class EvidenceBox(QWidget):
    """Caption with the number of files, the files, the form for the current one, and where to drop more.

    Signals: `attach_requested()`, `paste_requested()`, `replacing_requested(EvidenceRow)`,
    `form_opened()`, for it may lie out of sight.
    """

    attach_requested = Signal()
    paste_requested = Signal()
    replacing_requested = Signal(object)
    form_opened = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._year, self._what = 0, ""
        self.caption = plain_label(look="soft")
        self.add = link(_("添加"))
        self.replace = link(_("替换…"))
        self.replace.setToolTip(_("放回原来的文件，或放入正确的文件"))
        self.more = link(_("说明"), quiet=True)
        self.more.setToolTip(_("填写所选材料的名称、日期、类别和见第几页"))
        self.remove = link(_("移除"), quiet=True)
        self.remove.setToolTip(_("从这个条目移除所选材料；可以撤销"))
        self.files = FileList(theme, icons, inside=True)
        self.form = DetailsForm(icons)
        self.form.hide()
        self.place = _DropPlace()
        self._sign = plain_label()
        self._below = plain_label(look="faint")
        self._hint = plain_label(look="faint", wrap=True)
        self._lay_out()
        self._editable = True
        self._wants_form = False
        self.recolour()
        self.show_rows([])
        self.add.clicked.connect(self.attach_requested)
        self.place.chosen.connect(self.attach_requested)
        self.remove.clicked.connect(self.files.remove_chosen)
        self.more.clicked.connect(self._fold_form)
        self.replace.clicked.connect(self._ask_to_replace)
        self.files.paste_requested.connect(self.paste_requested)
        self.files.current_changed.connect(self._show_current)
        self.files.describe = self._describe

    def _lay_out(self) -> None:
        inner = QHBoxLayout(self.place)
        inner.setContentsMargins(M, M, M, M)
        inner.setSpacing(M)
        inner.addWidget(self._sign)
        inner.addWidget(self._hint, 1)
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        for tool in (self.replace, self.more, self.remove, self.add):
            head.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        parts: tuple[QWidget, ...] = (self._below, self.files, self.form, self.place)
        for part in parts:
            layout.addWidget(part)

    @property
    def rows(self) -> Sequence[EvidenceRow]:
        """The files shown."""
        return self.files.files.rows

    def show_rows(
        self, rows: Sequence[EvidenceRow], below: int = 0, item_id: str = "", year: int = 0, what: str = ""
    ) -> None:
        """Show an item's files and their number, and how many more the items below have.

        `what` is what the item is about, `year` the one in which a day without one is meant.
        """
        self._year, self._what = year, what
        self._below.setText(_("下面的条目另有 {count} 份").format(count=below))
        self._below.setVisible(below > 0)
        self.files.show_rows(rows, item_id)
        self.caption.setText(_("佐证材料 {count}").format(count=len(rows)) if rows else _("佐证材料"))
        self._show_hint(inviting=False)
        self._show_current(self.files.current_row())

    def commit(self) -> None:
        """Hand over what is being typed of a file."""
        if self.form.isVisible():
            self.form.commit()

    def set_editable(self, editable: bool) -> None:
        """Take files, or only show them."""
        self._editable = editable
        self.add.setVisible(editable)
        self.form.set_editable(editable)
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
        self.form.recolour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste files or a picture."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._editable:
            self.paste_requested.emit()
        else:
            super().keyPressEvent(event)

    def _show_hint(self, inviting: bool) -> None:
        self.place.setVisible(self._editable)
        self._hint.setText(
            _("松开就添加到这个条目")
            if inviting
            else _("把照片、文档、文件夹拖到这里，或点一下再按 Ctrl+V 粘贴")
        )

    def _show_current(self, row: EvidenceRow | None) -> None:
        self.remove.setVisible(row is not None and self._editable)
        bad = row is not None and self.files.delegate.state_of(row) is not State.SOUND
        self.replace.setVisible(bad and self._editable)
        self.more.setVisible(row is not None)
        self.more.setText(_("收起说明") if self._wants_form else _("说明"))
        self.form.setVisible(row is not None and self._wants_form)
        if row is not None:
            self.form.show_row(row, self.files.files.item_id, self._year or row.added_at.year, self._what)

    def _ask_to_replace(self) -> None:
        self.replacing_requested.emit(self.files.current_row())

    def _fold_form(self) -> None:
        self._wants_form = not self._wants_form
        self._show_current(self.files.current_row())
        if self._wants_form:
            self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.form_opened.emit()

    def _describe(self) -> None:
        """Show the form and put the cursor into it, wherever the list was scrolled to."""
        self._wants_form = False
        self._fold_form()
