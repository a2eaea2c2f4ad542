"""The review of an import: the original beside what was read from it, and the places to look at."""

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents.outline import Level, Outline
from desktop_app.i18n import _
from desktop_app.views.controls import plain_label
from desktop_app.views.icons import Icons
from desktop_app.views.outline_model import OutlineModel
from desktop_app.views.quiet_tree import QuietTree
from desktop_app.views.source_pane import SourcePane, node_at
from desktop_app.views.theme import ROW, XL, L, M, Role, S, Theme, sized
from desktop_app.views.tree_model import Index


class _NodeDelegate(QStyledItemDelegate):
    """Sets headings in medium weight and measures back, in rows of one height."""

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        node = self._model.node(index)
        heading = node.level in (Level.SECTION, Level.SUBSECTION)
        option.font = sized(option.font, medium=heading)
        if node.level is Level.MEASURE:
            option.palette.setColor(option.palette.ColorRole.Text, self._theme.color(Role.SOFT))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:  # noqa: ANN401, N802
        size = super().sizeHint(option, index)
        size.setHeight(max(ROW - 4, size.height()))
        return size


class ReviewPage(QWidget):
    """Shows what an import would bring. Signals: `accepted()`, `cancelled()`; nothing is stored here."""

    accepted = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self.outline: Outline | None = None
        self._follow = True  # off while one side follows the other
        self.title = plain_label()
        self.title.setFont(sized(self.font(), 4, medium=True))
        self.facts = plain_label(look="soft")
        self.accept = QPushButton(_("生成清单"))
        self.accept.setProperty("primary", True)
        self.cancel = QPushButton(_("取消"))
        self.source = SourcePane(theme)
        self.model = OutlineModel(self)
        self.tree = QuietTree(theme)
        self.warnings = QListWidget()
        self.warning_title = plain_label()
        self._warning_box = QWidget()
        self._set_up_tree()
        self._lay_out()
        self._connect()

    def show_outline(self, outline: Outline) -> None:
        """Show a document that was just read."""
        self.outline = outline
        self.title.setText(outline.title)
        self.facts.setText(facts_in_words(outline))
        self.source.show_outline(outline)
        self.model.show(outline)
        self.tree.expandToDepth(2)
        self._show_warnings(outline)
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self.tree.setFocus()

    def clear(self) -> None:
        """Let go of the document."""
        self.outline = None
        self.source.clear()
        self.warnings.clear()

    def recolour(self) -> None:
        """Draw tints and icons in the colours in force."""
        self.source.recolour()
        if self.outline is not None:
            self._show_warnings(self.outline)

    def _set_up_tree(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_NodeDelegate(self.model, self._theme, self.tree))
        self.tree.setAccessibleName(_("结构"))
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("reviewHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        across = QHBoxLayout(head)
        across.setContentsMargins(XL, M, XL, M)
        across.setSpacing(S)
        across.addLayout(words, 1)
        across.addWidget(self.cancel)
        across.addWidget(self.accept)
        self._lay_out_warnings()
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.tree)
        right.addWidget(self._warning_box)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        right.setChildrenCollapsible(False)
        sides = QSplitter()
        sides.addWidget(self.source)
        sides.addWidget(right)
        sides.setSizes([560, 560])
        sides.setChildrenCollapsible(False)
        for splitter in (right, sides):
            splitter.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(sides, 1)

    def _lay_out_warnings(self) -> None:
        self.warnings.setObjectName("warningList")
        self.warnings.setIconSize(QSize(16, 16))
        self.warnings.setAccessibleName(_("需要看一眼的地方"))
        self.warnings.setWordWrap(True)
        self.warnings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.warning_title.setFont(sized(self.font(), medium=True))
        layout = QVBoxLayout(self._warning_box)
        layout.setContentsMargins(L, M, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(self.warning_title)
        layout.addWidget(self.warnings, 1)

    def _connect(self) -> None:
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self._cancel)
        self.tree.selectionModel().currentChanged.connect(self._show_node)
        self.source.place_chosen.connect(self._show_place)
        self.warnings.currentRowChanged.connect(self._show_warning)
        self.warnings.itemClicked.connect(self._show_clicked)

    def _show_warnings(self, outline: Outline) -> None:
        count = len(outline.warnings)
        words = _("{count} 处需要看一眼").format(count=count) if count else _("没有发现需要核对的地方")
        self.warning_title.setText(words)
        self.warnings.clear()
        icon = self._icons.icon("warning", Role.MOSTLY)
        for warning in outline.warnings:
            self.warnings.addItem(QListWidgetItem(icon, warning.message))
        self.warnings.setVisible(bool(count))
        self._warning_box.setMaximumHeight(16777215 if count else 48)

    def _show_node(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self._follow:
            self.source.mark(self.model.node(current).source)

    def _show_place(self, place: int) -> None:
        node = node_at(self.outline, place) if self.outline else None
        if node is not None:
            self._choose_quietly(self.model.place_of(node))
            self.source.mark(node.source)

    def _show_warning(self, row: int) -> None:
        if self.outline is None or not 0 <= row < len(self.outline.warnings):
            return
        span = self.outline.warnings[row].source
        node = node_at(self.outline, span[0])
        if node is not None:
            self._choose_quietly(self.model.place_of(node))
        self.source.mark(span)

    def _show_clicked(self, _item: QListWidgetItem) -> None:
        self._show_warning(self.warnings.currentRow())

    def _choose_quietly(self, place: int) -> None:
        """Choose a node in the tree without the source following it back."""
        self._follow = False
        index = self.model.index_of(place)
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self._follow = True

    def _accept(self) -> None:
        self.accepted.emit()

    def _cancel(self) -> None:
        self.cancelled.emit()


def facts_in_words(outline: Outline) -> str:
    """Return what was read on one line: 沪崇教〔2022〕1号 · 4 章 16 节 48 条要点."""
    words = {
        Level.SECTION: _("{count} 章"),
        Level.SUBSECTION: _("{count} 节"),
        Level.POINT: _("{count} 条要点"),
        Level.MEASURE: _("{count} 项举措"),
    }
    counts = [words[level].format(count=outline.count(level)) for level in Level if outline.count(level)]
    facts = [outline.issuer, outline.document_number, outline.date, " ".join(counts)]
    return " · ".join(fact for fact in facts if fact)
