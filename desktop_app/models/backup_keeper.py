"""When a workspace is backed up, beside the work and without stopping it, and how things stand with it."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.files import replacing
from desktop_app.models import backups, copies, mirror
from desktop_app.models.copies import Snapshot

OUTSIDE = "outside.json"  # in backups/: when the last copy outside of this folder was made
DOUBT = "doubt.txt"  # in backups/: what differed in the last backup of all, where something did
_LONGEST_DOUBT = 1000  # characters
OUTSIDE_IS_OLD = timedelta(days=30)


@dataclass(frozen=True)
class BackupState:
    """How things stand: the last backup inside and the last copy outside (local time, None: never).

    `outside_due`: a copy outside is wanted. `trouble`: why the last backup failed, "" where it did not.
    `where`: the file of the last copy outside, "" where it is not known. `doubt`: what in the last backup is
    not as the journal left it, in a sentence, "" where all is.
    """

    inside: datetime | None
    outside: datetime | None
    outside_due: bool
    trouble: str
    where: str = ""
    doubt: str = ""


def state_of(folder: Path, moment: datetime, trouble: str = "", doubt: str = "") -> BackupState:
    """Return how things stand at a moment (local time, without zone); reads names, not tables."""
    every = backups.listed(folder)
    outside, where = _outside(folder)
    since = outside or (every[-1].moment if every else moment)
    newest = every[0].moment if every else None
    return BackupState(newest, outside, moment - since > OUTSIDE_IS_OLD, trouble, where, doubt)


def note_outside(folder: Path, moment: datetime, copy: Path) -> None:
    """Remember that a copy was made outside; on a medium that cannot be written it is not remembered."""
    noted = {"at": moment.isoformat(timespec="seconds"), "where": str(copy.absolute())}
    with suppress(YaodianError), replacing(folder / backups.FOLDER / OUTSIDE) as temporary:
        temporary.write_text(json.dumps(noted), "utf-8")


class BackupKeeper:
    """Backs a workspace up while it is written; used from the workspace's thread.

    The moment that a backup holds is fixed there at once, the copying and the trial are done on a thread of
    its own. `logged_ahead`: the writer need not wait for readers; else the copying is done at once too.
    `changed`: there may be something already that no backup has. `behind` tells that there is: no backup has
    what was there when this was made, though there are some. `doubt` is of `BackupState`: each backup's rows
    are compared with its journal, and what was found last, as at a close, is told from the next start on.
    """

    def __init__(self, folder: Path, file: Path, stamp: str, *, logged_ahead: bool, changed: bool) -> None:
        self.trouble = ""
        self.doubt = self._noted = _doubt(folder)
        self._folder, self._file, self._stamp = folder, file, stamp
        self.logged_ahead = logged_ahead
        self.behind = _is_behind(folder, file)
        self._changed = changed or self.behind
        self._day = max((one.moment.date() for one in backups.listed(folder)), default=None)
        self._thread: ThreadPoolExecutor | None = None

    def before_change(self) -> None:
        """Back up before the first change of a day."""
        today = datetime.now().date()
        if self._day != today:
            self._day = today
            self.make()

    def after_change(self) -> None:
        """Note that there is something that no backup has."""
        self._changed = True

    def make(self) -> None:
        """Back up what is there at this moment, and go on; what fails is told by `trouble`.

        Where nothing was ever done, nothing is backed up.
        """
        made = self._begin()
        if made and self._thread:
            self._thread.submit(self._compare, made)

    def _begin(self) -> "Future[Path | None] | None":
        moment = datetime.now()
        try:
            snapshot = Snapshot(self._file)
        except YaodianError as error:
            self.trouble = str(error)
            return None
        self._changed = False
        if snapshot.is_empty:
            self._day = None  # the day's first backup is made once there is something to lose
            snapshot.close()
            return None
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "backup")
        done = self._thread.submit(self._make, snapshot, moment)
        if not self.logged_ahead:
            done.result()
        return done

    def finish(self) -> None:
        """Wait for what is under way; back up what was changed since. For the end of the work."""
        self._wait()
        if self._changed:
            self.make()
            self._wait()
        if self.doubt != self._noted:
            _note_doubt(self._folder, self.doubt)

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def _make(self, snapshot: Snapshot, moment: datetime) -> Path | None:
        with snapshot:
            try:
                made = backups.make(snapshot, self._folder, self._stamp, moment)
            except YaodianError as error:
                self.trouble = str(error)
                self._changed = True  # so that it is tried once more at the end
                return None
        self.trouble = ""
        return made.path

    def _compare(self, made: "Future[Path | None]") -> None:
        path = made.result()
        with suppress(YaodianError):
            self.doubt = mirror.said_of_copy(path) if path else self.doubt


def _note_doubt(folder: Path, words: str) -> None:
    """Remember what the next start is to say, "" for nothing; where that cannot be written it is not said."""
    path = folder / backups.FOLDER / DOUBT
    with suppress(YaodianError, OSError):
        if not words:
            path.unlink(missing_ok=True)
            return
        with replacing(path) as temporary:
            temporary.write_text(words, "utf-8")


def _doubt(folder: Path) -> str:
    with suppress(OSError, ValueError), (folder / backups.FOLDER / DOUBT).open(encoding="utf-8") as file:
        return " ".join(file.read(_LONGEST_DOUBT).split())
    return ""


def _is_behind(folder: Path, file: Path) -> bool:
    """Tell whether every backup lacks something, as after a close at which none could be made.

    All are asked, not the newest alone: a clock that once was wrong may have made another the newest by name.
    """
    every = backups.listed(folder)
    with suppress(YaodianError):
        present = copies.head(file)
        return bool(every) and not any(backups.is_of(one, present) for one in every)
    return False  # what cannot be read is said elsewhere


def _outside(folder: Path) -> tuple[datetime | None, str]:
    try:
        noted = json.loads((folder / backups.FOLDER / OUTSIDE).read_text("utf-8"))
        return datetime.fromisoformat(noted["at"]).replace(tzinfo=None), str(noted.get("where", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, ""
