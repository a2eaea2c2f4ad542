"""The files that can be made: each that is ticked, else the current one, whose pages show."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.i18n import _
from desktop_app.views.reports.forms import FORMS, Form
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import ROW, Role

ICON = 16  # as they are drawn
_TICKED = Qt.CheckState.Checked


class FormList(QListWidget):
    """Lists the forms, each to be shown or ticked. `form_shown(Form)`, `ticks_changed()`."""

    form_shown = Signal(object)
    ticks_changed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setAccessibleName(_("要生成的文件"))
        self.setObjectName("formList")
        self.setIconSize(QSize(ICON, ICON))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        height = max(ROW, self.fontMetrics().height() + 14) - 2
        for form in FORMS:
            item = QListWidgetItem(form.label, self)
            item.setToolTip(form.says)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, height))
        self.setFixedHeight(height * len(FORMS) + 2 * self.frameWidth())
        self.recolour()
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self._tell_shown)
        self.itemChanged.connect(self._tell_ticks)

    @property
    def form(self) -> Form:
        """The form whose pages are shown."""
        return FORMS[max(self.currentRow(), 0)]

    @property
    def ticked(self) -> tuple[Form, ...]:
        """The forms that are ticked."""
        return tuple(form for row, form in enumerate(FORMS) if self.item(row).checkState() == _TICKED)

    @property
    def wanted(self) -> tuple[Form, ...]:
        """The forms to make: those that are ticked, the one that is looked at where none is."""
        return self.ticked or (self.form,)

    def show_form(self, key: str) -> None:
        """Make a form the one shown."""
        rows = [row for row, form in enumerate(FORMS) if form.key == key]
        if rows:
            self.setCurrentRow(rows[0])

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these forms and no others."""
        wanted = set(keys)
        for row, form in enumerate(FORMS):
            self.item(row).setCheckState(_TICKED if form.key in wanted else Qt.CheckState.Unchecked)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.blockSignals(True)  # an icon is a change of an item too
        for row, form in enumerate(FORMS):
            icon = self._icons.icon(form.icon, Role.SOFT)
            drawing = self._icons.pixmap(form.icon, ICON, Role.SOFT, self.devicePixelRatioF())
            icon.addPixmap(drawing, QIcon.Mode.Selected)  # Qt would make a pale one
            self.item(row).setIcon(icon)
        self.blockSignals(False)

    def _tell_shown(self) -> None:
        self.form_shown.emit(self.form)

    def _tell_ticks(self) -> None:
        self.ticks_changed.emit()
