"""Which part of a checklist the report is about: all of it, or some of its top headings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.reports.segments import segment
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import XS

_SHOWN = 4  # headings in sight at once
_TICKED = Qt.CheckState.Checked


class RangeBox(QWidget):
    """`range_changed()` when another part is wished for."""

    range_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all, self.some = segment(_("全部")), segment(_("部分章节"))
        self._group = QButtonGroup(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("报告包含的章节"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = plain_label(_("至少选一章，现在按全部生成。"), "warn", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(XS)
        for button in (self.all, self.some):
            self._group.addButton(button)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(buttons)
        layout.addWidget(self.list)
        layout.addWidget(self.none)
        self.all.setChecked(True)
        self._fold()
        self._group.buttonClicked.connect(self._tell)
        self.list.itemChanged.connect(self._tell)

    @property
    def tops(self) -> tuple[str, ...]:
        """The ids of the headings that are wished for, none where it is all of them."""
        if self.all.isChecked():
            return ()
        ticked = [item.data(Qt.ItemDataRole.UserRole) for item in self._items() if _is_ticked(item)]
        return () if len(ticked) == self.list.count() else tuple(ticked)

    def show_headings(self, headings: Sequence[tuple[str, str]]) -> None:
        """Offer top headings as (id, words); those that were there before keep their ticks."""
        if headings == [(item.data(Qt.ItemDataRole.UserRole), item.text()) for item in self._items()]:
            return
        left_out = {item.data(Qt.ItemDataRole.UserRole) for item in self._items() if not _is_ticked(item)}
        self.list.blockSignals(True)
        self.list.clear()
        for heading_id, words in headings:
            item = QListWidgetItem(words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, heading_id)
            item.setToolTip(words)
            item.setCheckState(Qt.CheckState.Unchecked if heading_id in left_out else _TICKED)
        self.list.blockSignals(False)
        if len(headings) < 2:
            self.all.setChecked(True)
        self.some.setEnabled(len(headings) > 1)
        rows = min(len(headings), _SHOWN)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 0) + 2 * self.list.frameWidth())
        self._fold()

    def show_all(self) -> None:
        """Take the whole checklist again."""
        self.all.setChecked(True)
        self._fold()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _fold(self) -> None:
        self.list.setVisible(self.some.isChecked())
        nothing = not any(_is_ticked(item) for item in self._items())
        self.none.setVisible(self.some.isChecked() and nothing)

    def _tell(self) -> None:
        self._fold()
        self.range_changed.emit()


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == _TICKED
