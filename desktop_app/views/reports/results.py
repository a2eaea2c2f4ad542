"""What was made, newest first: each file with its name, what is in it, and how to open it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.reports.papers import ONE_PAGE, PHOTOS, PROBLEMS
from desktop_app.views.reports.making import Made
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XS, L, M, Role, S, tabular
from desktop_app.views.widgets.words import size_in_words

_MOST = 40  # files listed: older ones are in the folder


class Results(QScrollArea):
    """Lists files. Signals: `open_requested(path)`, `folder_requested(path)`."""

    open_requested = Signal(object)
    folder_requested = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._rows: list[tuple[Made, str, int]] = []  # with the time of day and the size
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("已生成的文件"))
        self.recolour()

    @property
    def count(self) -> int:
        """How many files were made."""
        return sum(made.path is not None for made, _time, _size in self._rows)

    def add(self, made: tuple[Made, ...], now: datetime) -> None:
        """Put files on top; one that was made again stands there once."""
        again = {one.path for one in made if one.path is not None}
        forms = {one.order.form for one in made}
        kept = [
            row
            for row in self._rows
            if row[0].path not in again and not (row[0].refusal and row[0].order.form in forms)
        ]
        time = f"{now.hour}:{now.minute:02}"
        self._rows = [*((one, time, _size(one.path)) for one in made), *kept][:_MOST]
        self.recolour()

    def recolour(self) -> None:
        """Draw all rows in the colours in force."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(M, S, M, L)
        column.setSpacing(M)
        if not self._rows:
            column.addWidget(plain_label(_("生成以后，文件列在这里，点一下就能打开。"), "soft", wrap=True))
        for made, time, size in self._rows:
            column.addLayout(self._row(made, time, size))
        column.addStretch(1)
        self.setWidget(inside)

    def _row(self, made: Made, time: str, size: int) -> QHBoxLayout:
        sign = plain_label()
        name, role = (made.order.form.icon, Role.SOFT) if made.path else ("warning", Role.FAILED)
        sign.setPixmap(self._icons.pixmap(name, 18, role, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(XS // 2)
        words.addWidget(plain_label((made.path or made.order.path).name, wrap=True))
        if made.path is None:
            words.addWidget(plain_label(made.refusal, "failed", wrap=True))
        else:
            facts = plain_label(facts_in_words(made, time, size), "soft", wrap=True)
            facts.setFont(tabular(facts.font()))
            words.addWidget(facts)
            for warning in warnings_of(made):
                words.addWidget(plain_label(warning, "warn", wrap=True))
            words.addLayout(self._links(made.path))
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _links(self, path: Path) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(-XS, 0, 0, 0)  # a button has some room about its words
        line.setSpacing(L)
        wishes: tuple[tuple[str, Callable[[Path], None]], ...] = (
            (_("打开"), self.open_requested.emit),
            (_("在文件夹中显示"), self.folder_requested.emit),
        )
        for words, ask in wishes:
            button = link(words)
            button.setAccessibleName(f"{words} {path.name}")
            button.clicked.connect(partial(ask, path))
            line.addWidget(button)
        line.addStretch(1)
        return line


def facts_in_words(made: Made, time: str, size: int) -> str:
    """Return what is known of a file: 条目 168 · 佐证材料 3 · 1.2 MB · 8:02.

    Items are counted where all of them belong in: of a part, with its headings, the number says nothing.
    """
    facts = []
    if made.found is not None:
        if made.order.form.paper not in (PROBLEMS, PHOTOS, ONE_PAGE):
            facts.append(_("条目 {count}").format(count=made.found.items))
        if made.found.evidence:
            facts.append(_("材料 {count}").format(count=made.found.evidence))
    return " · ".join((*facts, size_in_words(size), time))


def warnings_of(made: Made) -> list[str]:
    """Return what a person should know of a file that was written."""
    said = []
    if made.renamed:
        words = _("“{name}”正被 WPS 或 Office 打开，无法覆盖，已另存为这个名字。")
        said.append(words.format(name=made.order.path.name))
    if made.short and made.expected is not None:
        words = _("清单里有条目 {items} 个、材料 {evidence} 份，请核对。")
        said.append(words.format(items=made.expected.items, evidence=made.expected.evidence))
    if made.found is not None and made.found.missing:
        words = _("这些字没有可用的字体，印成了〓：{letters}")
        said.append(words.format(letters=" ".join(made.found.missing)))
    return said


def _size(path: Path | None) -> int:
    return path.stat().st_size if path is not None and path.exists() else 0
