"""Brings one back to where one was: the checklist, the view of it, the item, and the widths of the sides."""

from PySide6.QtCore import QObject

from desktop_app.views.desk import Desk
from desktop_app.views.frame import Frame
from desktop_app.views.places import Place
from desktop_app.views.settings import LastPlace, SettingsStore
from desktop_app.views.work_page import WorkPage

_SIDES = "sides"


class Memory(QObject):
    """Notes at the end where one is; at the start goes there as far as it is still there."""

    def __init__(
        self, frame: Frame, work: WorkPage, desk: Desk, settings: SettingsStore, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._work = work
        self._desk = desk
        self._settings = settings
        sides = frame.settings.value(_SIDES)
        if sides is not None:
            work.restoreState(sides)
        # The uninstaller says from here which folder stays (installer/setup.nsi).
        frame.settings.setValue("workspace", str(desk.workspace.folder))
        frame.closing.connect(self._note)

    def start(self) -> None:
        """Open the checklist of last time, or the newest, at the same view and item; keys go to the table."""
        self._go_back()
        if self._desk.opened is not None:
            self._work.tree.setFocus()

    def _go_back(self) -> None:
        last = self._settings.value.at(self._desk.workspace.folder)
        self._desk.start(last.checklist)
        if self._desk.opened is None or self._desk.opened.id != last.checklist:
            return
        if last.place in [*Place] and last.place != Place.ALL:
            self._work.choose_place(Place(last.place))
        if self._work.model.index_of(last.item).isValid():
            self._work.reveal([last.item])

    def _note(self) -> None:
        self._work.leave_page()  # a hidden panel would stay hidden
        self._frame.settings.setValue(_SIDES, self._work.saveState())
        opened = self._desk.opened
        place = LastPlace(opened.id if opened else "", self._work.place.value, self._work.panel.item_id)
        self._settings.remember(self._desk.workspace.folder, place)
