"""What is missing, by kind with its count; each line leads to its item or its file."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.missing import Lack, Missing
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.quiet_tree import QuietCells, QuietTree
from desktop_app.views.widgets.theme import ROW, L, M, Role, Theme, sized

_ENTRY = Qt.ItemDataRole.UserRole
_MOST = 300  # lines shown of a kind; more than that nobody reads one by one
_SERIOUS = (Lack.NO_EVIDENCE, Lack.EMPTY, Lack.UNREADABLE)


class MissingTree(QWidget):
    """Lists findings. `chosen(Missing)` where one is clicked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = QStandardItemModel(0, 2, self)
        self.tree = QuietTree(theme)
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(QuietCells(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("缺什么"))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = plain_label(
            _("没有发现缺什么：已完成的要点都有材料，材料都能打开，日期都在清单年份内。"), "soft", wrap=True
        )
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, 0, L, M)
        layout.addWidget(self._pages)
        self.tree.clicked.connect(self._choose)
        self.tree.activated.connect(self._choose)

    def show_missing(self, found: Sequence[Missing]) -> None:
        """Show findings; groups that were closed stay closed."""
        groups = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        closed = {index.data(_ENTRY) for index in groups if not self.tree.isExpanded(index)}
        self._model.removeRows(0, self._model.rowCount())
        self._pages.setCurrentIndex(0 if found else 1)
        for lack in Lack:
            members = [one for one in found if one.lack is lack]
            if members:
                group = self._group(lack, members)
                self._model.appendRow([group, QStandardItem()])
                self.tree.setExpanded(group.index(), lack not in closed)

    def _group(self, lack: Lack, members: Sequence[Missing]) -> QStandardItem:
        """Return the line of a kind with those of its findings below it."""
        group = QStandardItem(_("{words} {count} 项").format(words=lack.label, count=len(members)))
        group.setData(lack, _ENTRY)
        group.setFont(sized(self.font(), 0, medium=True))
        group.setForeground(self._theme.color(Role.FAILED if lack in _SERIOUS else Role.MOSTLY))
        group.setSizeHint(QSize(0, ROW))
        for one in members[:_MOST]:
            name, detail = QStandardItem(one.name), QStandardItem(one.detail)
            name.setData(one, _ENTRY)
            name.setToolTip(one.name)
            detail.setForeground(self._theme.color(Role.FAINT))
            group.appendRow([name, detail])
        if len(members) > _MOST:
            group.appendRow(QStandardItem(_("……还有 {count} 项").format(count=len(members) - _MOST)))
        return group

    def _choose(self, index: QModelIndex) -> None:
        one = index.siblingAtColumn(0).data(_ENTRY)
        if isinstance(one, Missing):
            self.chosen.emit(one)
