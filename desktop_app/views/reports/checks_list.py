"""What to look at before printing: findings by kind, each a click from its item; some can be hushed."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.hushed import Key
from desktop_app.reports.checks import Finding
from desktop_app.views.reports.checks_tree import ChecksTree
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.theme import L, M, S


class ChecksList(QWidget):
    """Lists findings that are not hushed.

    Signals: `item_requested(Finding)`; `whole_requested(Finding)` where a finding is about the school's
    data or the report's own texts; `hushed_changed(keys)`, a frozenset of what is hushed from now on, to be
    kept; `count_changed(how many are shown)`.
    """

    item_requested = Signal(object)
    whole_requested = Signal(object)
    hushed_changed = Signal(object)
    count_changed = Signal(int)

    def __init__(
        self,
        findings: Sequence[Finding] = (),
        hushed: Collection[Key] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tree = ChecksTree()
        self.nothing = plain_label(_("没有发现要改的地方。"), "soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(L, L, L, L)
        self.note = plain_label("", "faint", wrap=True)
        self.back = link(_("重新显示"))
        self._findings: Sequence[Finding] = ()
        self._hushed: frozenset[Key] = frozenset()
        self._lay_out()
        self.tree.chosen.connect(self._choose)
        self.tree.hushed.connect(self._hush)
        self.back.clicked.connect(self._bring_back)
        self.setFocusProxy(self.tree)
        self.show_findings(findings, hushed)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(L, S, M, S)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)

    @property
    def count(self) -> int:
        """How many findings are shown."""
        return sum(one.key not in self._hushed for one in self._findings)

    def show_findings(self, findings: Sequence[Finding], hushed: Collection[Key]) -> None:
        """Show findings, those not hushed."""
        self._findings, self._hushed = findings, frozenset(hushed)
        shown = [one for one in findings if one.key not in self._hushed]
        away = len(findings) - len(shown)
        self.tree.show_findings(shown)
        self._pages.setCurrentIndex(0 if shown else 1)
        self.note.setText(
            _("已设为不再提示：{count} 条").format(count=away)
            if away
            else _("只是提醒，不改也可以打印。")
            if shown
            else ""
        )
        self.back.setVisible(bool(away))
        self.count_changed.emit(len(shown))

    def _choose(self, finding: Finding) -> None:
        if finding.item_id is None:
            self.whole_requested.emit(finding)
        else:
            self.item_requested.emit(finding)

    def _hush(self, finding: Finding) -> None:
        self._keep(self._hushed | {finding.key})

    def _bring_back(self) -> None:
        """Show again what is hushed in this report; what other reports hushed stays so."""
        self._keep(self._hushed - {one.key for one in self._findings})

    def _keep(self, hushed: frozenset[Key]) -> None:
        self.show_findings(self._findings, hushed)
        self.hushed_changed.emit(hushed)
