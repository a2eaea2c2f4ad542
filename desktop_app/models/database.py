"""Opening the file that holds a workspace's tables; with `copies` the only one that knows it is SQLite."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote_from_bytes

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, create_engine, event, select
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError

from desktop_app.errors import DiskRefusedError, YaodianError
from desktop_app.i18n import _
from desktop_app.models.entities import STAMP

# What SQLite, its driver and SQLAlchemy's types say of tables that are not as this program wrote them.
_DAMAGED_WORDS = ("malformed", "not a database", "unsupported file format", "no such", "Could not decode")
_UNREADABLE = (UnicodeDecodeError, json.JSONDecodeError)
_UNREADABLE_WORDS = ("defined enum values", "Couldn't parse", "isoformat string", "embedded null")
MAGIC = b"SQLite format 3\x00"


class DamagedError(YaodianError):
    """The file cannot be used."""


class NotAllowedError(DiskRefusedError):
    """The file may not be written."""


class Dialect(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin at once: all reads in one see one moment, and changed tables roll back.

    Here and not in an event of the engine: having one makes every statement a tenth slower.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin; the right to write is taken at the first write, since there is but one writer."""
        dbapi_connection.cursor().execute("BEGIN")


registry.register("sqlite.yaodian", __name__, "Dialect")


def engine_at(path: Path, *, mode: str = "rw", read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """Return an engine on one file. Nothing is opened yet, and no file is changed by opening it.

    `mode` is SQLite's: rw (must be there), rwc (may be made), ro. With `read_only` every write is refused.
    """
    query = {"mode": mode, "uri": "true"} | ({"immutable": "1"} if mode == "ro" else {})
    url = URL.create("sqlite+yaodian", database=uri(path), query=query)
    engine = create_engine(url, json_serializer=_compact)

    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous=FULL")
        if read_only:
            connection.execute("PRAGMA query_only=ON")

    if not read_only:
        event.listen(engine, "do_connect", lambda *_args: _give_rights_beside(path))
    event.listen(engine, "connect", on_connect)
    return engine


def _give_rights_beside(path: Path) -> None:
    """Give the files beside the rights that the tables have by now; SQLite made them with those of then."""
    for end in ("-wal", "-shm"):
        beside = path.with_name(f"{path.name}{end}")
        with suppress(OSError):  # none there, or another's: then SQLite says at a change that it may not
            mode = path.stat().st_mode
            if beside.stat().st_mode != mode:
                beside.chmod(mode)


def may_write(path: Path) -> bool:
    """Tell whether a file may be written; not to be asked while writing: this lets go of SQLite's locks."""
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True


def engine_for_reading(path: Path) -> tuple[Engine, Callable[[], None]]:
    """Return an engine that cannot write, and what to call when done with it.

    Reads beside a writer, and from a folder in which nothing can be written: there SQLite cannot share its
    side files, so the file is read as it stands, or, where a crash left changes beside it, from a copy.
    """
    if not (may_write(path) or path.with_name(f"{path.name}-shm").exists()):
        # Nobody has it open. Files made beside it would have its rights too, and stay.
        return _engine_on_unwritable(path)
    engine = engine_at(path, read_only=True)
    try:
        stamp_of(engine)
    except (DBAPIError, sqlite3.Error) as error:
        engine.dispose()
        if not cannot_open(error):
            raise
    else:
        return engine, engine.dispose
    return _engine_on_unwritable(path)


def _engine_on_unwritable(path: Path) -> tuple[Engine, Callable[[], None]]:
    beside = path.with_name(f"{path.name}-wal")
    if not (beside.exists() and beside.stat().st_size):
        engine = engine_at(path, mode="ro", read_only=True)
        return engine, engine.dispose
    folder = Path(tempfile.mkdtemp(prefix="yaodian-"))
    for part in (path, beside):
        shutil.copyfile(part, folder / part.name)
    engine = engine_at(folder / path.name, read_only=True)

    def done() -> None:
        engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)

    return engine, done


def use_safe_journal(engine: Engine, *, shared_folder: bool) -> str:
    """Switch the file to write-ahead logging, or on a network share to the plain journal; return which."""
    wanted = "DELETE" if shared_folder else "WAL"
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.rollback()  # the mode cannot change inside a transaction
        return str(driver.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])


def stamp_of(engine: Engine) -> str | None:
    """Return the version of the tables, None where these are not ours. Raises DBAPIError, sqlite3.Error."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, STAMP.name):
            return None
        return connection.scalar(select(STAMP.c.version_num))


def check_looks_sound(path: Path) -> None:
    """Raise YaodianError where a file cannot be ours: no SQLite file, or shorter than it says of itself."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise YaodianError(
            _("无法读取工作区“{name}”，里面的内容没有改动。请检查权限，或换一个文件夹。").format(
                name=path.parent.name
            )
        ) from error
    if len(head) < 100 or not head.startswith(MAGIC):
        raise damaged()
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    in_use = head[24:28] == head[92:96]  # else the count of pages is not kept up to date
    if in_use and not left_beside(path) and pages * (65536 if page == 1 else page) > size:
        raise damaged()


def damaged() -> DamagedError:
    """Return the sentence for a file that cannot be used."""
    return DamagedError(
        _("工作区里的数据文件已损坏，程序没有改动它。请从 backups 文件夹或您自己的备份恢复。")
    )


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what a disk or a broken file does into a sentence; mistakes of the program stay errors."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = _sentence(str(error.orig if isinstance(error, DBAPIError) else error))
        if said is None:
            raise
        raise said from error
    except (ValueError, LookupError) as error:
        if isinstance(error, _UNREADABLE) or any(words in str(error) for words in _UNREADABLE_WORDS):
            raise damaged() from error
        raise


def _compact(value: object) -> str:
    """Return JSON in which a Chinese character takes three bytes, not six."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def uri(path: Path) -> str:
    """Return the address by which SQLite opens a file, whatever its name holds."""
    name = quote_from_bytes(os.fsencode(path.absolute().as_posix()), safe="/:")
    return "file://" + (name if name.startswith("/") else f"/{name}")


def left_beside(path: Path) -> bool:
    """Tell whether changes lie beside a file that are not yet in it: a crash, or somebody reading."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def cannot_open(error: Exception) -> bool:
    """Tell whether SQLite cannot open a file because its folder cannot be written."""
    text = str(error)
    return "unable to open" in text or "readonly" in text


def _sentence(said: str) -> YaodianError | None:
    """Return our sentence for SQLite's, None where it is not the user's trouble."""
    if any(words in said for words in _DAMAGED_WORDS):
        return damaged()
    words, kind = "", DiskRefusedError
    if "disk is full" in said:
        words = _("磁盘空间不足，这一步没有保存，之前的内容都在。请清理磁盘后再试。")
    elif "is locked" in said:
        words = _("工作区正被别的程序占用，这一步没有保存，之前的内容都在。请稍后再试。")
    elif "readonly database" in said or "unable to open" in said:
        words = _("没有写入工作区的权限，这一步没有保存，之前的内容都在。请检查权限，或把工作区移到别处。")
        kind = NotAllowedError
    elif "disk I/O" in said:
        words = _("读写磁盘时出错，这一步没有保存，之前保存的没有改动。请检查磁盘或 U 盘是否还连着。")
    return kind(words) if words else None


def count_damage(connection: Connection) -> int:
    """Return how many places in the file are damaged (counting stops at 100)."""
    return sum(row[0] != "ok" for row in connection.exec_driver_sql("PRAGMA integrity_check"))


def loose_references(connection: Connection) -> Counter[str]:
    """Return, by table, how many rows belong to something that is not there."""
    return Counter(str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
