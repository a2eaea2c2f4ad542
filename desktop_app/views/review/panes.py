"""The three sides of a review: the original, the outline with its tools, and what there is to look at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop_app.views.review.outline_model import OutlineModel
from desktop_app.views.review.source_pane import SourcePane
from desktop_app.views.review.tools import ReviewTools
from desktop_app.views.review.tree import ReviewTree
from desktop_app.views.review.warnings import WarningBox
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Theme


class ReviewPanes(QSplitter):
    """Holds the parts side by side; what they show and ask for is the page's business."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = SourcePane(theme)
        self.model = OutlineModel(self)
        self.tree = ReviewTree(self.model, theme)
        self.tools = ReviewTools(icons)
        self.box = WarningBox(theme, icons)
        self.tree.addActions(self.tools.heading_actions)
        self.source.addAction(self.tools.split)
        self.source.extra_actions = [self.tools.split]
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.tree, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(upper)
        right.addWidget(self.box)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        self.addWidget(self.source)
        self.addWidget(right)
        self.setSizes([560, 560])
        for splitter in (right, self):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)

    def go_round(self) -> None:
        """Give the keys to the next side."""
        sides = [side for side in (self.source, self.tree, self.box.list) if side.isVisible()]
        at = next((number for number, side in enumerate(sides) if side.hasFocus()), 0)
        sides[(at + 1) % len(sides)].setFocus()
