"""What is looked at when a workspace is opened to write: who has it, whether it ended well, where it lies."""

import json
import platform
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import Tidied
from desktop_app.files import flush_folder, remove_halves
from desktop_app.i18n import _
from desktop_app.models import backups, copies, database, mirror
from desktop_app.models.entities import JournalEntry

OPEN = "yaodian.open"  # there while a workspace is open to write: who and on which computer
_A_DAY, _YEARS = timedelta(days=1), timedelta(days=3 * 366)  # a clock may be off by so much


def ended_badly(folder: Path) -> bool:
    """Tell whether the last writer never came to close the workspace. Asked while nobody else may write."""
    return (folder / OPEN).exists()


def mark_open(folder: Path, who: str) -> None:
    """Leave a mark that says who has the workspace open since when; a disk that refuses it stops nothing."""
    since = datetime.now().isoformat(timespec="minutes")
    with suppress(OSError):
        mark = {"who": who, "host": platform.node(), "since": since}
        (folder / OPEN).write_text(json.dumps(mark), "utf-8")
        flush_folder(folder)


def mark_closing(folder: Path) -> None:
    """Add to the mark that the window is gone already and only the last backup is being made."""
    with suppress(OSError, ValueError, TypeError):
        mark = json.loads((folder / OPEN).read_text("utf-8"))
        (folder / OPEN).write_text(json.dumps(dict(mark, closing=True)), "utf-8")


def is_closing(folder: Path) -> bool:
    """Tell whether whoever has a workspace open is about to let it go."""
    with suppress(OSError, ValueError):
        mark = json.loads((folder / OPEN).read_text("utf-8"))
        return isinstance(mark, dict) and mark.get("closing") is True
    return False


def unmark(folder: Path) -> None:
    """Take the mark away: the workspace was closed as it should be."""
    with suppress(OSError):
        (folder / OPEN).unlink(missing_ok=True)


def holder(folder: Path) -> str:
    """Return who has a workspace open, on which computer and since when, "" where it is not told."""
    try:
        mark = json.loads((folder / OPEN).read_text("utf-8"))
        words = [str(mark[name]) for name in ("who", "host")]
        since = _since(str(mark.get("since", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    told = [" ".join(word.split())[:40] for word in words if word.strip()]
    return _("，").join((*told, since) if since else told)


def _since(moment: str) -> str:
    """Return since when, in words; "" where a mark of an older program does not say it."""
    with suppress(ValueError):
        return _("{moment} 起").format(moment=f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M}")
    return ""


def check_all(engine: Engine) -> None:
    """Check every page, reference and value of the tables. Raises YaodianError where something is damaged."""
    with database.plain_words(), engine.connect() as connection:
        if database.count_damage(connection) or database.loose_references(connection):
            raise database.damaged()
        copies.read_all(_driver(connection))


def check_pages(engine: Engine) -> None:
    """Check every page after an end that was one: a disk may have spoilt it since. Raises YaodianError.

    Every reference and row too: what cannot be followed or read would be met by the window, too late to offer
    a backup.
    """
    with database.plain_words(), engine.connect() as connection:
        if database.count_damage(connection) or database.loose_references(connection):
            raise database.damaged()
        copies.read_all(_driver(connection), journal=False)
    engine.dispose()  # the pages it read are not kept: the work reads the disk itself, and meets its trouble


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def tidy(folder: Path) -> int:
    """Remove the files of a workspace that a killed program did not write to their end; return how many."""
    return sum(remove_halves(folder / name) for name in ("", backups.FOLDER, "reports"))


def said_of_end(engine: Engine, tidied: Tidied, unwritten: int) -> str:
    """Return what was found and done after an end that was none; `unwritten`: files that were never whole."""
    try:
        with database.plain_words(), engine.connect() as connection:
            other = mirror.said_of(connection)
    except YaodianError as error:
        other = str(error)
    sound = _("上次没有正常关闭：数据已全部检查，完好。")
    said = _("上次没有正常关闭：数据已全部检查。") + other if other else sound
    if unwritten:
        said += _("清理了 {count} 个没有写完的报告或备份。").format(count=unwritten)
    if tidied.halves:
        said += _("清理了 {count} 份没有复制完的材料。").format(count=tidied.halves)
    if tidied.unrecorded:
        said += _("清理了 {count} 份还没有登记的材料，请重新添加。").format(count=len(tidied.unrecorded))
    return said


def said_at_start(engine: Engine, *, behind: bool) -> str:
    """Return what to say after an end that was one: no backup was made of it, or the clock is wrong."""
    said = ""
    if behind:
        said = _("上次的改动都在，但关闭时没有备份成。请检查磁盘空间；这次关闭时会再备份。")
    with suppress(YaodianError), database.plain_words(), engine.connect() as connection:
        last = connection.scalar(select(JournalEntry.at).order_by(JournalEntry.id.desc()).limit(1))
        said += _said_of_clock(last, datetime.now(UTC)) if last else ""
    return said


def _said_of_clock(last: datetime, present: datetime) -> str:
    """Return what to say where the clock cannot be right: before what was done last, or years after."""
    last = last if last.tzinfo else last.replace(tzinfo=UTC)
    if last - _A_DAY <= present <= last + _YEARS:
        return ""
    return _(
        "电脑上的日期是 {today:%Y-%m-%d}，上次操作的日期是 {last:%Y-%m-%d}，内容没有受影响。"
        "请核对电脑的日期和时间。"
    ).format(today=present.astimezone(), last=last.astimezone())


def said_of_place(*, network: bool, cloud: str | None) -> str:
    """Return what to mind where a workspace lies on another computer or in a cloud's folder, else ""."""
    if network:
        return _("工作区放在网络共享盘上：请只在一台电脑上使用，并常做备份。")
    if cloud:
        return _(
            "工作区放在{cloud}的同步文件夹里：请只在一台电脑上使用，等同步完再关机，并常做备份。"
        ).format(cloud=cloud)
    return ""
