"""What there is to look at before a document is accepted: how many places, and the list of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.documents.editing import asks
from desktop_app.documents.outline import Warning
from desktop_app.i18n import _
from desktop_app.views.review.warning_list import WarningList
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import L, M, S, Theme, sized

_ANY_HEIGHT = 16777215  # Qt's own largest
_CLOSED = 48  # pixels, for the one sentence that there is nothing


class WarningBox(QWidget):
    """The list under a line that counts it, leads on through it and accepts the rest at once."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = WarningList(theme, icons)
        self.title = plain_label()
        self.title.setFont(sized(self.font(), medium=True))
        self.onward = link(_("下一处"))
        self.accept_all = link(_("全部接受"))
        top = QHBoxLayout()
        top.setContentsMargins(L, 0, L, 0)
        top.setSpacing(L)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.onward)
        top.addWidget(self.accept_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(S)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def show_warnings(self, warnings: Sequence[Warning]) -> None:
        """Show these warnings; where there are none, say so in one line."""
        count = len(warnings)
        asking = sum(map(asks, warnings))
        words = _("{count} 处需要看一眼").format(count=count) if count else _("没有需要核对的地方")
        if asking and asking < count:
            words += _("，其中 {count} 处请选择").format(count=asking)
        self.title.setText(words)
        self.list.show_warnings(warnings)
        self.list.setVisible(bool(count))
        self.onward.setVisible(count > 1)
        self.accept_all.setVisible(count - asking > 1)
        self.setMaximumHeight(_ANY_HEIGHT if count else _CLOSED)

    def step(self, by: int) -> int:
        """Choose the next (1) or the last (-1) warning, round and round; return its row, -1 for none."""
        count, row = self.list.count(), self.list.currentRow()
        if not count:
            return -1
        row = (row + by) % count if row >= 0 else 0
        self.list.setFocus()
        self.list.setCurrentRow(row)
        return row
