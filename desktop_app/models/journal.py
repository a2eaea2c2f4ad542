"""The journal: every change of every row, recorded in the transaction that makes it.

One mechanism gives undo and redo across restarts, the audit trail, and what views must read again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    event,
    false,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, UOWTransaction

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.entities import FROZEN, JOURNALED, Base, JournalChange, JournalEntry, now

ENTRY: Table = JournalEntry.__table__  # type: ignore[assignment]
CHANGE: Table = JournalChange.__table__  # type: ignore[assignment]
TABLES = {name: Base.metadata.tables[name] for name in JOURNALED}
KEYS_A_QUERY = 500  # SQLite's older limit of parameters is 999
Values = dict[str, Any]


@dataclass(frozen=True)
class Image:
    """One row before and after, in JSON's types.

    None where there is no row; an update has the changed columns only, the same ones on both sides.
    """

    table: str
    key: str
    before: Values | None
    after: Values | None

    def reversed(self) -> "Image":
        """Return the image of going back."""
        return Image(self.table, self.key, self.after, self.before)


class Recording:
    """What one action did so far: at most one image a row, in the order in which rows were first touched."""

    def __init__(self) -> None:
        self._images: dict[tuple[str, str], Image] = {}

    def note(self, image: Image) -> None:
        """Add an image, merged with what is known of its row. Raises TypeError for frozen words."""
        if image.before is not None and image.after is not None:
            touched = FROZEN.get(image.table, frozenset()) & image.after.keys()
            if touched:
                raise TypeError(f"{image.table}.{sorted(touched)} never change")
        known = self._images.get((image.table, image.key))
        self._images[image.table, image.key] = _merged(known, image) if known else image

    def images(self) -> list[Image]:
        """Return what there is to keep: rows that are as before are left out."""
        return [image for image in map(_tightened, self._images.values()) if image.before != image.after]


class JournaledSession(Session):
    """A session whose changes are recorded; without a recording it only reads.

    Statements that change rows without passing through objects are refused: the journal could not see them.
    """

    recording: Recording | None = None

    def bulk_save_objects(self, *_args: object, **_more: object) -> None:
        """Refuse. Raises TypeError."""
        raise TypeError("bulk changes pass the journal by")

    bulk_insert_mappings = bulk_save_objects
    bulk_update_mappings = bulk_save_objects


def encode(value: object) -> Any:  # noqa: ANN401 -- JSON's types
    """Return a stored value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def decode(column: Column[Any], value: object) -> object:
    """Return what `encode` was given, for a column."""
    kind = column.type.python_type
    if isinstance(value, str) and issubclass(kind, date):  # a moment too
        return kind.fromisoformat(value)
    if isinstance(value, str) and issubclass(kind, StrEnum):
        return kind(value)
    return value


def apply(connection: Connection, images: Iterable[Image]) -> None:
    """Make every row as its image says it is after. Takes rows away first, then changes, then adds."""
    gone: dict[str, list[Values]] = defaultdict(list)
    changed: dict[tuple[str, tuple[str, ...]], list[Values]] = defaultdict(list)
    come: dict[str, list[Values]] = defaultdict(list)
    for image in images:
        if image.after is None:
            gone[image.table].append({"row_key": image.key})
            continue
        table = TABLES[image.table]
        values = {name: decode(table.c[name], value) for name, value in image.after.items()}
        if image.before is None:
            come[image.table].append(values)
        else:
            row = {f"new_{name}": value for name, value in values.items()} | {"row_key": image.key}
            changed[image.table, tuple(values)].append(row)
    for name, rows in gone.items():
        connection.execute(TABLES[name].delete().where(TABLES[name].c.id == bindparam("row_key")), rows)
    for (name, columns), rows in changed.items():
        connection.execute(_update(name, columns), rows)
    for name, rows in come.items():
        connection.execute(insert(TABLES[name]), rows)


def write(connection: Connection, who: str, action: str, images: list[Image]) -> int:
    """Add an entry for what was done; what was undone before it can be redone no more."""
    redoable = (ENTRY.c.undone == true()) & (ENTRY.c.dropped == false())
    connection.execute(update(ENTRY).where(_after_last_done(), redoable).values(dropped=True))
    values = {"at": now(), "who": who, "action": action, "undone": False, "dropped": False}
    entry = connection.execute(insert(ENTRY).values(values)).inserted_primary_key
    assert entry is not None
    rows = [
        {
            "entry_id": entry[0],
            "seq": seq,
            "row_table": image.table,
            "row_key": image.key,
            "before": image.before,
            "after": image.after,
        }
        for seq, image in enumerate(images)
    ]
    connection.execute(insert(CHANGE), rows)
    return int(entry[0])


def next_undo() -> Select[int, str]:
    """Select id and name of the action that undo takes back."""
    return select(ENTRY.c.id, ENTRY.c.action).where(~ENTRY.c.undone).order_by(ENTRY.c.id.desc()).limit(1)


def next_redo() -> Select[int, str]:
    """Select id and name of the action that redo does again."""
    chosen = select(ENTRY.c.id, ENTRY.c.action).where(_after_last_done(), ENTRY.c.undone, ~ENTRY.c.dropped)
    return chosen.order_by(ENTRY.c.id).limit(1)


def step(connection: Connection, *, back: bool) -> tuple[str, list[Image]] | None:
    """Undo (`back`) or redo one action; return its name and what was done, None where there is none.

    Raises YaodianError, with nothing changed, where rows are not as the journal left them.
    """
    entry = connection.execute(next_undo() if back else next_redo()).first()
    if entry is None:
        return None
    images = [image.reversed() if back else image for image in _images_of(connection, entry.id)]
    if not all(_is_as_recorded(connection, table, rows) for table, rows in _by_table(images)):
        raise YaodianError(
            _("“{action}”之后的内容被别的程序改动过，不能撤销或重做；现有内容没有改动。").format(
                action=entry.action
            )
        )
    apply(connection, images)
    connection.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values(undone=back))
    return entry.action, images


def _images_of(connection: Connection, entry_id: int) -> list[Image]:
    chosen = select(CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.before, CHANGE.c.after)
    rows = connection.execute(chosen.where(CHANGE.c.entry_id == entry_id).order_by(CHANGE.c.seq))
    return [Image(*row) for row in rows]


def _is_as_recorded(connection: Connection, name: str, images: list[Image]) -> bool:
    """Tell whether every row is as its image says it is before."""
    table = TABLES[name]
    for start in range(0, len(images), KEYS_A_QUERY):
        some = images[start : start + KEYS_A_QUERY]
        found = connection.execute(select(table).where(table.c.id.in_([image.key for image in some])))
        rows = {row["id"]: row for row in found.mappings()}
        for image in some:
            row = rows.get(image.key)
            if (row is None) != (image.before is None):
                return False
            if row and any(encode(row[name]) != value for name, value in (image.before or {}).items()):
                return False
    return True


def _by_table(images: Iterable[Image]) -> Iterator[tuple[str, list[Image]]]:
    tables: dict[str, list[Image]] = defaultdict(list)
    for image in images:
        tables[image.table].append(image)
    yield from tables.items()


def _update(name: str, columns: tuple[str, ...]) -> Any:  # noqa: ANN401 -- SQLAlchemy's Update
    table = TABLES[name]
    values = {column: bindparam(f"new_{column}", type_=table.c[column].type) for column in columns}
    return table.update().where(table.c.id == bindparam("row_key")).values(values)


def _after_last_done() -> ColumnElement[bool]:
    """Only entries after the last that is in force can be undone ones; finding that one is quick."""
    last = select(ENTRY.c.id).where(~ENTRY.c.undone).order_by(ENTRY.c.id.desc()).limit(1)
    return ENTRY.c.id > func.coalesce(last.scalar_subquery(), 0)


def _merged(first: Image, second: Image) -> Image:
    """Return both images of one row as one."""
    before, after = first.before, second.after
    if before is not None and second.before is not None:  # updated before
        before = {**second.before, **before}
    if after is not None and first.after is not None:
        after = {**first.after, **after}
    return Image(first.table, first.key, before, after)


def _tightened(image: Image) -> Image:
    """Return an update without the columns that ended as they were."""
    if image.before is None or image.after is None:
        return image
    names = [name for name, value in image.after.items() if image.before[name] != value]
    before = {name: image.before[name] for name in names}
    return Image(image.table, image.key, before, {name: image.after[name] for name in names})


def _record(session: JournaledSession, _flush: UOWTransaction) -> None:
    """Note every row that a flush is writing, while both its old and its new values are known."""
    for thing in (*session.new, *session.dirty, *session.deleted):
        state: InstanceState[Any] = thing._sa_instance_state
        table = state.mapper.local_table
        assert isinstance(table, Table)
        if table.name not in JOURNALED:
            continue
        names = [column.key for column in table.columns]
        new = {name: encode(state.dict.get(name)) for name in names}
        old = {name: encode(state.committed_state.get(name, state.dict.get(name))) for name in names}
        key = str(new["id"])
        if thing in session.new:
            image = Image(table.name, key, None, new)
        elif thing in session.deleted:
            image = Image(table.name, key, old, None)
        else:
            changed = [name for name in names if old[name] != new[name]]
            if not changed:
                continue
            before = {name: old[name] for name in changed}
            image = Image(table.name, key, before, {name: new[name] for name in changed})
        assert session.recording is not None
        session.recording.note(image)


def _refuse_without_recording(session: JournaledSession, _flush: UOWTransaction, _objects: object) -> None:
    if session.recording is None and (session.new or session.dirty or session.deleted):
        raise TypeError("changes belong inside Workspace.action")


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise TypeError("bulk changes pass the journal by")


event.listen(JournaledSession, "after_flush", _record)
event.listen(JournaledSession, "before_flush", _refuse_without_recording)
event.listen(JournaledSession, "do_orm_execute", _refuse_bulk)
