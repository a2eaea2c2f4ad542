"""What a person chooses on this computer: who one is, light or dark, larger text."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.fields import names_in
from desktop_app.views.settings import LARGEST_STEP, Look, Settings
from desktop_app.views.widgets.controls import button_row, plain_label, primary_button, title_label
from desktop_app.views.widgets.name_line import NameLine
from desktop_app.views.widgets.theme import XL, XS, M, S, sized


class SettingsDialog(QDialog):
    """Edits Settings; what is chosen holds at once. `settings_requested(Settings)`."""

    settings_requested = Signal(object)

    def __init__(self, settings: Settings, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("设置"))
        self.setModal(True)
        self._settings = settings
        self.me = NameLine(_("我是谁"), _("如 德育处、王老师"))
        self.me.offer(names)
        self.me.load("、".join(settings.me))
        self.look = QComboBox()
        self.look.setAccessibleName(_("颜色"))
        for look in Look:
            self.look.addItem(look.label, look)
        self.look.setCurrentIndex(list(Look).index(settings.look))
        self.larger = QComboBox()
        self.larger.setAccessibleName(_("文字大小"))
        for step in range(LARGEST_STEP + 1):
            self.larger.addItem(_("跟随系统") if step == 0 else _("大 {step} 号").format(step=step), step)
        self.larger.setCurrentIndex(settings.larger)
        self.done_button = primary_button(_("完成"))
        self.done_button.setDefault(True)
        self._lay_out()
        self.me.committed.connect(self._take)
        self.look.currentIndexChanged.connect(self._take)
        self.larger.currentIndexChanged.connect(self._take)
        self.done_button.clicked.connect(self.accept)
        self.finished.connect(self._take)

    def _lay_out(self) -> None:
        title = title_label(_("设置"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QWidget, str], ...] = (
            (self.me, _("“我负责的”按这些名字找：部门和姓名都可以，几个之间用顿号隔开。")),
            (self.look, ""),
            (self.larger, _("文字大小在下次打开程序时改变。")),
        )
        for number, (part, hint) in enumerate(rows):
            label = plain_label(part.accessibleName(), "soft")
            label.setBuddy(part)
            grid.addWidget(label, 2 * number, 0)
            grid.addWidget(part, 2 * number, 1)
            if hint:
                words = plain_label(hint, "faint", wrap=True)
                words.setFont(sized(self.font(), -1))
                grid.addWidget(words, 2 * number + 1, 1)
            grid.setRowMinimumHeight(2 * number + 1, S)
        buttons = button_row(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, XL)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(500)
        self.me.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        chosen = replace(
            self._settings,
            me=tuple(names_in(self.me.text())),
            look=Look(self.look.currentData()),  # Qt keeps the bare word
            larger=self.larger.currentData(),
        )
        if chosen != self._settings:
            self._settings = chosen
            self.settings_requested.emit(chosen)
        self.me.show_text(self.me.text())  # it holds nothing that is not stored
