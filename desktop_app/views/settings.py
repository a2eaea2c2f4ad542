"""What a person chose on this computer: who one is, light or dark, larger text, where one was last.

Kept as JSON beside the program's own records, apart from the workspace: it travels with the person, not with
the school's data. The sizes of windows and columns are Qt's own (QSettings).
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import YaodianError
from desktop_app.files import replacing
from desktop_app.i18n import _

LARGEST_STEP = 4  # points that text may be larger than the system's
PLACES_KEPT = 20  # workspaces whose last place is remembered


class Look(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"system": _("跟随系统"), "light": _("浅色"), "dark": _("深色")}[self.value]


@dataclass(frozen=True)
class LastPlace:
    """Where one was in a workspace: the checklist, the view of it, the item."""

    checklist: str = ""
    place: str = ""
    item: str = ""


@dataclass(frozen=True)
class ReportChoices:
    """What was chosen for reports: the forms ticked, the one shown, the folder ("" for the workspace's).

    The one shown is made where none is ticked.
    """

    ticked: tuple[str, ...] = ()
    shown: str = "自评报告"
    folder: str = ""


@dataclass(frozen=True)
class Settings:
    """All choices. `me` are the names under which one stands in the items; `larger` is in points.

    `workspace`: the folder last chosen, "" for the usual one. `put_off`: what is not to be said again before
    a day (ISO 8601). `unsaid`: what there was no window any more to say in.
    """

    me: tuple[str, ...] = ()
    look: Look = Look.SYSTEM
    larger: int = 0
    last: Mapping[str, LastPlace] = field(default_factory=dict)
    report: ReportChoices = ReportChoices()
    workspace: str = ""
    put_off: Mapping[str, str] = field(default_factory=dict)
    unsaid: str = ""

    def at(self, folder: Path) -> LastPlace:
        """Return where one was last in a workspace."""
        return self.last.get(str(folder), LastPlace())

    def been_at(self, folder: Path, place: LastPlace) -> "Settings":
        """Return the settings that remember where one was, the latest workspaces only."""
        others = {name: last for name, last in self.last.items() if name != str(folder)}
        kept = list(others.items())[-(PLACES_KEPT - 1) :]
        return replace(self, last=dict([*kept, (str(folder), place)]))

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON has them."""
        return {
            "me": list(self.me),
            "look": self.look.value,
            "larger": self.larger,
            "last": {name: asdict(place) for name, place in self.last.items()},
            "report": asdict(self.report),
            "workspace": self.workspace,
            "put_off": dict(self.put_off),
            "unsaid": self.unsaid,
        }

    @classmethod
    def from_json(cls, stored: object) -> "Settings":
        """Return settings from JSON; whatever is not understood keeps its usual value."""
        if not isinstance(stored, dict):
            return cls()
        me, look, larger, last, report, workspace, put_off, unsaid = (
            stored.get(one.name) for one in fields(cls)
        )
        usual = cls()
        places = last if isinstance(last, dict) else {}
        days = put_off if isinstance(put_off, dict) else {}
        return cls(
            me=tuple(name for name in me if isinstance(name, str)) if isinstance(me, list) else usual.me,
            look=Look(look) if isinstance(look, str) and look in [*Look] else usual.look,
            larger=min(max(larger, 0), LARGEST_STEP) if type(larger) is int else usual.larger,
            last={str(name): _last_place(place) for name, place in places.items()},
            report=_report_choices(report),
            workspace=workspace if isinstance(workspace, str) else usual.workspace,
            put_off={str(name): day for name, day in days.items() if isinstance(day, str)},
            unsaid=unsaid if isinstance(unsaid, str) else usual.unsaid,
        )


class SettingsStore(QObject):
    """Holds the settings and keeps them on disk. `changed()` when they are others.

    A file that cannot be read is put aside under another name, never written over.
    """

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.value = self._read()

    def change(self, value: Settings) -> None:
        """Take over other settings.

        Raises YaodianError where they cannot be kept on disk; until the program ends they hold all the same.
        """
        if value == self.value:
            return
        self.value = value
        self.changed.emit()
        words = json.dumps(value.to_json(), ensure_ascii=False, indent=1)
        with suppress(OSError):  # a folder that cannot be made is said below
            self._path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self._path) as path:
            path.write_text(words, "utf-8")

    def remember(self, folder: Path, place: LastPlace) -> None:
        """Note where one is in a workspace; that this cannot be kept is nothing to stop for."""
        self._note(self.value.been_at(folder, place))

    def remember_report(self, report: ReportChoices) -> None:
        """Note what was chosen for reports; that this cannot be kept is nothing to stop for."""
        self._note(replace(self.value, report=report))

    def remember_workspace(self, folder: str) -> None:
        """Note which workspace is to be opened from now on, "" for the usual one."""
        self._note(replace(self.value, workspace=folder))

    def put_off(self, what: str, until: date) -> None:
        """Note that something is not to be said again before a day."""
        self._note(replace(self.value, put_off={**self.value.put_off, what: until.isoformat()}))

    def is_put_off(self, what: str, today: date) -> bool:
        """Tell whether something is not to be said today."""
        return today.isoformat() < self.value.put_off.get(what, "")

    def leave_unsaid(self, words: str) -> None:
        """Note what the next window is to say; "" once it was said."""
        self._note(replace(self.value, unsaid=words))

    def _note(self, value: Settings) -> None:
        try:
            self.change(value)
        except YaodianError:
            self.value = value

    def _read(self) -> Settings:
        try:
            return Settings.from_json(json.loads(self._path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError):
            return Settings()
        except (json.JSONDecodeError, RecursionError):
            self._put_aside()
            return Settings()

    def _put_aside(self) -> None:
        with suppress(OSError):  # then it stays where it is until settings are changed
            self._path.replace(self._path.with_suffix(".unreadable.json"))


def _last_place(stored: object) -> LastPlace:
    if not isinstance(stored, dict):
        return LastPlace()
    known = {one.name: str(stored.get(one.name, "")) for one in fields(LastPlace)}
    return LastPlace(**known)


def _report_choices(stored: object) -> ReportChoices:
    usual = ReportChoices()
    if not isinstance(stored, dict):
        return usual
    ticked, shown, folder = (stored.get(one.name) for one in fields(ReportChoices))
    names = (
        tuple(name for name in ticked if isinstance(name, str)) if isinstance(ticked, list | tuple) else ()
    )
    return ReportChoices(
        ticked=names or usual.ticked,
        shown=shown if isinstance(shown, str) else usual.shown,
        folder=folder if isinstance(folder, str) else usual.folder,
    )
