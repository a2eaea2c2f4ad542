"""The inbox: files that serve nothing yet, what is in them, and where each may belong; a key accepts."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.evidence.matching import Match
from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.file_list import FileList, Hint
from desktop_app.views.evidence.likely import Sureness, sureness
from desktop_app.views.evidence.likely_list import Choice, LikelyList
from desktop_app.views.evidence.preview import Preview
from desktop_app.views.widgets.controls import plain_label, primary_button, title_label
from desktop_app.views.widgets.drops import dropped_files
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, L, M, Role, S, Theme

Key = Qt.Key
Describe = Callable[[str], tuple[str, str] | None]  # item id → its words and what stands above it
Find = Callable[[str], Sequence[str]]


class InboxPage(QWidget):
    """Shows files to be placed.

    Signals: `accepted([(file id, item id), …])`, `bin_requested(file ids)`, `choose_requested()`,
    `paste_requested()`, `files_dropped(paths)`.
    """

    accepted = Signal(object)
    bin_requested = Signal(object)
    choose_requested = Signal()
    paste_requested = Signal()
    files_dropped = Signal(object)

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        preview: Preview,
        describe: Describe,
        find: Find,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._describe = describe
        self._find = find
        self._places: Mapping[str, Sequence[Match]] = {}
        self._rows: list[EvidenceRow] = []
        self._touched = False
        self._editable = True
        self.title = title_label()
        self.state = plain_label(look="faint")
        self.accept_all = primary_button()
        self.choose = QPushButton(_("选择文件…"))
        self.files = FileList(theme, icons)
        self.files.setAccessibleName(_("材料收件箱"))
        self.preview = preview
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("找别的条目：文字或拼音首字母　按 /"))
        self.search.setAccessibleName(_("找别的条目"))
        self.search.setClearButtonEnabled(True)
        self.likely = LikelyList(theme)
        self.nowhere = plain_label(look="soft", wrap=True)
        self._sign = plain_label()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.recolour()
        self.show_rows([])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(L, M, L, S)
        head.setSpacing(M)
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        head.addWidget(self.accept_all)
        head.addWidget(self.choose)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(M, S, M, S)
        column.setSpacing(S)
        caption = plain_label(_("最可能的条目"), "soft")
        for part in (caption, self.nowhere):
            column.addWidget(part)
        column.addWidget(self.likely, 1)
        column.addWidget(self.search)
        split = QSplitter()
        for widget in (self.files, self.preview, right):
            split.addWidget(widget)
        split.setSizes([330, 430, 400])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        keys = plain_label(
            _("回车 接受第一个　1–9 接受第几个　/ 找别的条目　→ 跳过　Delete 放入回收站　空格 放大看"),
            "faint",
        )
        keys.setContentsMargins(L, S, L, S)
        whole = QWidget()
        work = QVBoxLayout(whole)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        work.addWidget(split, 1)
        work.addWidget(keys)
        self._pages.addWidget(whole)
        self._pages.addWidget(self._empty_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(M)
        words = title_label(_("把还没有归类的照片、文档、整个文件夹拖到这里"), 2)
        more = plain_label(
            _(
                "程序会看文件名、文件夹、内容和日期，猜出每份材料最可能属于哪一条；您按回车确认就行，都可以撤销。\n"
                "从微信或资源管理器复制的文件，在这里按 Ctrl+V 也可以。"
            ),
            "soft",
        )
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose_first = QPushButton(_("选择文件…"))
        column.addStretch(2)
        for part in (self._sign, words, more, self._choose_first):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        column.setContentsMargins(XL, XL, XL, XL)
        return page

    def _connect(self) -> None:
        self.files.installEventFilter(self)
        self.search.installEventFilter(self)
        self.files.current_changed.connect(self._show_current)
        self.files.paste_requested.connect(self.paste_requested)
        self.files.removal_requested.connect(self._bin)
        self.likely.taken.connect(self._accept)
        self.search.textChanged.connect(self._search)
        self.accept_all.clicked.connect(self._accept_likely)
        self.choose.clicked.connect(self.choose_requested)
        self._choose_first.clicked.connect(self.choose_requested)
        self.files.delegate.hint_of = self._hint

    # What is shown

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show the files that are left, the surest first."""
        self._rows = list(rows)
        self.title.setText(_("材料收件箱 {count}").format(count=len(rows)) if rows else _("材料收件箱"))
        self._show_whole(bool(rows))
        self.choose.setVisible(bool(rows) and self._editable)
        self._sort()
        if not rows:
            self.state.setText("")
            self._touched = False

    def _show_whole(self, filled: bool) -> None:
        """Show the files, or how they come here; keys that went to the page go on to it."""
        here = self.isAncestorOf(self.window().focusWidget())
        turned = self._pages.currentIndex() != (0 if filled else 1)
        self._pages.setCurrentIndex(0 if filled else 1)
        self.setFocusProxy(self.files if filled else self._choose_first)
        if here and turned:
            self.setFocus()

    def show_places(self, places: Mapping[str, Sequence[Match]], whole: bool) -> None:
        """Show where the files may belong; `whole` where all texts have been read."""
        self._places = places
        self.state.setText("" if whole or not self._rows else _("正在看文件的内容，结果还会更准……"))
        self._sort()
        self.files.viewport().update()

    def set_editable(self, editable: bool) -> None:
        """Let files be placed, or only shown."""
        self._editable = editable
        self.choose.setVisible(editable and bool(self._rows))
        self._choose_first.setVisible(editable)
        self.setAcceptDrops(editable)
        self.search.setEnabled(editable)
        self._sort()

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self._sign.setPixmap(self._icons.pixmap("inbox", 40, Role.FAINT, self.devicePixelRatioF()))

    def _sort(self) -> None:
        current = self.files.current_row()
        order = sorted(self._rows, key=lambda row: -self._best(row.id))
        self.files.show_rows(order)
        still = current is not None and self._touched and self.files.go_to(current.id)
        if not still and order:
            self.files.setCurrentIndex(self.files.files.index(0))
        count = len(self._likely_pairs())
        self.accept_all.setText(_("全部接受很可能的 {count} 份").format(count=count))
        self.accept_all.setVisible(count > 0 and self._editable)
        self._show_current()

    def _best(self, evidence_id: str) -> float:
        places = self._places.get(evidence_id)
        return places[0].score if places else 0.0

    def _hint(self, row: EvidenceRow) -> Hint | None:
        best = self._best(row.id)
        return (sureness(best).words, sureness(best).role) if best else None

    def _show_current(self) -> None:
        row = self.files.current_row()
        if self.isVisible():
            self.preview.show_row(row)
        if not self.search.text().strip():
            self._offer_likely(row)

    def _offer_likely(self, row: EvidenceRow | None) -> None:
        places = self._places.get(row.id, ()) if row else ()
        choices = []
        for match in places:
            said = self._describe(match.point_id)
            if said is not None:
                choices.append(Choice(match.point_id, *said, match.score))
        self.likely.offered.show(choices)
        known = row is not None and row.id in self._places
        self.nowhere.setText(
            _("看不出它属于哪一条。可以在下面找，或按 Delete 放入回收站。") if known else _("正在比对……")
        )
        self.nowhere.setVisible(row is not None and not choices)

    def _search(self, words: str) -> None:
        if not words.strip():
            self._offer_likely(self.files.current_row())
            return
        found = [(item_id, self._describe(item_id)) for item_id in list(self._find(words))[:50]]
        self.likely.offered.show([Choice(item_id, *said) for item_id, said in found if said is not None])
        self.nowhere.setText(_("没有找到“{words}”").format(words=words.strip()))
        self.nowhere.setVisible(not found)

    # What is done

    def _accept(self, item_id: str) -> None:
        rows = self.files.chosen()
        if not rows or not item_id or not self._editable:
            return
        self._step_past(rows)
        self.search.clear()
        self.files.setFocus()
        self.accepted.emit([(row.id, item_id) for row in rows])

    def _step_past(self, rows: Sequence[EvidenceRow]) -> None:
        """Go to the file after these, which are about to leave; else to the one before."""
        self._touched = True
        going, shown = {row.id for row in rows}, self.files.files.rows
        last = max(at for at, row in enumerate(shown) if row.id in going)
        after = [row for row in shown[last + 1 :] if row.id not in going]
        before = [row for row in shown[:last] if row.id not in going]
        target = after[0] if after else before[-1] if before else None
        if target is not None:
            self.files.go_to(target.id)

    def _likely_pairs(self) -> list[tuple[str, str]]:
        return [
            (row.id, self._places[row.id][0].point_id)
            for row in self._rows
            if sureness(self._best(row.id)) is Sureness.LIKELY
        ]

    def _accept_likely(self) -> None:
        self.files.setFocus()  # the button goes away
        self.accepted.emit(self._likely_pairs())

    def _bin(self, rows: Sequence[EvidenceRow]) -> None:
        if self._editable:
            self._step_past(rows)
            self.bin_requested.emit([row.id for row in rows])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place files by keys; leave the search by Escape."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        taken = self._take_search_key(event) if watched is self.search else self._take_key(event)
        return taken or super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Key.Key_Return, Key.Key_Enter):
            self._accept(self.likely.item_at(0))
        elif plain and Key.Key_1 <= key <= Key.Key_9:
            self._accept(self.likely.item_at(key - Key.Key_1))
        elif event.text() in ("/", "、", "／"):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key in (Key.Key_Right, Key.Key_Left):
            self._touched = True
            self.files.step(1 if key == Key.Key_Right else -1)
        else:
            self._touched = self._touched or key in (Key.Key_Down, Key.Key_Up)
            return False
        return True

    def _take_search_key(self, event: QKeyEvent) -> bool:
        if event.key() == Key.Key_Escape:
            self.search.clear()
            self.files.setFocus()
        elif event.key() in (Key.Key_Return, Key.Key_Enter):
            if self.search.text().strip():
                self._accept(self.likely.item_at(max(0, self.likely.currentIndex().row())))
        elif event.key() in (Key.Key_Down, Key.Key_Up):
            last = len(self.likely.offered.choices) - 1
            step = 1 if event.key() == Key.Key_Down else -1
            at = min(max(self.likely.currentIndex().row() + step, 0), last)
            self.likely.setCurrentIndex(self.likely.offered.index(at))
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste wherever nothing else takes the key."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._editable:
            self.paste_requested.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        event.setAccepted(bool(dropped_files(event)))

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over to be copied in."""
        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)
