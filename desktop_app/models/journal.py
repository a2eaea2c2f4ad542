"""The journal: every change of every row, recorded in the transaction that makes it.

One mechanism gives undo and redo across restarts, the audit trail, and what views must read again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    Update,
    and_,
    bindparam,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE, instance_state

from desktop_app.models.entities import CHANGE, ENTRY, FROZEN, JOURNALED, Base, now

TABLES = {name: Base.metadata.tables[name] for name in JOURNALED}
KEYS_A_QUERY = 500  # SQLite's older limit of parameters is 999
Values = dict[str, Any]

# Statements are built once: building one anew costs more than running it.
_IN_FORCE = and_(~ENTRY.c.undone, ~ENTRY.c.final)  # what is final is passed by
NEXT_UNDO = select(ENTRY.c.id, ENTRY.c.action).where(_IN_FORCE).order_by(ENTRY.c.id.desc()).limit(1)
# What can be redone comes after the last entry in force, and finding that one is quick.
_LAST_DONE = select(ENTRY.c.id).where(_IN_FORCE).order_by(ENTRY.c.id.desc()).limit(1)
_REDOABLE = and_(
    ENTRY.c.id > func.coalesce(_LAST_DONE.scalar_subquery(), 0), ENTRY.c.undone, ~ENTRY.c.dropped
)
NEXT_REDO = select(ENTRY.c.id, ENTRY.c.action).where(_REDOABLE).order_by(ENTRY.c.id).limit(1)
_LAST = select(ENTRY.c.id, ENTRY.c.undone).order_by(ENTRY.c.id.desc()).limit(1)
_ADD_ENTRY = insert(ENTRY)
_ADD_CHANGES = insert(CHANGE)


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
            for name in FROZEN.get(image.table, frozenset()) & image.after.keys():
                if image.before[name] != image.after[name]:
                    raise TypeError(f"{image.table}.{name} never changes")
        known = self._images.get((image.table, image.key))
        self._images[image.table, image.key] = _merged(known, image) if known else image

    def has_added(self, table: str, key: str) -> bool:
        """Tell whether a row came with this action."""
        known = self._images.get((table, key))
        return known is not None and known.before is None

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


def write(connection: Connection, who: str, action: str, images: list[Image], *, final: bool = False) -> int:
    """Add an entry for what was done; what was undone before it can be redone no more, unless it is final."""
    values = {"at": now(), "who": who, "action": action, "undone": False, "dropped": False, "final": final}
    entry = connection.execute(_ADD_ENTRY, values).inserted_primary_key
    assert entry is not None
    _add_changes(connection, entry[0], images, 0)
    return int(entry[0])


def is_last(connection: Connection, entry_id: int) -> bool:
    """Tell whether an entry is in force and nothing was done since: then more of the same may join it."""
    last = connection.execute(_LAST).first()
    return last is not None and last.id == entry_id and not last.undone


def is_undone(connection: Connection, entry_id: int) -> bool:
    """Tell whether an entry was taken back."""
    return bool(connection.scalar(select(ENTRY.c.undone).where(ENTRY.c.id == entry_id)))


def extend(connection: Connection, entry_id: int, action: str, images: list[Image]) -> None:
    """Add to an entry what its action, called so by now, went on to do; a row keeps one image there."""
    connection.execute(update(ENTRY).where(ENTRY.c.id == entry_id).values(action=action, at=now()))
    earlier: dict[tuple[str, str], tuple[int, Image]] = {}
    for table, some in by_table(images):
        earlier.update(_noted(connection, entry_id, table, [image.key for image in some]))
    merged = []
    for image in images:
        seq, known = earlier.get((image.table, image.key), (0, None))
        if known is not None:
            connection.execute(CHANGE.delete().where(CHANGE.c.entry_id == entry_id, CHANGE.c.seq == seq))
        merged.append(_tightened(_merged(known, image)) if known else image)
    last = connection.scalar(select(func.max(CHANGE.c.seq)).where(CHANGE.c.entry_id == entry_id))
    kept = [image for image in merged if image.before != image.after]
    _add_changes(connection, entry_id, kept, 0 if last is None else last + 1)


def _add_changes(connection: Connection, entry_id: int, images: list[Image], first: int) -> None:
    rows = [
        {
            "entry_id": entry_id,
            "seq": seq,
            "row_table": image.table,
            "row_key": image.key,
            "before": image.before,
            "after": image.after,
        }
        for seq, image in enumerate(images, first)
    ]
    if rows:
        connection.execute(_ADD_CHANGES, rows)


def _noted(
    connection: Connection, entry_id: int, table: str, keys: list[str]
) -> Iterator[tuple[tuple[str, str], tuple[int, Image]]]:
    """Yield what an entry noted of rows: table and key, and its place there and image.

    Looks each row up by itself: SQLite would rather read the whole entry, each time anew.
    """
    row = and_(CHANGE.c.row_table == table, CHANGE.c.row_key.in_(bindparam("keys", expanding=True)))
    of_entry = CHANGE.c.entry_id + 0 == entry_id
    chosen = select(CHANGE.c.seq, CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.before, CHANGE.c.after)
    for start in range(0, len(keys), KEYS_A_QUERY):
        some = connection.execute(chosen.where(row, of_entry), {"keys": keys[start : start + KEYS_A_QUERY]})
        yield from (((one.row_table, one.row_key), (one.seq, Image(*one[1:]))) for one in some)


def by_table(images: Iterable[Image]) -> Iterator[tuple[str, list[Image]]]:
    """Yield the images of each table, with its name."""
    tables: dict[str, list[Image]] = defaultdict(list)
    for image in images:
        tables[image.table].append(image)
    yield from tables.items()


@cache
def _update(name: str, columns: tuple[str, ...]) -> Update:
    table = TABLES[name]
    values = {column: bindparam(f"new_{column}", type_=table.c[column].type) for column in columns}
    return table.update().where(table.c.id == bindparam("row_key")).values(values)


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
    recording = session.recording
    assert recording is not None
    for thing in session.new:
        state, table, key = _whereabouts(thing)
        new = {column.key: encode(state.dict.get(column.key)) for column in table.columns}
        recording.note(Image(table.name, key, None, new))
    for thing in session.dirty:
        state, table, key = _whereabouts(thing)
        unset = None if recording.has_added(table.name, key) else NO_VALUE
        before = {name: _known(value, unset) for name, value in state.committed_state.items()}
        after = {name: encode(state.dict.get(name)) for name in before}
        recording.note(Image(table.name, key, before, after))
    for thing in session.deleted:
        state, table, key = _whereabouts(thing)
        unset = None if recording.has_added(table.name, key) else NO_VALUE
        old = {**state.dict, **state.committed_state}
        names = [column.key for column in table.columns]
        recording.note(
            Image(table.name, key, {name: _known(old.get(name, unset), unset) for name in names}, None)
        )


def _whereabouts(thing: object) -> tuple[InstanceState[Any], Table, str]:
    """Return an object's state and where its row is: table and key."""
    state: InstanceState[Any] = instance_state(thing)
    table = state.mapper.local_table
    assert isinstance(table, Table)
    return state, table, str(state.dict["id"])


def _known(value: object, unset: object) -> Any:  # noqa: ANN401 -- JSON's types
    """Return an old value in JSON's types, `unset` where the object never held one.

    Raises RuntimeError where the row has one that was not loaded: undo could not bring it back.
    """
    if value is NO_VALUE:
        value = unset
    if value is NO_VALUE:
        raise RuntimeError("a row must be loaded whole before it changes")
    return encode(value)


def _refuse_without_recording(session: JournaledSession, _flush: UOWTransaction, _objects: object) -> None:
    if session.recording is None and (session.new or session.dirty or session.deleted):
        raise TypeError("changes belong inside Workspace.action")


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise TypeError("bulk changes pass the journal by")


event.listen(JournaledSession, "after_flush", _record)
event.listen(JournaledSession, "before_flush", _refuse_without_recording)
event.listen(JournaledSession, "do_orm_execute", _refuse_bulk)
