"""The school's people, grades and profile, the history of everything, and what was deleted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop_app.errors import YaodianError
from desktop_app.models import arranging, operations, people, queries
from desktop_app.models.values import Changes, Grade, HistoryRow
from desktop_app.models.workspace import Workspace
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.office.deleted_dialog import DeletedDialog
from desktop_app.views.office.history_dialog import PAGE, HistoryDialog
from desktop_app.views.office.people_dialog import PeopleDialog
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.office.settings_dialog import SettingsDialog
from desktop_app.views.settings import Settings, SettingsStore


class Office(QObject):
    """Opens the dialogs about the school and does what is wished there, through the desk."""

    def __init__(self, desk: Desk, dialogs: Dialogs, settings: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs
        self._settings = settings
        self._people: PeopleDialog | None = None
        self._history: HistoryDialog | None = None
        desk.history_changed.connect(self._refresh_people)
        desk.be(settings.value.me)
        settings.changed.connect(self._take_settings)

    # What others ask

    def names(self) -> list[str]:
        """Return the names to offer where one is asked for."""
        return people.names(self._desk.workspace)

    def tags(self) -> list[str]:
        """Return the tags in use in the open checklist, the most used first."""
        counts: dict[str, int] = {}
        for row in self._desk.tree.walk():
            for tag in filter(None, row.tags.split("、")):
                counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: -counts[tag])

    def history(self, item_id: str) -> list[HistoryRow]:
        """Return what was changed in one item, newest first."""
        return queries.history(self._desk.workspace, item_id, limit=PAGE)

    def restore_words(self, item_id: str) -> None:
        """Let the bureau's words of an item stand again."""
        self._do(lambda ws: arranging.restore_words(ws, [item_id]))

    # Dialogs

    def edit_school(self) -> None:
        """Show the school's profile and its scale of grades."""
        self.edit_school_field("")

    def edit_school_field(self, field: str) -> None:
        """Do so with the cursor in a field, "" for the first."""
        desk = self._desk
        dialog = SchoolDialog(
            desk.school(), people.grades(desk.workspace), desk.editable, self._dialogs.window
        )
        if field in dialog.lines:
            dialog.lines[field].setFocus()
        dialog.school_requested.connect(desk.set_school)
        dialog.grades_requested.connect(self._set_grades)
        desk.refused.connect(dialog.show_refusal)
        self._dialogs.open(dialog)

    def edit_people(self) -> None:
        """Show the school's departments and persons."""
        dialog = self._people = PeopleDialog(self._desk.editable, self._dialogs.window)
        dialog.department_typed.connect(self._put_department)
        dialog.person_typed.connect(self._put_person)
        dialog.removal_requested.connect(self._remove)
        dialog.departments_pasted.connect(self._add_departments)
        dialog.people_pasted.connect(self._add_people)
        dialog.finished.connect(self._forget_people)
        self._refresh_people()
        self._dialogs.open(dialog)

    def edit_settings(self) -> None:
        """Show what a person can choose on this computer."""
        dialog = SettingsDialog(self._settings.value, self.names(), self._dialogs.window)
        dialog.settings_requested.connect(self._change_settings)
        self._dialogs.open(dialog)

    def show_deleted(self) -> None:
        """Show what was deleted from the open checklist."""
        opened = self._desk.opened
        rows = queries.deleted(self._desk.workspace, opened.id) if opened else []
        dialog = DeletedDialog(rows, self._desk.editable, self._dialogs.window)
        dialog.restore_requested.connect(self._restore)
        self._dialogs.open(dialog)

    def show_history(self) -> None:
        """Show everything that was changed."""
        dialog = self._history = HistoryDialog(self._dialogs.window)
        dialog.page_requested.connect(self._page)
        dialog.start()
        self._dialogs.open(dialog)

    # Wishes

    def _do(self, act: Callable[[Workspace], Changes]) -> None:
        if self._desk.do(act) is None:
            self._refresh_people()  # a name that was refused does not stay in the list as if it were known

    def _put_department(self, row_id: str, name: str) -> None:
        self._do(lambda ws: people.put_department(ws, name, row_id or None)[1])

    def _put_person(self, row_id: str, name: str, department: str, post: str) -> None:
        self._do(lambda ws: people.put_person(ws, name, department, post, row_id or None)[1])

    def _add_departments(self, names: Sequence[str]) -> None:
        self._do(lambda ws: people.add_departments(ws, names))

    def _add_people(self, rows: Sequence[Sequence[str]]) -> None:
        self._do(lambda ws: people.add_people(ws, rows))

    def _remove(self, ids: Sequence[str]) -> None:
        self._do(lambda ws: people.remove(ws, ids))

    def _set_grades(self, grades: Sequence[Grade]) -> None:
        self._do(lambda ws: people.set_grades(ws, grades))

    def _restore(self, item_ids: Sequence[str]) -> None:
        self._do(lambda ws: operations.restore_items(ws, item_ids))

    def _page(self, words: str, before: int | None) -> None:
        if self._history is not None:
            rows = queries.history(self._desk.workspace, limit=PAGE, words=words, before_id=before)
            self._history.add_rows(rows)

    def _refresh_people(self) -> None:
        if self._people is not None:
            workspace = self._desk.workspace
            self._people.show_people(people.departments(workspace), people.people(workspace))

    def _forget_people(self) -> None:
        self._people = None

    def _change_settings(self, settings: Settings) -> None:
        try:
            self._settings.change(settings)
        except YaodianError as error:
            self._desk.refused.emit(str(error))

    def _take_settings(self) -> None:
        if self._desk.me != frozenset(self._settings.value.me):
            self._desk.be(self._settings.value.me)
