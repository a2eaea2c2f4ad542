"""The rows that an action is about, or the sentence that they are gone."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.entities import Checklist, Evidence, Item
from desktop_app.models.journal import KEYS_A_QUERY


def items_of(session: Session, ids: Iterable[str], *, even_deleted: bool = False) -> list[Item]:
    """Return items in the order of their ids, each once. Raises YaodianError where one is not there."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Item] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        some = select(Item).where(
            Item.id.in_(wanted[start : start + KEYS_A_QUERY]), true() if even_deleted else ~Item.deleted
        )
        found.update((item.id, item) for item in session.scalars(some))
    if len(found) < len(wanted) or not wanted:
        raise gone()
    return [found[item_id] for item_id in wanted]


def evidence_of(session: Session, ids: Iterable[str]) -> list[Evidence]:
    """Return files in the order of their ids, each once. Raises YaodianError where one is not there."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Evidence] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        some = select(Evidence).where(Evidence.id.in_(wanted[start : start + KEYS_A_QUERY]))
        found.update((one.id, one) for one in session.scalars(some))
    if len(found) < len(wanted) or not wanted:
        raise gone()
    return [found[evidence_id] for evidence_id in wanted]


def checklist_of(session: Session, checklist_id: str) -> Checklist:
    """Return a checklist. Raises YaodianError where it is not there."""
    checklist = session.get(Checklist, checklist_id)
    if checklist is None or checklist.deleted:
        raise gone()
    return checklist


def gone() -> YaodianError:
    """Return the sentence for what is not there any more."""
    return YaodianError(_("要改的内容已经不在了，没有改动。请重新选择。"))


def what(titles: Sequence[str]) -> str:
    """Return how an action's name speaks of items."""
    if len(titles) == 1:
        title = titles[0] if len(titles[0]) <= 24 else f"{titles[0][:24]}…"
        return _("“{title}”").format(title=title)
    return _(" {count} 个条目").format(count=len(titles))


def joined(names: Iterable[str]) -> str:
    """Return how an action's name speaks of files."""
    every = list(dict.fromkeys(names))
    if len(every) <= 2:
        return "、".join(every)
    return _("{first}等 {count} 份").format(first=every[0], count=len(every))
