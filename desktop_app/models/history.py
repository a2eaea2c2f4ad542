"""The audit trail in words: who changed what, from what to what."""

import json
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Text, and_, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from desktop_app.i18n import _
from desktop_app.models.entities import CHANGE, ENTRY, ITEM, Target
from desktop_app.models.journal import KEYS_A_QUERY, Image
from desktop_app.models.telling import Teller
from desktop_app.models.values import FieldChange, HistoryRow, Progress, Verdict
from desktop_app.models.workspace import Workspace

MOST = 100  # changes told of one action


def history(
    ws: Workspace,
    item_id: str | None = None,
    limit: int = 200,
    *,
    who: str = "",
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    before_id: int | None = None,
) -> list[HistoryRow]:
    """Return the last actions, newest first; of one item where `item_id` is given.

    `who` did it; each of the `words` stands in the action's name or its doer's, in what was changed, before
    or after, or in the title of an item concerned; `since` and `until` are days, both included; `before_id`
    is the id of the last one of the page before. What came with an import is told by the import alone, not
    item by item. Of an action on more than `most` things only so many are told, and how many more there are.
    """
    chosen = select(ENTRY.c.id, ENTRY.c.at, ENTRY.c.who, ENTRY.c.action, ENTRY.c.undone)
    about = _about(item_id) if item_id else true()
    if item_id:
        chosen = chosen.where(ENTRY.c.id.in_(select(CHANGE.c.entry_id).where(about)))
    if who:
        chosen = chosen.where(ENTRY.c.who == who)
    if since:
        chosen = chosen.where(ENTRY.c.at >= _begin_of(since))
    if until:
        chosen = chosen.where(ENTRY.c.at < _begin_of(until + timedelta(days=1)))
    if before_id is not None:
        chosen = chosen.where(ENTRY.c.id < before_id)
    chosen = chosen.where(*(_holds(word) for word in words.split()))
    with ws.session() as session:
        entries = list(session.execute(chosen.order_by(ENTRY.c.id.desc()).limit(limit)))
        ids = [entry.id for entry in entries]
        images = _images(session, ids, about)
        counts = _counts(session, ids, about)
        teller = Teller(session, [image for every in images.values() for image in every])
    told = []
    for entry in entries:
        shown = images.get(entry.id, ())
        lines = [line for image in shown for line in teller.lines(image)]
        left = counts.get(entry.id, 0) - len(shown)
        if left > 0:
            lines.append(FieldChange(_("另有 {count} 项").format(count=left), "", "", ""))
        told.append(HistoryRow(*entry, tuple(lines)))
    return told


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()


def _holds(word: str) -> ColumnElement[bool]:
    """Return the condition for entries that a word searched for leads to."""
    kept = json.dumps(word.casefold(), ensure_ascii=False)[1:-1]
    values = [kept, *(f'"{one.value}"' for one in (*Progress, *Verdict) if word in one.label)]
    sides = [func.lower(type_coerce(side, Text)) for side in (CHANGE.c.before, CHANGE.c.after)]
    # An update keeps what was changed alone; a whole row, as of an import, is told by its coming.
    update = CHANGE.c.before.is_not(None) & CHANGE.c.after.is_not(None)
    in_values = or_(*(func.instr(side, value) > 0 for side in sides for value in values))
    titled = select(ITEM.c.id).where(func.instr(func.lower(ITEM.c.title), word.casefold()) > 0)
    concerned = and_(CHANGE.c.row_table == "item", CHANGE.c.row_key.in_(titled))
    heads = (func.instr(func.lower(column), word.casefold()) > 0 for column in (ENTRY.c.action, ENTRY.c.who))
    return or_(
        *heads,
        ENTRY.c.id.in_(select(CHANGE.c.entry_id).where(update, in_values)),
        ENTRY.c.id.in_(select(CHANGE.c.entry_id).where(concerned)),
    )


def _about(item_id: str) -> ColumnElement[bool]:
    """Return the condition for changes of an item, of its targets and of its files."""
    links = select(CHANGE.c.row_key).where(
        CHANGE.c.row_table == "evidence_link",
        (CHANGE.c.after["item_id"].as_string() == item_id)
        | (CHANGE.c.before["item_id"].as_string() == item_id),
    )
    targets = select(Target.id).where(Target.item_id == item_id)
    return (
        and_(CHANGE.c.row_table == "item", CHANGE.c.row_key == item_id)
        | and_(CHANGE.c.row_table == "target", CHANGE.c.row_key.in_(targets))
        | and_(CHANGE.c.row_table == "evidence_link", CHANGE.c.row_key.in_(links))
    )


def _told(entry_ids: list[int], about: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition for changes of entries, without the thousands of rows that an import brought."""
    imports = select(CHANGE.c.entry_id).where(CHANGE.c.row_table == "document", CHANGE.c.before.is_(None))
    part_of_import = CHANGE.c.entry_id.in_(imports) & CHANGE.c.row_table.in_(("item", "target", "document"))
    return CHANGE.c.entry_id.in_(entry_ids) & ~part_of_import & about


def _images(session: Session, entry_ids: list[int], about: ColumnElement[bool]) -> dict[int, list[Image]]:
    place = func.row_number().over(partition_by=CHANGE.c.entry_id, order_by=CHANGE.c.seq).label("place")
    columns = (CHANGE.c.entry_id, CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.before, CHANGE.c.after)
    found: dict[int, list[Image]] = {}
    for start in range(0, len(entry_ids), KEYS_A_QUERY):
        some = select(*columns, place).where(_told(entry_ids[start : start + KEYS_A_QUERY], about)).subquery()
        chosen = (
            select(*list(some.c)[:-1]).where(some.c.place <= MOST).order_by(some.c.entry_id, some.c.place)
        )
        for entry_id, *image in session.execute(chosen):
            found.setdefault(entry_id, []).append(Image(*image))
    return found


def _counts(session: Session, entry_ids: list[int], about: ColumnElement[bool]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(entry_ids), KEYS_A_QUERY):
        some = _told(entry_ids[start : start + KEYS_A_QUERY], about)
        chosen = select(CHANGE.c.entry_id, func.count()).where(some).group_by(CHANGE.c.entry_id)
        found.update((entry_id, count) for entry_id, count in session.execute(chosen))
    return found
