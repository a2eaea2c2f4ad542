"""What can be done with files: the menu of a list of them, the same wherever files are shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.shelf import Shelf

_MOST_PLACES = 15  # items named in the menu; beyond that the page of all files shows them


class FileMenu(QObject):
    """Asks what to do with files.

    Signals: `open_requested(row)`, `preview_requested(row)`, `folder_requested(row)`,
    `replacing_requested(row)`, `item_requested(checklist id, item id)`, `detach_requested(item id, ids)`,
    `order_requested(item id, ids)`, `bin_requested(ids)`, `unbin_requested(ids)`, `revisions_requested(row)`.
    """

    open_requested = Signal(object)
    preview_requested = Signal(object)
    folder_requested = Signal(object)
    replacing_requested = Signal(object)
    item_requested = Signal(str, str)
    detach_requested = Signal(str, object)
    order_requested = Signal(str, object)
    bin_requested = Signal(object)
    unbin_requested = Signal(object)
    revisions_requested = Signal(object)

    def __init__(self, shelf: Shelf, window: QWidget) -> None:
        super().__init__(window)
        self._shelf = shelf
        self._window = window
        self._rows: Sequence[EvidenceRow] = ()
        self._item_id = ""
        self._order: list[str] = []
        self.menu: QMenu | None = None

    def show(
        self,
        rows: Sequence[EvidenceRow],
        place: QPoint,
        item_id: str = "",
        describe: Callable[[], None] | None = None,
        order: Sequence[str] = (),
    ) -> None:
        """Open the menu of these files at a place on the screen; `item_id` where they are an item's.

        `describe` opens the form about them, None where there is none beside the list. `order`: the ids of
        all files of the item.
        """
        self._rows, self._item_id, self._order = tuple(rows), item_id, list(order)
        menu = self.menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._forget)
        if len(rows) == 1:
            self._add_for_one(menu, rows[0])
        editable = self._shelf.editable
        if describe is not None:
            self._add(menu, _("填写说明…"), describe, editable and not any(row.binned for row in rows))
        if len(rows) == 1 and len(order) > 1:
            at = self._order.index(rows[0].id)
            self._add(menu, _("移到最前"), lambda: self._move(at, 0), editable and at > 0)
            self._add(menu, _("上移\tAlt+↑"), lambda: self._move(at, at - 1), editable and at > 0)
            below = editable and at < len(order) - 1
            self._add(menu, _("下移\tAlt+↓"), lambda: self._move(at, at + 1), below)
        if item_id:
            self._add(menu, _("移除 {count} 份").format(count=len(rows)), self._detach, editable)
        if all(row.binned for row in rows):
            self._add(menu, _("放回"), self._unbin, editable)
        else:
            self._add(menu, _("放入回收站"), self._bin, editable)
        menu.popup(place)

    def _add_for_one(self, menu: QMenu, row: EvidenceRow) -> None:
        self._add(menu, _("打开"), self._open)
        self._add(menu, _("预览\t空格"), self._preview)
        self._add(menu, _("打开所在文件夹"), self._open_folder)
        menu.addSeparator()
        if not row.binned:
            self._add(menu, _("替换…"), self._replace, self._shelf.editable)
        if row.previous_id is not None:
            self._add(menu, _("以前的版本…"), self._show_revisions)
        self._add_places(menu, row)
        menu.addSeparator()

    def _add_places(self, menu: QMenu, row: EvidenceRow) -> None:
        places = self._shelf.where(row.id)
        below = menu.addMenu(_("用于 {count} 个条目").format(count=len(places)))
        below.setEnabled(bool(places))
        for place in places[:_MOST_PLACES]:
            page = _("（见第 {page} 页）").format(page=place.page) if place.page else ""
            action = below.addAction(f"{place.name.replace('&', '&&')}{page}")
            action.setData((place.checklist_id, place.item_id))
            action.triggered.connect(self._go_to)

    def _add(self, menu: QMenu, words: str, do: Callable[[], None], enabled: bool = True) -> None:
        action = menu.addAction(words)
        action.triggered.connect(do)
        action.setEnabled(enabled)

    def _forget(self) -> None:
        self.menu = None

    def _ids(self) -> list[str]:
        return [row.id for row in self._rows]

    def _open(self) -> None:
        self.open_requested.emit(self._rows[0])

    def _preview(self) -> None:
        self.preview_requested.emit(self._rows[0])

    def _open_folder(self) -> None:
        self.folder_requested.emit(self._rows[0])

    def _replace(self) -> None:
        self.replacing_requested.emit(self._rows[0])

    def _show_revisions(self) -> None:
        self.revisions_requested.emit(self._rows[0])

    def _go_to(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.item_requested.emit(*action.data())

    def _move(self, at: int, to: int) -> None:
        order = self._order.copy()
        order.insert(to, order.pop(at))
        self.order_requested.emit(self._item_id, order)

    def _detach(self) -> None:
        self.detach_requested.emit(self._item_id, self._ids())

    def _bin(self) -> None:
        self.bin_requested.emit(self._ids())

    def _unbin(self) -> None:
        self.unbin_requested.emit(self._ids())
