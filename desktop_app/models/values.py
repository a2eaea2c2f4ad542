"""What leaves `models`: plain frozen values, never an ORM object or a Session."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.documents.outline import NO_DUTY, Duty, Level, shown_number
from desktop_app.i18n import _

__all__ = ["Level"]

Day = date  # where a field is called date itself


class Progress(StrEnum):
    """How far the work on an item is."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"not_started": _("未开始"), "under_way": _("进行中"), "done": _("已完成")}[self.value]


class Verdict(StrEnum):
    """How good the result is; never mixed with progress."""

    ACHIEVED = "achieved"
    MOSTLY_ACHIEVED = "mostly_achieved"
    NOT_ACHIEVED = "not_achieved"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The word on screen."""
        labels = {
            "achieved": _("达成"),
            "mostly_achieved": _("基本达成"),
            "not_achieved": _("未达成"),
            "not_applicable": _("不适用"),
        }
        return labels[self.value]


class EvidenceKind(StrEnum):
    """What a file shows of the work; a chain runs from the plan to what came of it."""

    PLAN = "plan"
    PROCESS = "process"
    RESULT = "result"
    FEEDBACK = "feedback"

    @property
    def label(self) -> str:
        """The word on screen."""
        words = {"plan": _("计划"), "process": _("过程"), "result": _("结果"), "feedback": _("反馈")}
        return words[self.value]


@dataclass(frozen=True)
class ItemRow:
    """One item of a checklist as stored: the school's words, the bureau's words, and the school's answers.

    `progress` is what was set on the item itself (by a tick or by hand), None where it follows from its
    children; ItemTree.progress gives the progress in force. `source_title` is None for an item that the
    school added itself. `source` is the span in the document's source text. `duty` is what the document
    says of who does it. `source_head` is the document's source text from the span's start on, enough of it to
    see how a heading's number is printed.
    """

    id: str
    checklist_id: str
    parent_id: str | None
    position: int
    level: Level
    number: str
    numbered: bool
    title: str
    text: str
    source_title: str | None
    source_text: str | None
    source: tuple[int, int] | None
    progress: Progress | None = None
    verdict: Verdict | None = None
    verdict_reason: str = ""
    full_score: float | None = None
    score: float | None = None
    lead: str = ""
    supporting: str = ""
    person: str = ""
    supervisor: str = ""
    due: date | None = None
    narrative: str = ""
    problem: str = ""
    improvement: str = ""
    note: str = ""
    duty: Duty = NO_DUTY
    source_number: str | None = None
    weight: float | None = None
    tags: str = ""
    evidence_count: int = 0
    source_head: str = ""

    @property
    def shown_number(self) -> str:
        """Its number as it stands before its words: as the document prints it, where it is still the same."""
        return shown_number(self.level, self.number, self.source_head)


@dataclass(frozen=True)
class EvidenceRow:
    """A file that shows the work was done. `item_ids` are the items it serves, in checklist order.

    `name` is what the vault calls it; `given` are, for each of these items, the names it was given there:
    equal files are one, under the names of all. `here` are those of the one item that was asked about, if so.
    `item_pages` say, for each of these items, where the file proves the point, "" for all of it.
    `taken` is when a photo was; `previous_id` the revision before this one; `binned`: it was put aside.
    """

    id: str
    sha256: str
    name: str
    size: int
    added_at: datetime
    title: str
    item_ids: tuple[str, ...] = ()
    given: tuple[tuple[str, ...], ...] = ()
    here: tuple[str, ...] = ()
    date: Day | None = None
    person: str = ""
    pages: int | None = None
    kind: EvidenceKind | None = None
    note: str = ""
    caption: str = ""
    taken: datetime | None = None
    previous_id: str | None = None
    binned: bool = False
    item_pages: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names it was given, each once; its own where it serves nothing."""
        return tuple(dict.fromkeys(name for names in self.given for name in names)) or (self.name,)

    @property
    def shown(self) -> str:
        """The names as people read them."""
        return "、".join(self.here or self.names)

    def names_in(self, item_id: str) -> tuple[str, ...]:
        """Return the names it was given in one item."""
        return dict(zip(self.item_ids, self.given, strict=False)).get(item_id, (self.name,))

    def page_in(self, item_id: str) -> str:
        """Return where it proves one item, "" for all of it."""
        return dict(zip(self.item_ids, self.item_pages, strict=False)).get(item_id, "")


@dataclass(frozen=True)
class FileFacts:
    """What a file says of itself when it comes: how many pages, when a photo was taken.

    A moment without a zone, as cameras write it, is one of this computer's clock.
    """

    pages: int | None = None
    taken: datetime | None = None


@dataclass(frozen=True)
class LinkRow:
    """A place that a file serves: the item, `name` being its number path and title, and the page there."""

    item_id: str
    name: str
    checklist_id: str
    checklist: str
    page: str


@dataclass(frozen=True)
class TargetRow:
    """A number an item's text promises, and the value reached."""

    id: str
    item_id: str
    text: str
    comparator: str
    value: float | None
    unit: str | None
    per: str | None
    by: str | None
    kind: str
    actual: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class ChecklistRow:
    """One document as one school works through it in one year.

    The texts are what its report says beyond the items: how the self-evaluation was organised, the result
    overall, what comes next.
    """

    id: str
    document_id: str
    title: str
    year: int | None
    created_at: datetime
    organised: str = ""
    overall: str = ""
    outlook: str = ""


@dataclass(frozen=True)
class DocumentRow:
    """What the bureau issued, unchanged; `sha256` and `file_name` find the original in the vault."""

    id: str
    title: str
    kind: str
    issuer: str | None
    document_number: str | None
    date: str | None
    year: int | None
    preamble: str
    source_text: str
    file_name: str
    sha256: str


@dataclass(frozen=True)
class SchoolRow:
    """The school's own profile, as printed on a cover; `glance` is the school in a few words."""

    name: str = ""
    address: str = ""
    principal: str = ""
    contact: str = ""
    phone: str = ""
    code: str = ""
    stage: str = ""
    glance: str = ""


@dataclass(frozen=True)
class DepartmentRow:
    """A department of the school."""

    id: str
    name: str


@dataclass(frozen=True)
class PersonRow:
    """A person of the school; `department` is the name of his or her department, "" for none."""

    id: str
    name: str
    department: str = ""
    post: str = ""


@dataclass(frozen=True)
class Grade:
    """A grade, and the least share of the full score (0 to 1) that earns it."""

    label: str
    least: float


@dataclass(frozen=True)
class FieldChange:
    """One field of one thing before and after, in words for the history."""

    subject: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryRow:
    """One action: who did what when. `undone` is set while it is undone."""

    id: int
    at: datetime
    who: str
    action: str
    undone: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Changes:
    """What an action changed: what a view has to read again.

    `items`: rows whose own fields, targets or evidence changed. `reshaped`: checklists in which items came,
    went or moved. `checklists`: whether the list of checklists itself, or the school, changed.
    """

    action: str
    items: frozenset[str] = frozenset()
    reshaped: frozenset[str] = frozenset()
    checklists: bool = False
    evidence: frozenset[str] = frozenset()
