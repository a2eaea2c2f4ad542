"""A workspace: the folder that holds all of a school's data."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from filelock import FileLock
from sqlalchemy import Connection, Engine

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import Tidied, Vault
from desktop_app.files import Closable, is_there, replacing
from desktop_app.i18n import _
from desktop_app.models import backups, database, opening, rescue
from desktop_app.models.acting import Action
from desktop_app.models.backup_keeper import BackupKeeper, BackupState, state_of
from desktop_app.models.copies import Snapshot
from desktop_app.models.documents_folder import documents_folder
from desktop_app.models.journal import JournaledSession
from desktop_app.models.locking import cannot_write, check_may_write, kept_on_success, locked
from desktop_app.models.migrations import OURS, Versions, make_tables, migrate
from desktop_app.models.recorded import recorded_files
from desktop_app.models.replaying import Slices, replay, whole
from desktop_app.models.sitting import Sitting
from desktop_app.models.values import Changes
from desktop_app.models.whereabouts import check_length, cloud_of, on_network

FILE = "yaodian.db"


class OlderWorkspaceError(YaodianError):
    """Tables of an older program cannot be read as they are; opened to write they are brought up to date."""


class Workspace(Closable):
    """A folder with `yaodian.db`, `evidence/`, `backups/` and `reports/`, opened to read or to write.

    One writer at a time. Used from one thread; closed at the end, best by `with`.
    """

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        close: Callable[[], None],
        *,
        read_only: bool,
        lock: FileLock | None = None,
        keeper: BackupKeeper | None = None,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.vault = Vault(folder / "evidence", read_only=read_only)
        self.who = _user()
        self.notice = ""  # what was found and done after an end that was none
        self.place = ""  # what to mind of where the folder lies
        self._engine = engine
        self._close_engine = close
        self._lock = lock
        self._keeper = keeper
        self._acting = self._typing = False
        self._sitting = Sitting()
        self._closed = False

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make a workspace in a folder that has none. Raises YaodianError where that cannot be."""
        if is_there(folder / FILE):
            raise YaodianError(
                _("“{name}”里已经有一个工作区，没有改动它。请直接打开。").format(name=folder.name)
            )
        check_length(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
        if backups.listed(folder):  # an empty workspace must not hide that all of it is gone
            raise rescue.damaged_at(folder, FILE, OURS.known)
        with kept_on_success(locked(folder, new=True)) as lock:
            _make(folder)
            return cls._to_write(folder, lock, OURS)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, versions: Versions = OURS) -> Self:
        """Open a workspace. Raises YaodianError, with nothing changed, where it cannot be opened.

        DamagedWorkspaceError where the tables are damaged: it has the newest backup that is not.

        To write, nobody else may be writing and the folder must be writable; tables of an older program
        are brought up to date after a backup.
        """
        path = folder / FILE
        if not (is_there(path) and path.is_file()):
            raise _no_workspace(folder, versions)
        try:
            database.check_looks_sound(path)
            if read_only:
                return cls._to_read(folder, versions)
            with kept_on_success(cls.to_be_written(folder)) as lock:
                return cls._to_write(folder, lock, versions)
        except database.DamagedError as error:
            raise rescue.damaged_at(folder, FILE, versions.known) from error

    @staticmethod
    def to_be_written(folder: Path) -> FileLock:
        """Take the right to write a workspace. Raises HeldError, YaodianError where that cannot be."""
        with kept_on_success(locked(folder)) as lock:
            check_may_write(folder / FILE)
            return lock

    @classmethod
    def restore_backup(cls, folder: Path, versions: Versions = OURS) -> rescue.Offer:
        """Put the newest good backup in the place of damaged tables; return which it was.

        The damaged file is kept in backups/. Raises YaodianError, with nothing changed, where the tables are
        sound, there is no good backup, another window has the workspace, or the disk refuses.
        """
        if not (is_there(folder / FILE) or backups.listed(folder)):
            raise _no_workspace(folder, versions)
        lock = locked(folder)
        try:
            return rescue.put_back(folder, FILE, versions.known)
        finally:
            lock.release()

    @classmethod
    def open_or_create(cls, folder: Path) -> Self:
        """Open the workspace of a folder to write, or make it."""
        return cls.open(folder) if is_there(folder / FILE) else cls.create(folder)

    @staticmethod
    def default_folder() -> Path:
        """Return 要点自评 in the user's documents folder; it need not be there."""
        return documents_folder() / "要点自评"

    def close(self) -> None:
        """Let go of the folder: afterwards it can be moved, copied or deleted."""
        if not (self._closed or self.read_only):
            # What an action never came to record goes now, while nothing but this session could have.
            with suppress(YaodianError):
                self.vault.settle(self._recorded)
        if self._keeper and not self._closed:
            opening.mark_closing(self.folder)
            self._keeper.finish()
        self._close_engine()
        if not (self._closed or self.read_only):
            opening.unmark(self.folder)
        self._closed = True
        if self._lock:
            self._lock.release()

    @contextmanager
    def session(self) -> Iterator[JournaledSession]:
        """Yield a session that sees one moment of the data and only reads. Raises YaodianError."""
        self._check_open()
        with database.plain_words(), JournaledSession(self._engine) as session:
            yield session

    @contextmanager
    def action(self, name: str, *, goes_on: int | None = None) -> Iterator[Action]:
        """Yield an action: one transaction, one entry of the journal, all of it or nothing.

        Raises YaodianError where the workspace is read-only or the disk refuses; what the block raises
        passes through. An action that changed nothing leaves no entry. `goes_on` is the entry of an action
        that this one goes on with, where nothing else was done in between.
        """
        sitting = self._sitting if self._typing else None
        with self._writing() as connection, closing(Action(name, connection, goes_on, sitting)) as action:
            yield action
            action.finish(self.who)
            if self._keeper and action.done:
                self._keeper.after_change()

    @contextmanager
    def typing(self) -> Iterator[None]:
        """Let what is done inside be words typed: one entry with those typed in the same place before."""
        self._typing = True
        try:
            yield
        finally:
            self._typing = False

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Yield a connection with the right to write, for actions, undo and redo; the caller commits."""
        if self.read_only:
            raise YaodianError(
                _("工作区是只读打开的，没有改动。请关闭另一个窗口，或换一个可写的位置重新打开。")
            )
        self._check_open()
        if self._acting:
            raise RuntimeError("actions do not nest")
        self._acting = True
        try:
            if self._keeper:
                self._keeper.before_change()
            with database.plain_words(), self._engine.connect() as connection, _undone_on_error(connection):
                yield connection
        except database.NotAllowedError:
            self._engine.dispose()  # opened without the right, a file never gets it: the next try opens anew
            raise
        finally:
            self._acting = False

    def steps(self, *, back: bool) -> Slices[Changes | None]:
        """Undo (`back`) or redo one action, all or nothing; gives what changed, None where there is none.

        A few rows at a time: in between others may read, not write. Raises YaodianError.
        """
        with self._writing() as connection:
            slices = replay(connection, back=back)
            # Without a log ahead, others could not read either: then at once.
            changes = (yield from slices) if self._keeper and self._keeper.logged_ahead else whole(slices)
            connection.commit()
            self._sitting.end()
            if self._keeper and changes:
                self._keeper.after_change()
            return changes

    def back_up_inside(self) -> None:
        """Begin a backup of this moment in backups/, without waiting for it; `backup_state` tells of it."""
        if self._keeper:
            self._check_open()
            self._keeper.make()

    @property
    def backup_state(self) -> BackupState:
        """When this workspace was backed up, and whether a copy outside is wanted."""
        trouble, doubt = (self._keeper.trouble, self._keeper.doubt) if self._keeper else ("", "")
        return state_of(self.folder, datetime.now(), trouble, doubt)

    def reconnect(self) -> None:
        """Go on in a folder that was gone, as a stick that was pulled out, and is there again.

        Raises YaodianError where another window has it by now, or the tables came back damaged.
        """
        self._engine.dispose()
        if self._lock:
            self._lock.release()
            self._lock = self.to_be_written(self.folder)
        opening.check_all(self._engine)

    def _recorded(self) -> frozenset[str]:
        with database.plain_words(), self._engine.connect() as connection:
            return recorded_files(connection)

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the workspace is closed; another window may be writing by now")

    @classmethod
    def _to_read(cls, folder: Path, versions: Versions) -> Self:
        with database.plain_words():
            engine, close = database.engine_for_reading(folder / FILE)
            try:
                if _known_stamp(engine, folder, versions) != versions.newest:
                    raise OlderWorkspaceError(
                        _(
                            "“{name}”是旧版本程序的工作区，要能写入才能更新，没有改动它。"
                            "请关闭别的窗口，或把它移到可以写入的地方，再打开。"
                        ).format(name=folder.name)
                    )
                opening.check_pages(engine)  # what lacks rows unseen is no list to go by
            except BaseException:  # goes on; the file must not stay open
                close()
                raise
        return cls(folder, engine, close, read_only=True)

    @classmethod
    def _to_write(cls, folder: Path, lock: FileLock, versions: Versions) -> Self:
        shared, cloud, badly = on_network(folder), cloud_of(folder), opening.ended_badly(folder)
        unclean = badly or database.left_beside(folder / FILE)
        engine = database.engine_at(folder / FILE)
        try:
            with database.plain_words():
                stamp = _known_stamp(engine, folder, versions)
                (opening.check_all if unclean else opening.check_pages)(engine)
                if stamp != versions.newest:
                    _bring_up_to_date(folder, stamp, versions)
                mode = database.use_safe_journal(engine, shared_folder=shared or cloud is not None)
                keeper = BackupKeeper(
                    folder, folder / FILE, versions.newest, logged_ahead=mode == "wal", changed=unclean
                )
                if keeper.behind and not unclean:  # no backup could be made: why not?
                    opening.check_all(engine)
        except BaseException:  # goes on; the file must not stay open
            engine.dispose()
            raise
        workspace = cls(folder, engine, engine.dispose, read_only=False, lock=lock, keeper=keeper)
        tidied = Tidied()
        with suppress(YaodianError):  # tables that cannot be asked: nothing is removed
            tidied = workspace.vault.tidy(workspace._recorded)
        opening.mark_open(folder, workspace.who)
        at_start = opening.said_at_start(engine, behind=keeper.behind)
        workspace.notice = opening.said_of_end(engine, tidied, opening.tidy(folder)) if badly else at_start
        workspace.place = opening.said_of_place(network=shared, cloud=cloud)
        return workspace


@contextmanager
def _undone_on_error(connection: Connection) -> Iterator[None]:
    """Roll back whatever happens: a commit that fails, for a loose reference, leaves its transaction open."""
    try:
        yield
    except BaseException:  # goes on; a stopped program too must not leave half an action
        connection.connection.rollback()
        raise


def _make(folder: Path) -> None:
    """Make the tables beside and rename, so that a power cut leaves no half-made workspace."""
    for name in ("evidence", "backups", "reports"):
        try:
            (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
    with replacing(folder / FILE) as temporary, database.plain_words():
        engine = database.engine_at(temporary, mode="rwc")
        try:
            with engine.begin() as connection:
                make_tables(connection)
        finally:
            engine.dispose()


def _known_stamp(engine: Engine, folder: Path, versions: Versions) -> str:
    """Return the version of the tables. Raises YaodianError where they are not ours or too new."""
    stamp = database.stamp_of(engine)
    if stamp is None:
        raise YaodianError(
            _("“{name}”里的数据文件不是本程序的，没有改动它。请选择另一个文件夹。").format(name=folder.name)
        )
    if stamp not in versions.known:
        raise YaodianError(
            _("“{name}”是用更新版本的程序保存的，没有改动它。请安装最新版本后再打开。").format(
                name=folder.name
            )
        )
    return stamp


def _bring_up_to_date(folder: Path, stamp: str, versions: Versions) -> None:
    with Snapshot(folder / FILE) as snapshot:
        backups.make(snapshot, folder, stamp, datetime.now())
    # Changing a table rebuilds it, which foreign keys would forbid; they are checked before the commit.
    rebuilding = database.engine_at(folder / FILE, foreign_keys=False)
    try:
        with rebuilding.begin() as connection:
            migrate(connection, versions)
            if database.count_damage(connection) or database.loose_references(connection):
                raise database.damaged()
    finally:
        rebuilding.dispose()


def _no_workspace(folder: Path, versions: Versions) -> YaodianError:
    if backups.listed(folder):
        return rescue.damaged_at(folder, FILE, versions.known)
    return YaodianError(
        _("“{name}”不是工作区，没有改动它。请选择放有学校数据的文件夹，或新建一个。").format(
            name=folder.name or str(folder)
        )
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account of that number, or Windows without USERNAME
        return _("本机用户")
