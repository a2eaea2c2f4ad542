"""The report's page: what is to be made, its real pages, and what to look at before it is printed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.views.reports.checks_list import ChecksList
from desktop_app.views.reports.form_list import FormList
from desktop_app.views.reports.maker import Maker
from desktop_app.views.reports.pages_pane import PagesPane
from desktop_app.views.reports.painter import Painter
from desktop_app.views.reports.paper_view import Fit, PaperView
from desktop_app.views.reports.range_box import RangeBox
from desktop_app.views.reports.results import Results
from desktop_app.views.reports.segments import Segments
from desktop_app.views.reports.texts_box import TextsBox
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label, title_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XS, M, S, Theme, scaled

CHECKS, TEXTS, RESULTS = range(3)  # what stands on the right
_SIDE, _MIDDLE, _RIGHT = 252, 780, 300  # usual widths
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReportPage(QSplitter):
    """Left: forms, part, watermark, and the button. Middle: pages. Right: checks, texts, what was made.

    Signals: `left()` where one wants to go back, `renewal_requested()`.
    """

    left = Signal()
    renewal_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = link(_("‹ 返回清单"), quiet=True)
        self.title = ElidedLabel("soft")
        self.forms = FormList(icons)
        self.part = RangeBox()
        self.draft = QCheckBox(_("每页印上“草稿”二字"))
        self.maker = Maker()
        self.pages = PagesPane(PaperView(theme, painter), icons)
        self.tabs = Segments((_("检查"), _("报告文字"), _("已生成")))
        self.checks = ChecksList()
        self.texts = TextsBox()
        self.results = Results(icons)
        self.sides = QStackedWidget()
        self.addWidget(self._left())
        self.addWidget(self.pages)
        self.addWidget(self._right())
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.pages.setMinimumWidth(420)
        self.setSizes([scaled(width, self.font()) for width in (_SIDE, _MIDDLE, _RIGHT)])
        for number, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(number, stretch)
        self.tabs.chosen.connect(self.sides.setCurrentIndex)
        self.back.clicked.connect(self.left)
        self.pages.back_requested.connect(self.left)
        view = self.pages.view
        self._keys: dict[str, Callable[[], object]] = {
            "Esc": self.left.emit,
            "F5": self.renewal_requested.emit,
            "Ctrl+P": self.pages.print.click,
            "Ctrl+S": self.pages.save.click,
            "Ctrl++": view.larger,
            "Ctrl+=": view.larger,
            "Ctrl+-": view.smaller,
            "Ctrl+0": partial(view.set_fit, Fit.WIDTH),
        }

    def _left(self) -> QWidget:
        side = QFrame()
        side.setObjectName("reportSide")
        side.setMinimumWidth(scaled(200, self.font()))
        heading = title_label(_("生成报告"))
        inside = QWidget()
        inside.setObjectName("reportOptions")
        column = QVBoxLayout(inside)
        column.setContentsMargins(M, 0, M, S)
        column.setSpacing(XS)
        rule = _("打了勾的都会生成；一个也没勾，就生成正在看的")
        column.addWidget(plain_label(rule, "soft", wrap=True))
        column.addWidget(self.forms)
        for words, part in ((_("水印"), self.draft), (_("范围"), self.part)):
            column.addSpacing(M)
            column.addWidget(plain_label(words, "soft"))
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("reportOptions")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(M, S, M, M)
        head.setSpacing(XS)
        above = QHBoxLayout()
        above.setContentsMargins(-S, 0, 0, 0)  # a button has some room about its words
        above.addWidget(self.back)
        above.addStretch(1)
        head.addLayout(above)
        head.addWidget(heading)
        head.addWidget(self.title)
        foot.setContentsMargins(M, M, M, M)
        foot.addWidget(self.maker)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        return side

    def _right(self) -> QWidget:
        side = QFrame()
        side.setMinimumWidth(scaled(240, self.font()))
        for part in (self.checks, self.texts, self.results):
            self.sides.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(M, S, M, S)
        head.addWidget(self.tabs)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.sides, 1)
        return side

    # What is shown

    def show_count(self, count: int) -> None:
        """Say how much there is to look at before printing."""
        self.tabs.button(CHECKS).setText(_("建议先看 {count}").format(count=count) if count else _("检查"))

    def show_made(self) -> None:
        """Show what was made."""
        self.tabs.button(RESULTS).setText(_("已生成 {count}").format(count=self.results.count))
        self.tabs.choose(RESULTS)

    def recolour(self) -> None:
        """Draw everything in the colours in force."""
        self.forms.recolour()
        self.results.recolour()
        self.pages.view.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button one is on, else the main one; Escape goes back."""
        act = self._keys.get(QKeySequence(event.keyCombination()).toString())
        on = QApplication.focusWidget()
        if act is not None:
            act()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(on, QAbstractButton) and on is not self.draft:
            on.click()
        else:
            self.maker.make.click()
