"""What the window asks in a dialog. None of them blocks: each is opened, and answers by a signal."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from desktop_app import __version__
from desktop_app.documents import DOCUMENT_SUFFIXES
from desktop_app.i18n import _
from desktop_app.models.values import ChecklistRow

_LAST_FOLDER = "lastFolder"  # the name under which it is remembered


class Dialogs(QObject):
    """Opens dialogs over the window.

    Signals: `document_chosen(path)`, `evidence_chosen(item ids, paths)`,
    `replacement_chosen(evidence id, path)`, `report_named(path)`, `folder_chosen(path)`,
    `checklist_named(id, title)`, `deletion_requested(checklist id)`.
    """

    document_chosen = Signal(object)
    evidence_chosen = Signal(object, object)
    report_named = Signal(object)
    folder_chosen = Signal(object)
    replacement_chosen = Signal(str, object)
    checklist_named = Signal(str, str)
    deletion_requested = Signal(str)

    def __init__(self, window: QWidget, settings: QSettings) -> None:
        super().__init__(window)
        self.window = window
        self._settings = settings
        self._item_ids: tuple[str, ...] = ()
        self._checklist: ChecklistRow | None = None
        self.current: QDialog | None = None

    def choose_document(self) -> None:
        """Ask which document to read."""
        dialog = QFileDialog(self.window, _("选择教育局的文件"), self._last_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in DOCUMENT_SUFFIXES)
        dialog.setNameFilters([_("能读取的文件 ({patterns})").format(patterns=patterns), _("所有文件 (*)")])
        dialog.fileSelected.connect(self._take_document)
        self.open_files(dialog)

    def choose_evidence(self, item_ids: Sequence[str]) -> None:
        """Ask which files show that the work on these items was done."""
        self._item_ids = tuple(item_ids)
        dialog = QFileDialog(self.window, _("选择佐证材料"), self._last_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_evidence)
        self.open_files(dialog)

    def choose_replacement(self, evidence_id: str, name: str) -> None:
        """Ask which file is a newer revision of one that is there."""
        self._item_ids = (evidence_id,)
        dialog = QFileDialog(self.window, _("选择替换“{name}”的文件").format(name=name), self._last_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_replacement)
        self.open_files(dialog)

    def name_report(self, label: str, proposal: Path) -> None:
        """Ask where a report is to be written; its kind is the one proposed."""
        suffix = proposal.suffix
        dialog = QFileDialog(self.window, _("“{form}”另存为").format(form=label), str(proposal.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("{form} (*{suffix})").format(form=label, suffix=suffix))
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(proposal.name)
        dialog.fileSelected.connect(self._take_report)
        self.open_files(dialog)

    def choose_folder(self, folder: Path) -> None:
        """Ask into which folder reports go."""
        dialog = QFileDialog(self.window, _("选择存放报告的文件夹"), str(folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_folder)
        self.open_files(dialog)

    def checklist_menu(self, row: ChecklistRow) -> QMenu:
        """Return the menu of one checklist."""
        self._checklist = row
        menu = QMenu(self.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("改名…")).triggered.connect(self._name_checklist)
        menu.addAction(_("删除清单")).triggered.connect(self._delete_checklist)
        return menu

    def _delete_checklist(self) -> None:
        if self._checklist is not None:
            self.deletion_requested.emit(self._checklist.id)

    def _name_checklist(self) -> None:
        if self._checklist is not None:
            self.name_checklist(self._checklist)

    def name_checklist(self, row: ChecklistRow) -> None:
        """Ask for another name of a checklist."""
        self._checklist = row
        dialog = QInputDialog(self.window)
        dialog.setWindowTitle(_("清单改名"))
        dialog.setLabelText(_("清单的名称"))
        dialog.setTextValue(row.title)
        dialog.setOkButtonText(_("改名"))
        dialog.setCancelButtonText(_("取消"))
        dialog.resize(480, dialog.sizeHint().height())
        dialog.textValueSelected.connect(self._take_name)
        self.open(dialog)

    def show_about(self) -> None:
        """Say what this program is."""
        words = _(
            "要点自评 {version}\n\n"
            "把教育局的工作要点变成清单，一年里逐项勾选、附上佐证材料，年底生成自评报告。\n"
            "所有内容只保存在这台电脑上。"
        )
        box = QMessageBox(self.window)
        box.setWindowTitle(_("关于要点自评"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words.format(version=__version__))
        box.addButton(_("关闭"), QMessageBox.ButtonRole.AcceptRole)
        self.open(box)

    def open_files(self, dialog: QFileDialog) -> None:
        """Open a dialog that asks for files or folders."""
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("位置"))  # Qt's own words lack these two
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("类型"))
        self.open(dialog)

    def open(self, dialog: QDialog) -> None:
        """Open a dialog over the window; it goes away for good when it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.current = dialog
        dialog.destroyed.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.current = None

    def _last_folder(self) -> str:
        """Return the folder a file was chosen in last, as long as it is there; else 文档."""
        last = str(self._settings.value(_LAST_FOLDER, ""))
        return last if last and Path(last).is_dir() else documents()

    def _note_folder(self, path: str) -> Path:
        self._settings.setValue(_LAST_FOLDER, str(Path(path).parent))
        return Path(path)

    def _take_document(self, path: str) -> None:
        self.document_chosen.emit(self._note_folder(path))

    def _take_evidence(self, paths: list[str]) -> None:
        self.evidence_chosen.emit(self._item_ids, [self._note_folder(path) for path in paths])

    def _take_replacement(self, path: str) -> None:
        self.replacement_chosen.emit(self._item_ids[0], self._note_folder(path))

    def _take_report(self, path: str) -> None:
        self.report_named.emit(Path(path))

    def _take_folder(self, path: str) -> None:
        self.folder_chosen.emit(Path(path))

    def _take_name(self, title: str) -> None:
        if self._checklist is not None:
            self.checklist_named.emit(self._checklist.id, title)


def documents() -> str:
    """Return the folder in which a person's own files lie: 文档, where there is none one's own."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return place if Path(place).is_dir() else str(Path.home())


def plain_box(icon: QMessageBox.Icon, words: str, window: QWidget) -> QMessageBox:
    """Return a box that says or asks something, with no buttons yet; its words are never markup."""
    box = QMessageBox(icon, _("要点自评"), words, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    return box
