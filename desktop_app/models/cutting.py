"""One item made two, and two made one, so that no word and no answer is lost."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.documents.titles import first_stop
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.chosen import items_of, what
from desktop_app.models.entities import EvidenceLink, Item, Target, new_id
from desktop_app.models.shape import Shape, Spot
from desktop_app.models.values import Changes, Level, Progress
from desktop_app.models.workspace import Workspace

EDGE = " \t\n　，,；;、"  # what parts two pieces and belongs to neither
ENDS = "。；;！？!?，,、：:"
_LINES = ("narrative", "problem", "improvement", "note")
_NAMES = ("lead", "supporting", "person", "supervisor", "tags")


def split(ws: Workspace, item_id: str, at: int) -> tuple[str, Changes]:
    """Cut an item `at` characters into its text; return the id of the new item, right after it.

    The new item, of the same level and the school's own, takes the rest: its first sentence is the title. Of
    a measure the title is cut, and its text goes along. The measures and numbers of a text go with their
    words; all answers and files stay. Raises YaodianError where one of the two would have no words.
    """
    with ws.action("") as action:
        session = action.session
        (item,) = items_of(session, [item_id])
        action.name = _("拆分{what}").format(what=what([item.title]))
        whole = item.title if item.level is Level.MEASURE else item.text
        kept, rest = whole[: max(at, 0)].rstrip(EDGE), whole[max(at, 0) :].strip(EDGE)
        if not kept or not rest:
            raise YaodianError(_("拆分处的前后都要有文字，没有改动。请把光标放在正文中间再拆分。"))
        new = Item(id=new_id(), checklist_id=item.checklist_id, level=item.level, number="")
        if item.level is Level.MEASURE:
            new.title, new.text = rest, item.text
            item.title, item.text = kept, ""
        else:
            new.title, new.text = _titled(rest)
            item.text = kept
        f.checked({"title": new.title})
        shape = Shape.of_items(action.connection, [item_id])
        shape.add(Spot(new.id, item.parent_id, 0, False, new.level, None, new.title), item_id)
        moving = _measures_of(shape, item_id, kept, rest)
        if moving:
            shape.put(moving, new.id, None)
        images = shape.images()
        new.parent_id, new.position = item.parent_id, shape.position_of(new.id)
        session.add(new)
        for target in session.scalars(select(Target).where(Target.item_id == item_id)):
            if target.text in rest and target.text not in f"{item.title}{kept}":
                target.item_id = new.id
        session.flush()
        action.apply(images)
    return new.id, action.changes


def join(ws: Workspace, item_id: str) -> Changes:
    """Make an item part of the one before it, which takes its words, answers, files, numbers and children.

    Words are put behind the other's, names beside them; scores are added up; a verdict stays the other's. The
    joined item is marked deleted and keeps its own words and answers. Raises YaodianError where nothing is
    before it.
    """
    with ws.action("") as action:
        session = action.session
        shape = Shape.of_items(action.connection, [item_id])
        family = shape.family(shape[item_id].parent_id)
        place = family.index(item_id)
        if not place:
            raise YaodianError(_("前面没有同级的条目可以合并，没有改动。请选后面的一条再合并。"))
        first, second = items_of(session, [family[place - 1], item_id])
        action.name = _("把{second}并入{first}").format(
            second=what([second.title]), first=what([first.title])
        )
        _join_words(first, second)
        _join_answers(first, second)
        _move_files(session, first, second)
        _move_targets(session, first, second)
        session.flush()
        _join_places(shape, first.id, second.id)
        action.apply(shape.images())
    return action.changes


def _titled(words: str) -> tuple[str, str]:
    """Return the first sentence of the first line, without its stop, and what follows it."""
    line = words.partition("\n")[0]
    stop = first_stop(line)
    end = len(line) if stop is None else stop
    title, text = words[:end].strip(), words[end + 1 :].strip()
    return (title, text) if title else (line, words[len(line) :].strip())


def _measures_of(shape: Shape, item_id: str, kept: str, rest: str) -> list[str]:
    """Return the measures below an item, from the end back, whose words stand in the rest alone."""
    found: list[str] = []
    for child in reversed(shape.family(item_id)):
        spot = shape[child]
        if spot.level is not Level.MEASURE or spot.title not in rest or spot.title in kept:
            break
        found.insert(0, child)
    return found


def _join_words(first: Item, second: Item) -> None:
    if first.level is Level.MEASURE:
        first.title = _run_on(first.title, second.title)
        first.text = _lines((first.text, second.text))
    else:
        words = _run_on(second.title, second.text, "。") if second.text else second.title
        first.text = _lines((first.text, words))
    f.checked({"title": first.title, "text": first.text})


def _run_on(before: str, after: str, mark: str = "；") -> str:
    """Put words behind others, with a mark between them where there is none."""
    return f"{before}{after}" if before.endswith(tuple(ENDS)) else f"{before}{mark}{after}"


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part.strip())


def _join_answers(first: Item, second: Item) -> None:
    for name in _LINES:
        setattr(first, name, _lines((getattr(first, name), getattr(second, name))))
    for name in _NAMES:
        words = (getattr(first, name), getattr(second, name))
        every = f.names_in("、".join(words))
        if every != f.names_in(words[0]):
            setattr(first, name, "、".join(every))
    full, score = _sum(first.full_score, second.full_score), _sum(first.score, second.score)
    if full is None or score is None or score <= full:
        first.full_score, first.score = full, score
    first.due = first.due or second.due


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other


def _move_files(session: Session, first: Item, second: Item) -> None:
    chosen = select(EvidenceLink).where(EvidenceLink.item_id.in_((first.id, second.id)))
    links = list(session.scalars(chosen.order_by(EvidenceLink.position)))
    there = {(link.evidence_id, link.name) for link in links if link.item_id == first.id}
    position = max((link.position for link in links if link.item_id == first.id), default=-1)
    for link in links:
        if link.item_id == second.id and (link.evidence_id, link.name) not in there:
            position += 1
            link.item_id, link.position = first.id, position


def _move_targets(session: Session, first: Item, second: Item) -> None:
    chosen = select(Target).where(Target.item_id.in_((first.id, second.id)))
    targets = list(session.scalars(chosen.order_by(Target.position)))
    position = max((one.position for one in targets if one.item_id == first.id), default=-1)
    for target in targets:
        if target.item_id == second.id:
            position += 1
            target.item_id, target.position = first.id, position


def _join_places(shape: Shape, first: str, second: str) -> None:
    """Hang what is below the second below the first, and let progress follow: done is what both have done."""
    below, other = shape.family(first), shape.family(second)
    was_done = shape.is_done(first)
    done = was_done and shape.is_done(second)
    begun = {shape[one].progress for one in (first, second)} & {Progress.UNDER_WAY, Progress.DONE}
    if other:
        shape.put(other, first, below[-1] if below else None)
    by_hand = shape[first].progress is Progress.DONE or (was_done and not other)
    if not done and (by_hand or (begun and not below and not other)):
        shape.set_progress(first, Progress.UNDER_WAY)
    shape.delete(second)
