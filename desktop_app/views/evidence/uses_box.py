"""What a file serves, each item a link to it, and how many older revisions there are."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import LinkRow
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.theme import XS, M, S

_MOST = 6  # items named; the others are counted


class UsesBox(QWidget):
    """Names items. `item_requested(checklist id, item id)`, `revisions_requested()`."""

    item_requested = Signal(str, str)
    revisions_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(M, S, M, M)
        self._layout.setSpacing(XS)
        self._places: dict[QToolButton, LinkRow] = {}
        self._parts: list[QWidget] = []

    def show_places(self, places: Sequence[LinkRow], revisions: int, *, before: bool = False) -> None:
        """Show these items, and a way to the revisions where there is more than one.

        `before`: the file is in the bin, and served them before.
        """
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._places = [], {}
        self._add(plain_label(_head(len(places), before), "soft"))
        for place in places[:_MOST]:
            page = _("（见第 {page} 页）").format(page=place.page) if place.page else ""
            button = link(f"{place.name}{page}")
            button.setToolTip(place.checklist)
            button.clicked.connect(self._go)
            self._places[button] = place
            self._add(button)
        if len(places) > _MOST:
            self._add(plain_label(_("……还有 {count} 个").format(count=len(places) - _MOST), "faint"))
        if revisions > 1:
            button = link(_("共 {count} 个版本…").format(count=revisions))
            button.clicked.connect(self.revisions_requested)
            self._add(button)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._layout.addWidget(part)

    def _go(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            place = self._places[button]
            self.item_requested.emit(place.checklist_id, place.item_id)


def _head(count: int, before: bool) -> str:
    """Return the line above the items."""
    if before:
        words = _("原来用于 {count} 个条目，放回时恢复") if count else _("没有用于条目，放回收件箱")
    else:
        words = _("用于 {count} 个条目") if count else _("还没有用于任何条目")
    return words.format(count=count)
