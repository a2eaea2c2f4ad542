"""The revisions of a file, the newest first; an older one can be seen, opened, and made the newest again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.file_list import FileList, Hint
from desktop_app.views.evidence.preview import Preview
from desktop_app.views.widgets.controls import button_row, title_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, L, M, Role, Theme

_SIZE = (900, 560)


class RevisionsDialog(QDialog):
    """Lists revisions. `return_requested(newest EvidenceRow, older EvidenceRow)`."""

    return_requested = Signal(object, object)

    def __init__(
        self,
        rows: Sequence[EvidenceRow],
        theme: Theme,
        icons: Icons,
        preview: Preview,
        editable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("材料的版本"))
        self.setModal(True)
        self._rows = list(rows)
        self._editable = editable
        self.files = FileList(theme, icons)
        self.files.delegate.hint_of = self._hint
        self.preview = preview
        self.go_back = QPushButton(_("恢复成这个版本"))
        self.close_button = QPushButton(_("关闭"))
        self.close_button.setDefault(True)
        title = title_label(_("“{name}”的 {count} 个版本").format(name=rows[0].name, count=len(rows)))
        split = QSplitter()
        split.addWidget(self.files)
        split.addWidget(preview)
        split.setSizes([380, 520])
        foot = button_row(self.close_button, left=(self.go_back,))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(*_SIZE)
        self.files.current_changed.connect(self._show_current)
        self.go_back.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.accept)
        self.files.show_rows(rows)
        self.files.setCurrentIndex(self.files.files.index(0))

    def _hint(self, row: EvidenceRow) -> Hint | None:
        newest = row.id == self._rows[0].id
        return (_("当前"), Role.DONE) if newest else (f"{row.added_at:%Y-%m-%d %H:%M}", Role.FAINT)

    def _show_current(self, row: EvidenceRow | None) -> None:
        self.preview.show_row(row)
        older = row is not None and row.id != self._rows[0].id
        self.go_back.setVisible(older and self._editable)

    def _ask(self) -> None:
        row = self.files.current_row()
        if row is not None:
            self.accept()
            self.return_requested.emit(self._rows[0], row)
