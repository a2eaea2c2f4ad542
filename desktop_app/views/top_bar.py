"""The row of buttons under the menu: import, undo, redo, find, report."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from desktop_app.i18n import _
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import M, Role, S

# The namespace Qt is not imported here: its hundred enums would take a tenth of the time to the first screen.
_ICON = QSize(16, 16)


class BarButton(QPushButton):
    """A button that shows and triggers an action once it has been given one; its words stay its own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._action: QAction | None = None
        self.setIconSize(_ICON)

    def take(self, action: QAction) -> None:
        """Trigger this action, and follow its state."""
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        if self._action is not None:
            if not self.property("primary"):  # on the accent the action's own could not be seen
                self.setIcon(self._action.icon())
            self.setEnabled(self._action.isEnabled())
            self.setToolTip(self._action.toolTip())


class TopBar(QFrame):
    """Holds the few actions one needs all day.

    Signals: `find_changed(words)`; `find_left()` on Enter, ↓ or Escape.
    """

    find_changed = Signal(str)
    find_left = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._icons = icons
        self.import_button = BarButton(_("导入文件"))
        self.undo_button = BarButton(_("撤销"))
        self.redo_button = BarButton(_("重做"))
        for button in (self.undo_button, self.redo_button):
            button.setProperty("quiet", True)
        self.search = QLineEdit()
        self.search.setAccessibleName(_("查找"))
        self.search.setPlaceholderText(_("查找编号、文字、人、材料，或拼音首字母　Ctrl+F"))
        self.search.setMaximumWidth(420)
        self.search.setMinimumWidth(200)
        self._magnifier = QAction(self.search)
        self.search.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.hits = QLabel()
        self.hits.setProperty("faint", True)
        self.report_button = BarButton(_("生成报告"))
        self.report_button.setProperty("primary", True)
        self._lay_out()
        self._paint_icons()
        self.search.textChanged.connect(self.find_changed)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(M, S, M, S)
        layout.setSpacing(S)
        for part in (self.import_button, self.undo_button, self.redo_button):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.search, 2)
        layout.addWidget(self.hits)
        layout.addStretch(1)
        layout.addWidget(self.report_button)

    def take_actions(self, import_file: QAction, undo: QAction, redo: QAction, report: QAction) -> None:
        """Let the buttons and the search do something."""
        self.import_button.take(import_file)
        self.undo_button.take(undo)
        self.redo_button.take(redo)
        self.report_button.take(report)
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)

    def go_to_find(self) -> None:
        """Put the cursor into the search, what stands there chosen."""
        self.search.setFocus()
        self.search.selectAll()

    def show_hits(self, count: int | None) -> None:
        """Say how many items were found; None where nothing is searched for."""
        self.hits.setText("" if count is None else _("找到 {count} 项").format(count=count))

    def recolour(self) -> None:
        """Draw the icons in the colours in force; those of actions come with the actions."""
        self._magnifier.setIcon(self._icons.icon("search", Role.FAINT))
        self.report_button.setIcon(self._icons.icon("report", Role.ON_ACCENT))

    def _paint_icons(self) -> None:
        self.recolour()
        for button, name in (
            (self.import_button, "import"),
            (self.undo_button, "undo"),
            (self.redo_button, "redo"),
        ):
            button.setIcon(self._icons.icon(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Clear the search with Escape; go on to what was found with Enter or ↓."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            return super().eventFilter(watched, event)
        self.find_left.emit()
        return True
