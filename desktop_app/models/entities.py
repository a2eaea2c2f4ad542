"""What is stored: the tables and their typed mappings."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop_app.models.values import Day, EvidenceKind, Level, Progress, Verdict

SCHOOL_ID = "school"
POSITION_STEP = 1024  # between siblings, so that an item goes between two without moving the others


class Moment(TypeDecorator[datetime]):
    """A moment in time: UTC in the file, the clock's own zone in the program."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """The type of the values."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC without a zone. Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in the zone of this computer."""
        return None if value is None else value.replace(tzinfo=UTC).astimezone()


def _words(kind: type[StrEnum]) -> Enum:
    """Return a column type that stores an enumeration by its values, as plain text."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda k: [word.value for word in k])


def _refer(target: str) -> ForeignKey:
    """Return a foreign key checked at commit, so that undo need not put rows back in order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def new_id() -> str:
    """Return an id that is used nowhere else and never changes: 32 hex digits."""
    return uuid.uuid4().hex


def now() -> datetime:
    """Return this moment, with its zone."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The base of every stored thing; constraints have names so that migrations can find them."""

    __table__: ClassVar[Table]
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy's own form
        datetime: Moment(),
        Progress: _words(Progress),
        Verdict: _words(Verdict),
        Level: _words(Level),
        EvidenceKind: _words(EvidenceKind),
        float: Float(53),
    }


# Alembic's own table, word for word, so that a new file needs no Alembic.
STAMP = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class Document(Base):
    """What the bureau issued. Nothing of it ever changes; the original lies in the vault."""

    __tablename__ = "document"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(String(10))
    year: Mapped[int | None]
    preamble: Mapped[str] = mapped_column(Text)
    source_text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    imported_at: Mapped[datetime] = mapped_column(default=now)


class Checklist(Base):
    """One document as one school works through it in one year, and what its report says beyond the items."""

    __tablename__ = "checklist"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    document_id: Mapped[str] = mapped_column(_refer("document.id"))
    title: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted: Mapped[bool] = mapped_column(default=False)
    organised: Mapped[str] = mapped_column(Text, default="", server_default="")
    overall: Mapped[str] = mapped_column(Text, default="", server_default="")
    outlook: Mapped[str] = mapped_column(Text, default="", server_default="")


class Item(Base):
    """One item of a checklist: the bureau's words, frozen, and beside them what the school makes of them."""

    __tablename__ = "item"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    checklist_id: Mapped[str] = mapped_column(_refer("checklist.id"), index=True)
    parent_id: Mapped[str | None] = mapped_column(_refer("item.id"), index=True)
    position: Mapped[int]
    deleted: Mapped[bool] = mapped_column(default=False)
    level: Mapped[Level]
    number: Mapped[str] = mapped_column(Text, default="")
    numbered: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")
    source_title: Mapped[str | None] = mapped_column(Text)
    source_text: Mapped[str | None] = mapped_column(Text)
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]
    duty: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    progress: Mapped[Progress | None]
    verdict: Mapped[Verdict | None]
    verdict_reason: Mapped[str] = mapped_column(Text, default="")
    full_score: Mapped[float | None]
    score: Mapped[float | None]
    lead: Mapped[str] = mapped_column(Text, default="")
    supporting: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[str] = mapped_column(Text, default="")
    supervisor: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]
    narrative: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    improvement: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source_number: Mapped[str | None] = mapped_column(Text)
    weight: Mapped[float | None]
    tags: Mapped[str] = mapped_column(Text, default="", server_default="")


class Target(Base):
    """A number that an item's text promises, and the value reached (`actual`, the school's words).

    Found by rules, it is a suggestion until a person confirms it.
    """

    __tablename__ = "target"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    item_id: Mapped[str] = mapped_column(_refer("item.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    comparator: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None]
    unit: Mapped[str | None] = mapped_column(Text)
    per: Mapped[str | None] = mapped_column(Text)
    by: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    actual: Mapped[str] = mapped_column(Text, default="")
    confirmed: Mapped[bool] = mapped_column(default=False)


class Evidence(Base):
    """A file of the vault that shows that work was done.

    `taken`: when a photo was. `previous_id`: the revision before, kept as it was. `binned`: put aside, to be
    brought back or to go for good.
    """

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime] = mapped_column(default=now)
    title: Mapped[str] = mapped_column(Text)
    date: Mapped[Day | None]
    person: Mapped[str] = mapped_column(Text, default="", server_default="")
    pages: Mapped[int | None]
    kind: Mapped[EvidenceKind | None]
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    caption: Mapped[str] = mapped_column(Text, default="", server_default="")
    taken: Mapped[datetime | None]
    previous_id: Mapped[str | None] = mapped_column(_refer("evidence.id"), index=True)
    binned: Mapped[bool] = mapped_column(default=False, server_default=false())


class EvidenceLink(Base):
    """One file serves one item under the name it was given there; `position` orders the files of an item.

    Equal files are kept once, but each name that they were given has its link. `page` is where the file
    proves the point, as people say it, "" for all of it.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (UniqueConstraint("item_id", "evidence_id", "name"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    item_id: Mapped[str] = mapped_column(_refer("item.id"))
    evidence_id: Mapped[str] = mapped_column(_refer("evidence.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    page: Mapped[str] = mapped_column(Text, default="", server_default="")


class School(Base):
    """The school's own profile: one row, made when first filled in."""

    __tablename__ = "school"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=SCHOOL_ID)
    name: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    principal: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(Text, default="", server_default="")
    stage: Mapped[str] = mapped_column(Text, default="", server_default="")
    grades: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    glance: Mapped[str] = mapped_column(Text, default="", server_default="")


class Department(Base):
    """A department of the school, as it is offered where one is asked for."""

    __tablename__ = "department"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Person(Base):
    """A person of the school; `post` is what he or she is there (校长, 教导主任)."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    department_id: Mapped[str | None] = mapped_column(_refer("department.id"))
    post: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]


class JournalEntry(Base):
    """One action. `undone`: taken back. `dropped`: taken back for good, kept for the audit trail.

    An undone entry with a later one in force cannot be redone; `dropped` says so once that one is undone too.
    `final`: it cannot be taken back, for files went for good; undo passes it by.
    """

    __tablename__ = "journal_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    who: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    undone: Mapped[bool] = mapped_column(default=False)
    dropped: Mapped[bool] = mapped_column(default=False)
    final: Mapped[bool] = mapped_column(default=False, server_default=false())


class JournalChange(Base):
    """One row of one table before and after an action; for an update only the columns that changed."""

    __tablename__ = "journal_change"
    __table_args__ = (Index(None, "row_table", "row_key"),)

    entry_id: Mapped[int] = mapped_column(_refer("journal_entry.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    row_table: Mapped[str] = mapped_column(String(32))
    row_key: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


# The tables themselves, for what reads and writes rows without loading objects.
CHANGE = JournalChange.__table__
CHECKLIST = Checklist.__table__
ENTRY = JournalEntry.__table__
EVIDENCE = Evidence.__table__
ITEM = Item.__table__
LINK = EvidenceLink.__table__
TARGET = Target.__table__

_ITEM_FROZEN = (
    "checklist_id",
    "source_number",
    "source_title",
    "source_text",
    "source_start",
    "source_end",
    "duty",
)
FROZEN: dict[str, frozenset[str]] = {
    # The bureau's words, and what ties them to their place: no action may change these columns.
    "document": frozenset(Document.__table__.columns.keys()),
    "item": frozenset(_ITEM_FROZEN),
    # A number goes with its words where these are split or joined.
    "target": frozenset(Target.__table__.columns.keys()) - {"actual", "confirmed", "item_id", "position"},
}
JOURNALED = frozenset(Base.metadata.tables) - {"journal_entry", "journal_change"}
