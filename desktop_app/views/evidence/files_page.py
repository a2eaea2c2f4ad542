"""Every file on one page: filtered, searched, with what each serves; the bin; and what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.missing import Missing
from desktop_app.models.values import EvidenceKind, EvidenceRow
from desktop_app.views.evidence.details_form import DetailsForm
from desktop_app.views.evidence.file_list import FileList
from desktop_app.views.evidence.missing_tree import MissingTree
from desktop_app.views.evidence.preview import Preview
from desktop_app.views.evidence.shelf import State
from desktop_app.views.evidence.uses_box import UsesBox
from desktop_app.views.widgets.controls import link, plain_label, title_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XS, L, M, S, Theme

_REST = 150  # milliseconds after the last key before one searches


class Tab(StrEnum):
    """What the page shows."""

    FILES = "files"
    MISSING = "missing"
    BIN = "bin"


class Use(StrEnum):
    """Which files are shown."""

    ALL = "all"
    UNUSED = "unused"
    BAD = "bad"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"all": _("所有材料"), "unused": _("没有用上的"), "bad": _("丢失或被改动的")}[self.value]


@dataclass(frozen=True)
class Filter:
    """What files have in common that are shown."""

    words: str = ""
    use: Use = Use.ALL
    kind: EvidenceKind | None = None
    checklist: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of files beyond themselves: an item's checklist, and which are gone or changed."""

    checklist_of: Callable[[str], str]
    state_of: Callable[[EvidenceRow], State]


def year_of(row: EvidenceRow) -> int:
    """Return the year that a file is of: its own, a photo's, else when it came."""
    return (row.date or (row.taken or row.added_at).date()).year


def passes(row: EvidenceRow, wanted: Filter, facts: Facts) -> bool:
    """Tell whether a file is among those wanted."""
    if wanted.words:
        said = f"{row.title} {row.shown} {row.name} {row.person} {row.note} {row.caption}".casefold()
        if not all(word in said for word in wanted.words.casefold().split()):
            return False
    if wanted.kind is not None and row.kind is not wanted.kind:
        return False
    if wanted.year is not None and year_of(row) != wanted.year:
        return False
    if wanted.checklist and all(facts.checklist_of(one) != wanted.checklist for one in row.item_ids):
        return False
    if wanted.use is Use.UNUSED:
        return not row.item_ids
    return wanted.use is Use.ALL or facts.state_of(row) is not State.SOUND


class FilesPage(QWidget):
    """Shows all files, the bin, and what is missing.

    Signals: `tab_chosen(Tab)`, `filter_changed(Filter)`, `emptying_requested()`, `unbin_requested(ids)`,
    `check_requested()`, `replacing_requested(EvidenceRow)`.
    """

    tab_chosen = Signal(object)
    filter_changed = Signal(object)
    emptying_requested = Signal()
    unbin_requested = Signal(object)
    check_requested = Signal()
    replacing_requested = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title_label(_("全部材料"))
        self._group = QButtonGroup(self)
        self.tabs = {tab: self._make_tab(number) for number, tab in enumerate(Tab)}
        self.tabs[Tab.FILES].setChecked(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("按名称、责任人、备注找"))
        self.search.setAccessibleName(_("查找材料"))
        self.search.setClearButtonEnabled(True)
        self.use = _combo(_("哪些材料"), 11)
        self.kind = _combo(_("类别"))
        self.checklist = _combo(_("清单"))
        self.year = _combo(_("年份"))
        self.check = QPushButton(_("检查全部材料"))
        self.check.setToolTip(_("把每份材料重新读一遍，看有没有丢失、损坏或被改动"))
        self.empty_bin = QPushButton(_("清空回收站"))
        self.take_back = QPushButton(_("放回"))
        self.take_back.setToolTip(_("放回原来的条目；没有用于条目的放回收件箱"))
        self.count = plain_label(look="faint")
        self.files = FileList(theme, icons)
        self.preview = preview
        self.more = link(_("说明"), quiet=True)
        self.more.setToolTip(_("填写所选材料的名称、日期、类别和图片说明"))
        self.replace = link(_("替换…"))
        self.replace.setToolTip(_("放回原来的文件，或放入正确的文件"))
        self.form = DetailsForm(icons)
        self.uses = UsesBox()
        self.missing = MissingTree(theme)
        self.setFocusProxy(self.files)
        self.empty = plain_label(look="soft", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._list = QStackedWidget()
        self._body = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self.tab = Tab.FILES
        self._wants_form = False
        self._lay_out()
        self._fill()
        self._connect()
        self.recolour()
        self.show_details(None, 0, "", editable=False)
        self.show_tab(Tab.FILES)

    def _make_tab(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setProperty("segment", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._group.addButton(button, number)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(L, M, L, S)
        head.setSpacing(M)
        head.addWidget(self.title)
        head.addSpacing(M)
        for button in self.tabs.values():
            head.addWidget(button)
        head.addStretch(1)
        for push in (self.check, self.take_back, self.empty_bin):
            head.addWidget(push)
        tools = QHBoxLayout()
        tools.setContentsMargins(L, 0, L, S)
        tools.setSpacing(S)
        self._tools: tuple[QWidget, ...] = (self.search, self.use, self.kind, self.checklist, self.year)
        for part in (*self._tools, self.count):
            tools.addWidget(part, 2 if part is self.search else 0)
        tools.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        fold = QHBoxLayout()
        fold.setContentsMargins(XS, S, M, 0)
        fold.addWidget(self.replace)
        fold.addWidget(self.more)
        fold.addStretch(1)
        lines = QHBoxLayout()
        lines.setContentsMargins(S, 0, M, 0)
        lines.addWidget(self.form)
        column.addWidget(self.preview, 1)
        column.addLayout(fold)
        column.addLayout(lines)
        column.addWidget(self.uses)
        self._list.addWidget(self.files)
        self._list.addWidget(self.empty)
        split = QSplitter()
        split.addWidget(self._list)
        split.addWidget(right)
        split.setSizes([560, 560])
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self._body.addWidget(split)
        self._body.addWidget(self.missing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self._body, 1)

    def _fill(self) -> None:
        for use in Use:
            self.use.addItem(use.label, use)
        self.kind.addItem(_("所有类别"), None)
        for kind in EvidenceKind:
            self.kind.addItem(kind.label, kind)

    def _connect(self) -> None:
        self._group.idClicked.connect(self._choose_tab)
        self.search.textChanged.connect(self._rest)
        for combo in (self.use, self.kind, self.checklist, self.year):
            combo.currentIndexChanged.connect(self._tell_filter)
        self._pause.timeout.connect(self._tell_filter)
        self.check.clicked.connect(self.check_requested)
        self.empty_bin.clicked.connect(self.emptying_requested)
        self.take_back.clicked.connect(self._take_back)
        self.files.current_changed.connect(self.preview.show_row)
        self.more.clicked.connect(self._fold_form)
        self.files.describe = self._describe
        self.replace.clicked.connect(self._ask_to_replace)

    # What is shown

    def show_tab(self, tab: Tab) -> None:
        """Show one of the three parts."""
        self.tab = tab
        self.tabs[tab].setChecked(True)
        self._body.setCurrentIndex(1 if tab is Tab.MISSING else 0)
        for part in (*self._tools, self.check):
            part.setVisible(tab is Tab.FILES)
        self.count.setVisible(tab is not Tab.MISSING)

    def show_counts(self, files: int, missing: int | None, binned: int) -> None:
        """Show how much each part holds; None where it was not counted yet."""
        self.tabs[Tab.FILES].setText(_("材料 {count}").format(count=files))
        self.tabs[Tab.MISSING].setText(
            _("缺什么") if missing is None else _("缺什么 {count}").format(count=missing)
        )
        self.tabs[Tab.BIN].setText(_("回收站 {count}").format(count=binned))

    def show_choices(self, checklists: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        """Offer these checklists (id, title) and years to filter by."""
        _offer(self.checklist, [(_("所有清单"), ""), *((title, one) for one, title in checklists)])
        _offer(self.year, [(_("所有年份"), None), *((_("{year}年").format(year=one), one) for one in years)])

    def show_rows(self, rows: Sequence[EvidenceRow], editable: bool) -> None:
        """Show files, of the bin where that is the part shown."""
        self.files.show_rows(rows)
        if not rows and self.files.hasFocus():
            self.tabs[self.tab].setFocus()  # not wherever Qt's order of keys leads
        self._list.setCurrentIndex(0 if rows else 1)
        self.count.setText(_("{count} 份").format(count=len(rows)))
        in_bin = self.tab is Tab.BIN
        if in_bin:
            self.empty.setText(_("回收站是空的。从收件箱或条目里删掉的材料会先放在这里，随时可以放回去。"))
        else:
            self.empty.setText(
                _("没有发现丢失或被改动的材料。要逐份重新读一遍，请点“检查全部材料”。")
                if self.filter() == Filter(use=Use.BAD)
                else _("没有符合的材料。")
                if self.filter() != Filter()
                else _("还没有材料。把照片、文档拖到收件箱或条目上。")
            )
        for push in (self.empty_bin, self.take_back):
            push.setVisible(in_bin and bool(rows) and editable)
        if rows and self.files.current_row() is None:
            self.files.setCurrentIndex(self.files.files.index(0))
        self.preview.show_row(self.files.current_row())

    def show_details(self, row: EvidenceRow | None, year: int, what: str, editable: bool) -> None:
        """Show what is said of the current file; `what` is what a photo's caption is proposed to speak of.

        `year` is the one in which a day without one is meant.
        """
        bad = row is not None and self.files.delegate.state_of(row) is not State.SOUND
        self.replace.setVisible(bad and editable)
        self.more.setVisible(row is not None)
        self.more.setText(_("收起说明") if self._wants_form else _("说明"))
        self.form.setVisible(row is not None and self._wants_form)
        self.form.set_editable(editable and row is not None and not row.binned)
        if row is not None:
            self.form.show_row(row, "", year, what)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.form.recolour()

    def _ask_to_replace(self) -> None:
        self.replacing_requested.emit(self.files.current_row())

    def _describe(self) -> None:
        """Show the form and put the cursor into it."""
        self._wants_form = False
        self._fold_form()

    def _fold_form(self) -> None:
        self._wants_form = not self._wants_form
        self.files.current_changed.emit(self.files.current_row())
        if self._wants_form:
            (self.form.caption if self.form.caption.isVisibleTo(self.form) else self.form.title).setFocus()

    def show_looking(self) -> None:
        """Show that it is not known yet which files are to be shown."""
        self.count.setText(_("正在查看……"))

    def show_missing(self, found: Sequence[Missing]) -> None:
        """Show what is missing, by kind."""
        self.missing.show_missing(found)

    def filter(self) -> Filter:
        """Return what is chosen to be shown."""
        kind = self.kind.currentData()  # Qt hands words back, not what they are a name of
        return Filter(
            self.search.text().strip(),
            Use(self.use.currentData() or Use.ALL),
            EvidenceKind(kind) if kind else None,
            self.checklist.currentData() or "",
            self.year.currentData(),
        )

    def clear_filter(self) -> None:
        """Show all files."""
        self.search.clear()
        for combo in (self.use, self.kind, self.checklist, self.year):
            combo.setCurrentIndex(0)

    def _choose_tab(self, number: int) -> None:
        self.tab_chosen.emit(list(Tab)[number])

    def _rest(self) -> None:
        self._pause.start()

    def _tell_filter(self) -> None:
        self.filter_changed.emit(self.filter())

    def _take_back(self) -> None:
        ids = [row.id for row in self.files.chosen()]
        if ids:
            self.unbin_requested.emit(ids)


def _combo(name: str, letters: int = 6) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    return combo


def _offer(combo: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Offer other choices; the one that is on stays on where it is still there."""
    if [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())] == list(choices):
        return
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for words, value in choices:
        combo.addItem(words, value)
    values = [value for _words, value in choices]
    combo.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    combo.blockSignals(False)
