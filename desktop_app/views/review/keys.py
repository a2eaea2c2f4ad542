"""The keys of the review that belong to the whole page, each named where its button is."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.views.widgets.controls import keys_in_words


class ReviewKeys(QObject):
    """Actions that hold wherever one is on the page: next, previous, facts, accept, leave, panes."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.onward = self._make("F8")
        self.back = self._make("Shift+F8")
        self.accept_all = self._make("Ctrl+F8")
        self.facts = self._make("Alt+Return")
        self.accept = self._make("Ctrl+Shift+Return")
        self.leave = self._make("Esc")
        self.pane = self._make("F6")
        self.accept.setShortcuts([QKeySequence("Ctrl+Shift+Return"), QKeySequence("Ctrl+Shift+Enter")])

    def _make(self, keys: str) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action

    @staticmethod
    def name_on(button: QAbstractButton, action: QAction, words: str) -> None:
        """Name an action's key on its button."""
        button.setToolTip(f"{words}（{keys_in_words(action)}）")
