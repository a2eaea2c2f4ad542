"""The first thing that somebody new sees: what to do, and nothing else."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.widgets.controls import link, plain_label, primary_button, title_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, L, M, Role, S, Theme, sized

_SIDE = 56


class WelcomePage(QWidget):
    """Asks for the bureau's document.

    Signals: `choose_requested()`, `paste_requested()`, `sample_requested()`.
    """

    choose_requested = Signal()
    paste_requested = Signal()
    sample_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._inviting = False
        self._sign = plain_label()
        self.title = title_label(_("把教育局的文件拖到这里"), 8)
        hint = plain_label(
            _(
                "工作要点、党建要点、年度计划都可以。\n程序会把它变成一张可以逐项勾选、附上佐证材料的清单，原文一字不动。"
            ),
            "soft",
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = primary_button(_("选择文件"))
        self.choose.setFont(sized(self.font(), 1))
        self.paste = link(_("粘贴文字"))
        self.sample = link(_("先看示例"))
        formats = plain_label(
            _("Word、WPS、PDF、OFD、网页、Excel、纯文本都可以；所有内容只保存在这台电脑上"), "faint"
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(M)
        layout.addStretch(2)
        for part, space in ((self._sign, M), (self.title, S), (hint, XL)):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
            layout.addSpacing(space)
        buttons = QHBoxLayout()
        buttons.setSpacing(L)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.sample)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addSpacing(XL)
        layout.addWidget(formats, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self.recolour()
        self.choose.clicked.connect(self._ask_for_file)
        self.paste.clicked.connect(self._ask_to_paste)
        self.sample.clicked.connect(self._ask_for_sample)

    def recolour(self) -> None:
        """Draw the icon in the colours in force."""
        self._sign.setPixmap(self._icons.pixmap("drop", _SIDE, Role.ACCENT, self.devicePixelRatioF()))

    def invite(self, inviting: bool) -> None:
        """Show that a file being dragged would be taken."""
        if inviting != self._inviting:
            self._inviting = inviting
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame into which one drops."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            self._theme.color(Role.ACCENT if self._inviting else Role.EDGE), 2 if self._inviting else 1.5
        )
        pen.setDashPattern([5, 5])
        painter.setPen(pen)
        if self._inviting:
            painter.setBrush(self._theme.color(Role.ACCENT_SOFT))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(XL, XL, -XL, -XL), L, L)
        painter.end()

    def _ask_for_file(self) -> None:
        self.choose_requested.emit()

    def _ask_to_paste(self) -> None:
        self.paste_requested.emit()

    def _ask_for_sample(self) -> None:
        self.sample_requested.emit()
