"""Asks before files are written over that somebody may have changed; the program's own go without asking."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.files import another_name
from desktop_app.i18n import _
from desktop_app.views.reports.making import Made, Order

_NAMED = 3  # files named in the question


class Overwriting(QObject):
    """`settled(orders)` when it is known under which names the files are to be written."""

    settled = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ours: dict[Path, tuple[int, int]] = {}
        self._orders: Sequence[Order] = ()
        self.question: QMessageBox | None = None

    def note(self, made: Iterable[Made]) -> None:
        """Note files that were just written: as long as nobody touches them they may be written over."""
        for one in made:
            if one.path is not None:
                self._ours[one.path] = _stamp(one.path)

    def ask(self, orders: Sequence[Order]) -> None:
        """Ask where a file is there already that is not ours, or no longer."""
        old = [
            one.path for one in orders if one.path.exists() and self._ours.get(one.path) != _stamp(one.path)
        ]
        if not old:
            self.settled.emit(orders)
            return
        self._orders = orders
        names = "\n".join(f"· {path.name}" for path in old[:_NAMED])
        if len(old) > _NAMED:
            names += "\n" + _("等 {count} 个").format(count=len(old))
        words = _("文件夹里已有同名的文件：\n{names}\n\n覆盖以后，在里面手工改过的内容就没有了。")
        box = self.question = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("已有同名文件"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words.format(names=names))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = box.addButton(_("保留原来的，另存新文件"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("覆盖"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(self._overwrite)
        box.addButton(_("取消"), QMessageBox.ButtonRole.RejectRole)
        keep.clicked.connect(self._keep)
        box.setDefaultButton(keep)
        box.destroyed.connect(self._forget)
        box.open()

    def _overwrite(self) -> None:
        self.settled.emit(self._orders)

    def _keep(self) -> None:
        self.settled.emit(
            [replace(one, path=another_name(one.path)) if one.path.exists() else one for one in self._orders]
        )

    def _forget(self) -> None:
        self.question = None


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file is changed; (0, 0) where it is not there."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size
