"""The school's departments, persons and scale of grades, and the names that stand in its items."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Integer, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.acting import Action
from desktop_app.models.chosen import gone
from desktop_app.models.entities import ITEM, POSITION_STEP, SCHOOL_ID, Department, Person, School, new_id
from desktop_app.models.journal import Image
from desktop_app.models.scores import STANDARD
from desktop_app.models.values import Changes, DepartmentRow, Grade, PersonRow
from desktop_app.models.workspace import Workspace

Listed = TypeVar("Listed", Department, Person)
NAMED = ("lead", "supporting", "person", "supervisor")  # the fields of an item that hold names
_NAME = f.Field("name", _("名称"), required=True)
_POST = f.Field("post", _("职务"))
_GRADE = f.Field("label", _("等级"), required=True)


def departments(ws: Workspace) -> list[DepartmentRow]:
    """Return the school's departments in their order."""
    with ws.session() as session:
        rows = session.execute(select(Department.id, Department.name).order_by(Department.position))
        return [DepartmentRow(*row) for row in rows]


def people(ws: Workspace) -> list[PersonRow]:
    """Return the school's persons in their order, each with the name of the department."""
    chosen = select(Person.id, Person.name, func.coalesce(Department.name, ""), Person.post)
    with ws.session() as session:
        rows = session.execute(chosen.outerjoin(Department).order_by(Person.position))
        return [PersonRow(*row) for row in rows]


def names(ws: Workspace) -> list[str]:
    """Return what to offer where a name is asked for: departments, persons, then names used in items.

    Each once; those used come by how often they are.
    """
    empty = [literal("") for _name in NAMED[1:]]
    counted = func.count(ITEM.c.id)
    chosen: CompoundSelect[Any] = union_all(
        select(literal(0, Integer), Department.position, Department.name, *empty),
        select(literal(1, Integer), Person.position, Person.name, *empty),
        select(literal(2, Integer), counted, *(ITEM.c[name] for name in NAMED))
        .where(~ITEM.c.deleted)
        .group_by(*(ITEM.c[name] for name in NAMED)),
    )
    known: list[tuple[int, int, str]] = []
    used: Counter[str] = Counter()
    with ws.session() as session:
        for kind, number, *texts in session.execute(chosen):
            if kind < 2:
                known.append((kind, number, texts[0]))
                continue
            for text in texts:
                for name in f.names_in(text):
                    used[name] += number
    return list(
        dict.fromkeys(
            [name for _kind, _place, name in sorted(known)] + [name for name, _n in used.most_common()]
        )
    )


def put_department(ws: Workspace, name: str, department_id: str | None = None) -> tuple[str, Changes]:
    """Add a department, or give one another name, in all items too; return its id. Raises YaodianError."""
    new = _checked(name)
    with ws.action("") as action:
        session = action.session
        _refuse_known(session, Department, new, department_id)
        if department_id is None:
            action.name = _("新增部门“{name}”").format(name=new)
            department_id = _department(session, new)
        else:
            row = _row(session, Department, department_id)
            action.name = _("部门“{old}”改名为“{new}”").format(old=row.name, new=new)
            _carry(action, row, new)
    return department_id, action.changes


def put_person(
    ws: Workspace, name: str, department: str = "", post: str = "", person_id: str | None = None
) -> tuple[str, Changes]:
    """Add a person, or change one, the name in all items too; return the id. Raises YaodianError.

    `department` is the name of one, which is added where it is not there; "" for none.
    """
    new = _checked(name)
    with ws.action("") as action:
        session = action.session
        _refuse_known(session, Person, new, person_id)
        if person_id is None:
            action.name = _("新增人员“{name}”").format(name=new)
            row = _new_person(session, new)
            person_id = row.id
        else:
            row = _row(session, Person, person_id)
            if row.name == new:
                action.name = _("修改人员“{name}”").format(name=new)
            else:
                action.name = _("人员“{old}”改名为“{new}”").format(old=row.name, new=new)
            _carry(action, row, new)
        row.department_id = _department(session, department) if department.strip() else None
        row.post = str(_POST.checked(post))
    return person_id, action.changes


def add_departments(ws: Workspace, every: Iterable[str]) -> Changes:
    """Add departments, as they are pasted; those known stay as they are. Raises YaodianError."""
    new = [_checked(name) for name in every]
    with ws.action(_("新增 {count} 个部门").format(count=len(new))) as action:
        for name in new:
            _department(action.session, name)
    return action.changes


def add_people(ws: Workspace, rows: Iterable[Sequence[str]]) -> Changes:
    """Add persons, each (name, department, post), as they are pasted; of those known the rest is filled in.

    An empty department or post leaves what is there. Raises YaodianError that says in which row, from 1.
    """
    with ws.action("") as action:
        session = action.session
        number = 0
        for number, (name, department, post) in enumerate(rows, start=1):
            try:
                new, title = _checked(name), str(_POST.checked(post))
                row = _listed(session, Person, new) or _new_person(session, new)
                row.department_id = (
                    _department(session, department) if department.strip() else row.department_id
                )
            except YaodianError as error:
                raise YaodianError(_("第 {row} 行：{words}").format(row=number, words=str(error))) from error
            row.post = title or row.post
        action.name = _("新增 {count} 个人员").format(count=number)
    return action.changes


def remove(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Take departments and persons off the lists; their names stay in the items. Raises YaodianError."""
    with ws.action("") as action:
        session = action.session
        chosen = set(ids)
        gone_departments = list(session.scalars(select(Department).where(Department.id.in_(chosen))))
        gone_people = list(session.scalars(select(Person).where(Person.id.in_(chosen))))
        rows: list[Department | Person] = [*gone_departments, *gone_people]
        if not rows or len(rows) < len(chosen):
            raise gone()
        action.name = _("从名单删除{names}").format(names="、".join(row.name for row in rows[:3]))
        if len(rows) > 3:
            action.name = _("从名单删除 {count} 个名字").format(count=len(rows))
        for person in session.scalars(select(Person).where(Person.department_id.in_(chosen))):
            person.department_id = None
        session.flush()
        for row in rows:
            session.delete(row)
    return action.changes


def grades(ws: Workspace) -> tuple[Grade, ...]:
    """Return the school's scale of grades, best first; the usual one where it has none of its own."""
    with ws.session() as session:
        stored = session.scalar(select(School.grades).where(School.id == SCHOOL_ID))
    return tuple(Grade(one["label"], one["least"]) for one in stored or ()) or STANDARD


def set_grades(ws: Workspace, scale: Sequence[Grade]) -> Changes:
    """Set the school's scale of grades; an empty one, or the usual one, brings the usual one back.

    Raises YaodianError where a grade has no name, two have the same name or share, or a share is not 0 to 1.
    """
    checked = [Grade(str(_GRADE.checked(one.label)), float(one.least)) for one in scale]
    if any(not 0 <= one.least <= 1 for one in checked):
        raise YaodianError(_("等级的下限要在 0 到 100% 之间，没有改动。请改好再保存。"))
    for part in ({one.label for one in checked}, {one.least for one in checked}):
        if len(part) < len(checked):
            raise YaodianError(_("等级的名称和下限都不能重复，没有改动。请改好再保存。"))
    checked.sort(key=lambda one: -one.least)
    own = [] if tuple(checked) == STANDARD else [{"label": one.label, "least": one.least} for one in checked]
    with ws.action(_("修改评定等级")) as action:
        school = action.session.get(School, SCHOOL_ID)
        if school is None and own:
            school = School(id=SCHOOL_ID)
            action.session.add(school)
        if school is not None and school.grades != own:
            school.grades = own
    return action.changes


def _checked(name: str) -> str:
    """Return a name fit to stand among others. Raises YaodianError."""
    checked = f.closed_up(str(_NAME.checked(name)))
    if f.BETWEEN_NAMES.search(checked):
        raise YaodianError(
            _("“{name}”里有空格或顿号、逗号、分号，会被当成几个名字；没有改动。请去掉它们。").format(
                name=checked
            )
        )
    return checked


def _row(session: Session, kind: type[Listed], row_id: str) -> Listed:
    row = session.get(kind, row_id)
    if row is None:
        raise gone()
    return row


def _listed(session: Session, kind: type[Listed], name: str) -> Listed | None:
    return session.scalar(select(kind).where(kind.name == name))


def _refuse_known(session: Session, kind: type[Listed], name: str, own_id: str | None) -> None:
    """Refuse a name that another has: in the items the two could not be told apart."""
    found = _listed(session, kind, name)
    if found is not None and found.id != own_id:
        raise YaodianError(
            _("名单里已经有“{name}”，没有改动。同名的人请加字区分，如 {name}（语文）。").format(name=name)
        )


def _department(session: Session, name: str) -> str:
    """Return the id of a department, which is added where it is not there."""
    checked = _checked(name)
    known = _listed(session, Department, checked)
    if known is not None:
        return known.id
    last = session.scalar(select(func.max(Department.position)))
    row = Department(id=new_id(), name=checked, position=0 if last is None else last + POSITION_STEP)
    session.add(row)
    return row.id


def _new_person(session: Session, name: str) -> Person:
    last = session.scalar(select(func.max(Person.position)))
    row = Person(id=new_id(), name=name, position=0 if last is None else last + POSITION_STEP)
    session.add(row)
    return row


def _carry(action: Action, row: Department | Person, new: str) -> None:
    """Give a department or person another name, and carry it into the items."""
    old, row.name = row.name, new
    if old != new:
        _carry_into_items(action, old, new)


def _without_gaps(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.replace(func.replace(column, " ", ""), "\u3000", "")


def _carry_into_items(action: Action, old: str, new: str) -> None:
    columns = [ITEM.c[name] for name in NAMED]
    chosen = select(ITEM.c.id, *columns).where(
        or_(*(func.instr(_without_gaps(column), old) > 0 for column in columns))
    )
    images = []
    for item_id, *texts in action.connection.execute(chosen):
        renamed = {name: (text, f.renamed(text, old, new)) for name, text in zip(NAMED, texts, strict=True)}
        before = {name: was for name, (was, now) in renamed.items() if was != now}
        if before:
            images.append(Image("item", item_id, before, {name: renamed[name][1] for name in before}))
    action.apply(images)
