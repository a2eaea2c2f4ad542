"""A workspace: the folder that holds all of a school's data."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import Vault
from desktop_app.files import replacing
from desktop_app.i18n import _
from desktop_app.models import database, journal
from desktop_app.models.changes import changes_of
from desktop_app.models.documents_folder import documents_folder
from desktop_app.models.entities import now
from desktop_app.models.journal import Image, JournaledSession, Recording
from desktop_app.models.migrations import OURS, Versions, make_tables, migrate
from desktop_app.models.recorded import recorded_files
from desktop_app.models.values import Changes

FILE = "yaodian.db"
LOCK = "yaodian.lock"


class Action:
    """One step of the user's while it is being done. `changes` is filled when it is safely on disk.

    `final` is set where it cannot be taken back.
    """

    def __init__(self, name: str, connection: Connection) -> None:
        self.name = name
        self.connection = connection
        self.final = False
        self.changes = Changes("")
        self._recording = Recording()

    @cached_property
    def session(self) -> JournaledSession:
        """The session whose objects may be changed; made when first asked for."""
        session = JournaledSession(self.connection, expire_on_commit=False)
        session.recording = self._recording
        return session

    def apply(self, images: list[Image]) -> None:
        """Change rows by their images, without loading objects; for many rows or where speed counts."""
        for image in images:
            self._recording.note(image)
        journal.apply(self.connection, images)

    def finish(self, who: str) -> None:
        """Write what is left to write, and the journal's entry where anything changed; commit."""
        if "session" in self.__dict__:
            self.session.flush()
        images = self._recording.images()
        changes = Changes(self.name)
        if images:
            journal.write(self.connection, who, self.name, images, final=self.final)
            changes = changes_of(self.connection, self.name, images)
            self.connection.commit()
        self.changes = changes

    def close(self) -> None:
        """Let go of the objects."""
        if "session" in self.__dict__:
            self.session.close()


class Workspace:
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
        notice: str | None = None,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.vault = Vault(folder / "evidence", read_only=read_only)
        self.who = _user()
        self.notice = notice
        self._engine = engine
        self._close_engine = close
        self._lock = lock
        self._acting = False
        self._closed = False

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make a workspace in a folder that has none. Raises YaodianError where that cannot be."""
        if (folder / FILE).exists():
            raise YaodianError(
                _("“{name}”里已经有一个工作区，没有改动它。请直接打开。").format(name=folder.name)
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(folder) from error
        lock = _locked(folder)
        try:
            _make(folder)
            return cls._to_write(folder, lock, OURS)
        except BaseException:  # whatever it was, it goes on; only the lock must not stay
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, versions: Versions = OURS) -> Self:
        """Open a workspace. Raises YaodianError, with nothing changed, where it cannot be opened.

        To write, nobody else may be writing and the folder must be writable; tables of an older program
        are brought up to date after a backup.
        """
        path = folder / FILE
        if not path.is_file():
            raise YaodianError(
                _("“{name}”不是工作区，没有改动它。请选择放有学校数据的文件夹，或新建一个。").format(
                    name=folder.name or str(folder)
                )
            )
        database.check_looks_sound(path)
        if read_only:
            return cls._to_read(folder, versions)
        lock = _locked(folder)
        try:
            return cls._to_write(folder, lock, versions)
        except BaseException:  # whatever it was, it goes on; only the lock must not stay
            lock.release()
            raise

    @classmethod
    def open_or_create(cls, folder: Path) -> Self:
        """Open the workspace of a folder to write, or make it."""
        return cls.open(folder) if (folder / FILE).exists() else cls.create(folder)

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
        self._closed = True
        self._close_engine()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def session(self) -> Iterator[JournaledSession]:
        """Yield a session that sees one moment of the data and only reads. Raises YaodianError."""
        self._check_open()
        with database.plain_words(), JournaledSession(self._engine) as session:
            yield session

    @contextmanager
    def action(self, name: str) -> Iterator[Action]:
        """Yield an action: one transaction, one entry of the journal, all of it or nothing.

        Raises YaodianError where the workspace is read-only or the disk refuses; what the block raises
        passes through. An action that changed nothing leaves no entry.
        """
        with self._writing() as connection, closing(Action(name, connection)) as action:
            yield action
            action.finish(self.who)

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
            with database.plain_words(), self._engine.connect() as connection, _undone_on_error(connection):
                yield connection
        finally:
            self._acting = False

    def step(self, *, back: bool) -> Changes | None:
        """Undo (`back`) or redo one action; None where there is none. Raises YaodianError."""
        with self._writing() as connection:
            done = journal.step(connection, back=back)
            if done is None:
                return None
            changes = changes_of(connection, *done)
            connection.commit()
            return changes

    def back_up(self, path: Path) -> None:
        """Copy the tables, as they are now, to one file. Raises YaodianError."""
        self._check_open()
        with database.plain_words():
            database.back_up(self._engine, path)

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
                    raise YaodianError(
                        _(
                            "“{name}”是旧版本程序的工作区，需要先用可写方式打开一次来更新；没有改动它。"
                        ).format(name=folder.name)
                    )
            except BaseException:  # goes on; the file must not stay open
                close()
                raise
        return cls(folder, engine, close, read_only=True)

    @classmethod
    def _to_write(cls, folder: Path, lock: FileLock, versions: Versions) -> Self:
        shared = database.on_network(folder)
        engine = database.engine_at(folder / FILE)
        try:
            with database.plain_words():
                stamp = _known_stamp(engine, folder, versions)
                if stamp != versions.newest:
                    _bring_up_to_date(folder, engine, stamp, versions)
                database.use_safe_journal(engine, shared_folder=shared)
        except BaseException:  # goes on; the file must not stay open
            engine.dispose()
            raise
        notice = _("工作区放在网络共享盘上：请只在一台电脑上使用，并常做备份。") if shared else None
        workspace = cls(folder, engine, engine.dispose, read_only=False, lock=lock, notice=notice)
        with suppress(YaodianError):  # tables that cannot be asked: nothing is removed
            workspace.vault.tidy(workspace._recorded)
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
            raise _cannot_write(folder) from error
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


def _bring_up_to_date(folder: Path, engine: Engine, stamp: str, versions: Versions) -> None:
    moment = now().astimezone().strftime("%Y%m%d-%H%M%S")
    database.back_up(engine, folder / "backups" / f"yaodian-{stamp}-{moment}.db")
    # Changing a table rebuilds it, which foreign keys would forbid; they are checked before the commit.
    rebuilding = database.engine_at(folder / FILE, foreign_keys=False)
    try:
        with rebuilding.begin() as connection:
            migrate(connection, versions)
            if database.count_damage(connection) or database.loose_references(connection):
                raise database.damaged()
    finally:
        rebuilding.dispose()


def _locked(folder: Path) -> FileLock:
    """Take the right to write. Raises YaodianError where another window has it, or nobody can have it."""
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise YaodianError(
            _("“{name}”正在另一个窗口中打开，没有改动。请关闭那个窗口后再打开。").format(
                name=folder.name
            )
        ) from error
    except OSError as error:
        raise _cannot_write(folder) from error
    return lock


def _cannot_write(folder: Path) -> YaodianError:
    return YaodianError(
        _("文件夹“{name}”不能写入，没有改动。请换一个可以写入的文件夹。").format(name=folder.name)
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account of that number, or Windows without USERNAME
        return _("本机用户")
