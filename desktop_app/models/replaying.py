"""Undo and redo: what the journal recorded of one action is played back, a few rows at a time."""

from collections.abc import Generator, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, bindparam, func, select, update

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.changes import Gathered
from desktop_app.models.entities import CHANGE, ENTRY
from desktop_app.models.journal import (
    NEXT_REDO,
    NEXT_UNDO,
    TABLES,
    Image,
    apply,
    by_table,
    encode,
)
from desktop_app.models.values import Changes

A_SLICE = 250  # rows at a time: what nobody notices, also on an old PC
_TIMES = 3  # that each row is taken up: compared, changed, told
_SOME = (
    select(CHANGE)
    .where(CHANGE.c.entry_id == bindparam("entry"), CHANGE.c.seq > bindparam("last"))
    .order_by(CHANGE.c.seq)
    .limit(A_SLICE)
)

Given = TypeVar("Given")
Slices = Generator[tuple[int, int], None, Given]  # yields how much is done, of how much in all


def whole(slices: Slices[Given]) -> Given:
    """Return what slices of work come to, done without a pause."""
    while True:
        try:
            next(slices)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def replay(connection: Connection, *, back: bool) -> Slices[Changes | None]:
    """Undo (`back`) or redo one action within a transaction; give what changed, None where there is none.

    Raises YaodianError where rows are not as the journal left them.
    """
    entry = connection.execute(NEXT_UNDO if back else NEXT_REDO).first()
    if entry is None:
        return None
    count = connection.scalar(select(func.count()).where(CHANGE.c.entry_id == entry.id)) or 0
    images: list[Image] = []
    last = -1
    while rows := connection.execute(_SOME, {"entry": entry.id, "last": last}).all():
        last = rows[-1].seq
        some = [_image(row, back=back) for row in rows]
        if not all(_is_as_recorded(connection, *each) for each in by_table(some)):
            raise YaodianError(
                _(
                    "“{action}”之后的内容被别的程序改动过，不能撤销或重做；现有内容没有改动。"
                    "请到操作记录里看原来的内容，再直接修改。"
                ).format(action=entry.action)
            )
        images += some
        yield len(images), _TIMES * count
    for at, turn in slices_of(sorted(images, key=_turn)):
        apply(connection, turn)
        yield count + at, _TIMES * count
    if back:  # what was undone before this action was done has lost its place for good
        earlier = and_(ENTRY.c.id < entry.id, ENTRY.c.undone, ~ENTRY.c.dropped)
        connection.execute(update(ENTRY).where(earlier).values(dropped=True))
    connection.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values(undone=back))
    gathered = Gathered()
    for at, told in slices_of(images):
        gathered.note(connection, told)
        yield 2 * count + at, _TIMES * count
    return gathered.changes(entry.action)


def slices_of(every: Sequence[Given]) -> Iterator[tuple[int, Sequence[Given]]]:
    """Yield a few at a time, after how many these and those before are."""
    for start in range(0, len(every), A_SLICE):
        some = every[start : start + A_SLICE]
        yield start + len(some), some


def _turn(image: Image) -> int:
    """Return when a row's turn is: what goes makes room for what changes, and that for what comes."""
    return 0 if image.after is None else 1 if image.before is not None else 2


def _image(row: Row[Any], *, back: bool) -> Image:
    image = Image(row.row_table, row.row_key, row.before, row.after)
    return image.reversed() if back else image


def _is_as_recorded(connection: Connection, name: str, images: Sequence[Image]) -> bool:
    """Tell whether every row is as its image says it is before."""
    table = TABLES[name]
    found = connection.execute(select(table).where(table.c.id.in_([image.key for image in images])))
    rows = {row["id"]: row for row in found.mappings()}
    for image in images:
        row = rows.get(image.key)
        if (row is None) != (image.before is None):
            return False
        if row and any(encode(row[name]) != value for name, value in (image.before or {}).items()):
            return False
    return True
