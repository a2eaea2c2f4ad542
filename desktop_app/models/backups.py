"""The backups inside a workspace: made of one moment, tried, counted, and thinned out with age."""

import re
from collections.abc import Collection, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.files import replacing
from desktop_app.models import copies, mirror
from desktop_app.models.copies import Contents, Last, Snapshot, trial

FOLDER = "backups"
DAYS, WEEKS, MONTHS = 12, 10, 9
LATEST = 3
_NAME = re.compile(r"yaodian-(\w{1,32})-([0-9]{8}-[0-9]{6})(?:-([0-9]{1,9}))?\.db")
_MOMENT = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """A backup's file, when it was made by this computer's clock, and the version of its tables."""

    path: Path
    moment: datetime
    stamp: str
    number: int = 1  # among those of one second


def listed(folder: Path) -> tuple[Backup, ...]:
    """Return the backups of a workspace's folder, the newest first; other files there are left alone."""
    found = []
    with suppress(OSError):
        for path in (folder / FOLDER).iterdir():
            match = _NAME.fullmatch(path.name)
            with suppress(ValueError):
                if match:
                    found.append(
                        Backup(path, datetime.strptime(match[2], _MOMENT), match[1], int(match[3] or 1))
                    )
    return tuple(sorted(found, key=lambda one: (one.moment, one.number), reverse=True))


def make(snapshot: Snapshot, folder: Path, stamp: str, moment: datetime) -> Backup:
    """Copy a moment of the tables into the workspace's folder, whole, tried and counted, or not at all.

    `moment` is local time without a zone. Older backups are thinned out. Raises YaodianError.
    """
    made = _free(folder / FOLDER, stamp, moment.replace(microsecond=0))
    with replacing(made.path) as temporary:
        snapshot.copy_to(temporary)
    thin_out(folder, made)
    return made


def thin_out(folder: Path, just_made: Backup) -> None:
    """Remove the backups that need not be kept; what another program holds open goes another time.

    Beside what `to_keep` says stay the first and the last three of this day, and of each version the newest:
    without it there is no way back to an older program. So does the newest that is as its journal left it:
    those after it may all hold what a failing disk made of a letter.
    """
    every = listed(folder)
    moments = to_keep(one.moment for one in every)
    today = [one for one in every if one.moment.date() == just_made.moment.date()]
    of_version = {one.stamp: one for one in reversed(every)}
    kept = {just_made, *today[:LATEST], *today[-1:], *of_version.values()}
    going = [one for one in every if not (one in kept or one.moment in moments)]
    agreeing = next(filter(_agrees, every), None) if going else None
    for one in going:
        if one != agreeing:
            with suppress(OSError):
                one.path.unlink()


def to_keep(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Return which backups stay: the last of each of 12 days, of 10 weeks and of 9 months.

    Days, weeks (from Monday, ISO 8601) and months without a backup do not count: a holiday loses none.
    """
    every = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    for most, period in ((DAYS, datetime.date), (WEEKS, _week), (MONTHS, _month)):
        last: dict[Hashable, datetime] = {}
        for moment in every:
            last.setdefault(period(moment), moment)
        kept.update(list(last.values())[:most])
    return frozenset(kept)


def is_of(backup: Backup, head: tuple[Last, int]) -> bool:
    """Tell whether a backup has what was done up to a moment, as `copies.head` tells it."""
    with suppress(YaodianError):
        return copies.head(backup.path, still=True) == head
    return False


def newest_good(folder: Path, known: Collection[str]) -> tuple[Backup, Contents] | None:
    """Return the newest backup that passes its trial and whose version this program knows, None without.

    The newest is the one in which most was done: a clock that once was wrong does not make it another.
    """
    for one in sorted(listed(folder), key=_last, reverse=True):
        with suppress(YaodianError):
            contents = trial(one.path)
            if contents.stamp in known:
                return one, contents
    return None


def _agrees(backup: Backup) -> bool:
    with suppress(YaodianError):  # damaged, or of a version whose rows cannot be compared
        trial(backup.path)
        return not mirror.said_of_copy(backup.path)
    return False


def _last(backup: Backup) -> Last:
    with suppress(YaodianError):
        return copies.head(backup.path, still=True)[0]
    return Last()


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _day = moment.isocalendar()
    return year, week


def _month(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month


def _free(folder: Path, stamp: str, moment: datetime) -> Backup:
    """Return a backup whose name is free: two may be made in one second."""
    number, path = 1, folder / f"yaodian-{stamp}-{moment.strftime(_MOMENT)}.db"
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return Backup(free, moment, stamp, number)
