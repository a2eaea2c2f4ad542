"""What a person can do: each function is one action, one entry of the journal, and returns its changes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.documents.dates import deadline
from desktop_app.documents.outline import Duty, Outline
from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models import ticking
from desktop_app.models.chosen import checklist_of, gone, items_of, what
from desktop_app.models.entities import (
    POSITION_STEP,
    SCHOOL_ID,
    Checklist,
    Item,
    School,
    Target,
    new_id,
)
from desktop_app.models.filling import set_each, set_fields
from desktop_app.models.importing import document_of, rows_of
from desktop_app.models.journal import KEYS_A_QUERY
from desktop_app.models.linking import attach, detach
from desktop_app.models.replaying import whole
from desktop_app.models.values import Changes, Level, Progress
from desktop_app.models.workspace import Workspace

__all__ = ["attach", "detach", "set_each", "set_fields"]

BELOW = {Level.SECTION: Level.POINT, Level.SUBSECTION: Level.POINT, Level.POINT: Level.MEASURE}


def import_outline(
    ws: Workspace, outline: Outline, original: StoredFile, year: int | None = None, title: str | None = None
) -> tuple[str, Changes]:
    """Make a checklist from an accepted outline; return its id.

    `original` is the document's file, already in the vault. Raises YaodianError.
    """
    name = str(f.CHECKLIST_TITLE.checked(title or outline.title or original.name))
    check_outline(outline)
    ws.back_up_inside()
    with ws.action(_("导入“{title}”").format(title=name)) as action:
        document = document_of(outline, original)
        checklist = Checklist(
            id=new_id(),
            document_id=document.id,
            title=name,
            year=outline.year if year is None else year,
        )
        action.session.add_all([document, checklist, *rows_of(outline.children, checklist)])
    return checklist.id, action.changes


def check_outline(outline: Outline) -> None:
    """Raise YaodianError for an outline that cannot be stored: best asked before anything is made for it."""
    if not f.storable(outline.source_text):
        raise YaodianError(_("文件里有无法保存的字符，没有导入。请另存为新的文本文件后再试。"))
    if outline.title:
        f.CHECKLIST_TITLE.checked(outline.title)


def tick(ws: Workspace, item_ids: Sequence[str], done: bool = True) -> Changes:
    """Tick items, or take the tick back; one with children ticks its leaves.

    What was set by hand above or below is cleared, so that progress follows from the leaves again.
    """
    with ws.action("") as action:
        action.name = ticking.tick(action, list(item_ids), Progress.DONE if done else Progress.NOT_STARTED)
    return action.changes


def add_item(
    ws: Workspace, checklist_id: str, parent_id: str | None, after_id: str | None, title: str, text: str = ""
) -> tuple[str, Changes]:
    """Add an item of the school's own below `parent_id` (None: at the top); return its id.

    It comes after its sibling `after_id`, or last where that is None. Raises YaodianError.
    """
    new = f.checked({"title": title, "text": text})
    with ws.action(_("新增“{title}”").format(title=new["title"])) as action:
        session = action.session
        if session.get(Checklist, checklist_id) is None:
            raise gone()
        parent = items_of(session, [parent_id])[0] if parent_id else None
        if parent and parent.checklist_id != checklist_id:
            raise gone()
        siblings = list(
            session.scalars(
                select(Item)
                .where(Item.checklist_id == checklist_id, Item.parent_id == parent_id)
                .order_by(Item.position)
            )
        )
        item = Item(
            id=new_id(),
            checklist_id=checklist_id,
            parent_id=parent_id,
            position=_position(siblings, after_id),
            level=_level(parent, siblings),
            number="",
            title=new["title"],
            text=new["text"],
        )
        session.add(item)
        if parent and parent.progress is Progress.DONE and not any(not one.deleted for one in siblings):
            parent.progress = Progress.UNDER_WAY  # what was done has something new to do
    return item.id, action.changes


def delete_items(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Mark items and all below them as deleted; their answers and evidence stay with them."""
    with ws.action("") as action:
        items = items_of(action.session, ids)
        action.name = _("删除{what}").format(what=_what(items))
        _mark(action.session, [item.id for item in items], deleted=True)
    return action.changes


def restore_items(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Bring items back, with all that was deleted below and above them."""
    with ws.action("") as action:
        items = items_of(action.session, ids, even_deleted=True)
        action.name = _("恢复{what}").format(what=_what(items))
        _mark(action.session, [item.id for item in items], deleted=False)
        for item in items:
            parent_id = item.parent_id
            while parent_id:
                parent = action.session.get_one(Item, parent_id)
                parent.deleted = False
                parent_id = parent.parent_id
    return action.changes


def set_school(ws: Workspace, **values: object) -> Changes:
    """Fill in the school's profile. Raises YaodianError."""
    new = f.checked(values, f.SCHOOL_FIELDS)
    with ws.action(_("修改学校信息")) as action:
        school = action.session.get(School, SCHOOL_ID)
        if school is None:
            school = School(id=SCHOOL_ID)
            action.session.add(school)
        for name, value in new.items():
            setattr(school, name, value)
    return action.changes


def set_checklist_texts(ws: Workspace, checklist_id: str, **values: object) -> Changes:
    """Fill in what a checklist's report says beyond the items. Raises YaodianError."""
    new = f.checked(values, f.CHECKLIST_TEXTS)
    labels = "、".join(field.label for field in f.CHECKLIST_TEXTS if field.name in new)
    with ws.action(_("修改报告文字：{fields}").format(fields=labels)) as action:
        checklist = checklist_of(action.session, checklist_id)
        for name, value in new.items():
            setattr(checklist, name, value)
    return action.changes


def rename_checklist(ws: Workspace, checklist_id: str, title: str) -> Changes:
    """Give a checklist another title. Raises YaodianError."""
    name = str(f.CHECKLIST_TITLE.checked(title))
    with ws.action(_("清单改名为“{title}”").format(title=name)) as action:
        checklist_of(action.session, checklist_id).title = name
    return action.changes


def delete_checklist(ws: Workspace, checklist_id: str) -> Changes:
    """Mark a checklist as deleted; everything in it stays. Raises YaodianError."""
    with ws.action("") as action:
        checklist = checklist_of(action.session, checklist_id)
        action.name = _("删除清单“{title}”").format(title=checklist.title)
        checklist.deleted = True
    return action.changes


def set_target_actual(ws: Workspace, target_id: str, actual: str) -> Changes:
    """Write down what was reached of a target, in the school's words. Raises YaodianError."""
    value = str(f.TARGET_ACTUAL.checked(actual))
    with ws.action("") as action:
        target = action.session.get(Target, target_id)
        if target is None:
            raise gone()
        action.name = _("填写实际完成：{text}").format(text=target.text)
        target.actual = value
    return action.changes


def confirm_target(ws: Workspace, target_id: str, confirmed: bool = True) -> Changes:
    """Take a suggested target as one that counts, or take that back. Raises YaodianError."""
    with ws.action("") as action:
        target = action.session.get(Target, target_id)
        if target is None:
            raise gone()
        name = _("确认量化指标：{text}") if confirmed else _("不确认量化指标：{text}")
        action.name = name.format(text=target.text)
        target.confirmed = confirmed
    return action.changes


def take_duty(ws: Workspace, item_ids: Sequence[str]) -> Changes:
    """Fill in who does it and until when as the document says, where the school has not."""
    with ws.action("") as action:
        items = items_of(action.session, item_ids)
        action.name = _("按文件填写{what}的分工").format(what=_what(items))
        for item in items:
            duty = Duty(**item.duty)
            for name in ("lead", "supporting", "person", "supervisor"):
                setattr(item, name, getattr(item, name) or getattr(duty, name))
            year = checklist_of(action.session, item.checklist_id).year or date.today().year
            item.due = item.due or deadline(duty.due, year)
    return action.changes


def undo(ws: Workspace) -> Changes | None:
    """Take the last action back, exactly; None where there is none. Raises YaodianError."""
    return whole(ws.steps(back=True))


def redo(ws: Workspace) -> Changes | None:
    """Do again what was taken back last, exactly; None where there is none. Raises YaodianError."""
    return whole(ws.steps(back=False))


def _what(items: Sequence[Item]) -> str:
    return what([item.title for item in items])


def _position(siblings: Sequence[Item], after_id: str | None) -> int:
    """Return a position after a sibling, between two without moving them where there is room."""
    if not siblings:
        return 0
    if after_id is None:
        return siblings[-1].position + POSITION_STEP
    places = [place for place, item in enumerate(siblings) if item.id == after_id]
    if not places:
        raise gone()
    before, after = siblings[places[0]], siblings[places[0] + 1 : places[0] + 2]
    if not after:
        return before.position + POSITION_STEP
    if after[0].position - before.position < 2:
        for place, item in enumerate(siblings):
            item.position = place * POSITION_STEP
    return (before.position + after[0].position) // 2


def _level(parent: Item | None, siblings: Sequence[Item]) -> Level:
    """Return the level of a new item: that of its siblings, else one below its parent."""
    if siblings:
        return siblings[-1].level
    if parent is None:
        return Level.SECTION
    if parent.level is Level.MEASURE:
        raise YaodianError(_("举措下面不能再分，没有改动。请加在这条举措的后面。"))
    return BELOW[parent.level]


def _mark(session: Session, ids: Sequence[str], *, deleted: bool) -> None:
    """Mark items and all below them."""
    todo = list(ids)
    while todo:
        some, todo = todo[:KEYS_A_QUERY], todo[KEYS_A_QUERY:]
        for item in session.scalars(select(Item).where(Item.id.in_(some))):
            item.deleted = deleted
        todo.extend(session.scalars(select(Item.id).where(Item.parent_id.in_(some))))
