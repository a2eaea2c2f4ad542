"""What one can do to a heading under review: once as actions, shown as a quiet row of words."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from desktop_app.documents.outline import Level, Node
from desktop_app.i18n import _
from desktop_app.views.review.edits import ReviewEdits, can_move
from desktop_app.views.widgets.controls import keys_in_words
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Role

_Context = Qt.ShortcutContext


class ReviewTools(QToolBar):
    """The row of words above the outline.

    Signals: `rename_requested()`, `level_requested(-1 up, 1 down)`, `join_requested()`, `split_requested()`,
    `removal_requested()`, `undo_requested()`, `redo_requested()`.
    """

    rename_requested = Signal()
    level_requested = Signal(int)
    join_requested = Signal()
    split_requested = Signal()
    removal_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setObjectName("reviewTools")
        self.setAccessibleName(_("修改结构"))
        self.setMovable(False)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.undo = self._make(_("撤销"))
        self.redo = self._make(_("重做"))
        for step in (self.undo, self.redo):
            self.button(step).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.addSeparator()
        self.rename = self._make(_("改标题"), "F2")
        self.up = self._make(_("升一级"), "Alt+Left")
        self.down = self._make(_("降一级"), "Alt+Right")
        self.join = self._make(_("并入上一条"), "Backspace")
        self.split = self._make(_("从光标处拆分"), "Ctrl+Return")
        self.leave_out = self._make(_("不要这一条"), "Del")
        self.heading_actions = [self.rename, self.up, self.down, self.join, self.split, self.leave_out]
        self.undo.triggered.connect(self.undo_requested)
        self.redo.triggered.connect(self.redo_requested)
        self.rename.triggered.connect(self.rename_requested)
        self.up.triggered.connect(self._ask_up)
        self.down.triggered.connect(self._ask_down)
        self.join.triggered.connect(self.join_requested)
        self.split.triggered.connect(self.split_requested)
        self.leave_out.triggered.connect(self.removal_requested)
        self.recolour()

    def _make(self, words: str, keys: str = "") -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(
                _Context.WidgetShortcut
            )  # the line in which a title is typed has its own
            action.setToolTip(f"{words}（{keys_in_words(action)}）")
        self.addAction(action)
        return action

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        for action, icon in ((self.undo, "undo"), (self.redo, "redo")):
            action.setIcon(self._icons.icon(icon, Role.SOFT))

    def button(self, action: QAction) -> QToolButton:
        """Return the button of an action."""
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        return button

    def offer(self, node: Node | None, edits: ReviewEdits | None) -> None:
        """Offer what can be done to the chosen node, and say why not on what cannot."""
        nothing = "" if node else _("先在下面选一条。")
        measure = node is not None and node.level is Level.MEASURE
        self._allow(
            self.rename, nothing or (_("举措是正文里的一句，生成清单以后可以改文字。") if measure else "")
        )
        first = measure and node is not None and node.number == "1"
        self._allow(self.join, nothing or (_("这是第一项举措，前面没有可以并入的。") if first else ""))
        self._allow(self.leave_out, nothing)
        where = _("先在左边原文里点一下，或在改标题时把光标放到要分开的地方。句子中间会分成两项举措。")
        self._allow(self.split, nothing, where)
        for action, step in ((self.up, -1), (self.down, 1)):
            self._allow(action, nothing or _why_not_moved(node, step))
        steps = (
            (self.undo, _("撤销"), "Ctrl+Z", edits.undo_name if edits else None),
            (self.redo, _("重做"), "Ctrl+Y", edits.redo_name if edits else None),
        )
        for action, words, keys, name in steps:
            action.setEnabled(name is not None)
            action.setToolTip(f"{words}（{keys}）" + (f"\n{name}" if name else ""))

    @staticmethod
    def _allow(action: QAction, reason: str, hint: str = "") -> None:
        """Offer an action unless there is a reason not to; its button tells the reason, or the hint."""
        action.setEnabled(not reason)
        lines = (f"{action.text()}（{keys_in_words(action)}）", reason or hint)
        action.setToolTip("\n".join(filter(None, lines)))

    def _ask_up(self) -> None:
        self.level_requested.emit(-1)

    def _ask_down(self) -> None:
        self.level_requested.emit(1)


def _why_not_moved(node: Node | None, step: int) -> str:
    """Return why a node cannot move up (-1) or down (1) a level; "" where it can."""
    if node is None or can_move(node.level, step):
        return ""
    if node.level is Level.MEASURE:
        return _("举措随它的要点升级、降级。")
    return _("已经是最上面一级。") if step < 0 else _("已经是要点，下面只有举措。")
