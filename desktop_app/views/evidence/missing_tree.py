"""What is missing, by kind with its count; each line leads to its item or its file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.missing import Lack, Missing
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import L, M, Role, Theme, sized

_ENTRY = Qt.ItemDataRole.UserRole
_MOST = 300  # lines shown of a kind; more than that nobody reads one by one
_SERIOUS = (Lack.NO_EVIDENCE, Lack.EMPTY, Lack.UNREADABLE)


class MissingTree(QWidget):
    """Lists findings. `chosen(Missing)` where one is clicked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
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
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)

    def show_missing(self, found: Sequence[Missing]) -> None:
        """Show findings; groups that were closed stay closed."""
        closed = {
            item.data(0, _ENTRY)
            for at in range(self.tree.topLevelItemCount())
            if (item := self.tree.topLevelItem(at)) is not None and not item.isExpanded()
        }
        self.tree.clear()
        self._pages.setCurrentIndex(0 if found else 1)
        for lack in Lack:
            members = [one for one in found if one.lack is lack]
            if members:
                self._add_group(lack, members, lack not in closed)

    def _add_group(self, lack: Lack, members: Sequence[Missing], opened: bool) -> None:
        group = QTreeWidgetItem([_("{words} {count} 项").format(words=lack.label, count=len(members))])
        group.setData(0, _ENTRY, lack)
        group.setFont(0, sized(self.font(), 0, medium=True))
        role = Role.FAILED if lack in _SERIOUS else Role.MOSTLY
        group.setForeground(0, self._theme.color(role))
        for one in members[:_MOST]:
            line = QTreeWidgetItem(group, [one.name, one.detail])
            line.setData(0, _ENTRY, one)
            line.setToolTip(0, one.name)
            line.setForeground(1, self._theme.color(Role.FAINT))
        if len(members) > _MOST:
            QTreeWidgetItem(group, [_("……还有 {count} 项").format(count=len(members) - _MOST)])
        self.tree.addTopLevelItem(group)
        group.setExpanded(opened)

    def _choose(self, item: QTreeWidgetItem) -> None:
        one = item.data(0, _ENTRY)
        if isinstance(one, Missing):
            self.chosen.emit(one)
