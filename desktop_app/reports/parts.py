"""The parts of the full report around its items, as words: the same on paper, in Word and in the workbook."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop_app.models.standing import is_short_of
from desktop_app.reports import words
from desktop_app.reports.content import Entry, EvidenceEntry, Report

GLANCE, ORGANISED, OVERALL = "学校概况", "自评组织情况", "总体评价"
POINTS, PROBLEMS, OUTLOOK = "逐项自评", "存在问题与改进措施", "下一步打算"
EVIDENCE, SIGNATURES = "佐证材料目录", "签字盖章"
PROBLEM_HEADS = ("序号", "要点", "存在问题", "改进措施", "责任与时限")
NO_PROBLEMS = "（本次自评没有填写存在问题）"
EVIDENCE_NAME, EVIDENCE_DAY, NO_EVIDENCE = "名称", "材料日期", "（尚无佐证材料）"
NO_DAYS = "（材料日期是材料本身的日期，留空的为没有写明）"


@dataclass(frozen=True)
class EvidenceColumn:
    """A column of the list of evidence, and what it says of a file.

    One that need not be there `always` is left out where it says nothing of any file.
    """

    head: str
    said: Callable[[EvidenceEntry], str]
    always: bool = True


EVIDENCE_COLUMNS = (
    EvidenceColumn("序号", lambda file: str(file.number)),
    EvidenceColumn(EVIDENCE_NAME, words.file_words),
    EvidenceColumn("对应要点", lambda file: "、".join(file.places)),
    EvidenceColumn("责任人", lambda file: file.responsible, always=False),
    # Blank where it is not known: the day of filing would be read as the day of what was done.
    EvidenceColumn(
        EVIDENCE_DAY, lambda file: words.short_date(file.taken_on) if file.taken_on else "", always=False
    ),
    EvidenceColumn("页数", lambda file: str(file.pages or ""), always=False),
)


def evidence_columns(report: Report) -> list[EvidenceColumn]:
    """Return the columns that the list of evidence of a report has."""
    return [one for one in EVIDENCE_COLUMNS if one.always or any(map(one.said, report.evidence))]


def days_note(report: Report) -> str:
    """Return what is to be said of the days in the list of evidence; "" where each is known, or none is."""
    known = [file.taken_on is not None for file in report.evidence]
    return NO_DAYS if any(known) and not all(known) else ""


def cover_fields(report: Report) -> list[tuple[str, str, str]]:
    """Return the lines of the cover that are filled in: label, what stands on the line, what after it."""
    school = report.school
    return [
        ("学　　校", school.name, "（公章）"),
        ("地　　址", school.address, ""),
        ("校　　长", school.principal, ""),
        ("联 系 人", school.contact, ""),
        ("联系电话", school.phone, ""),
        ("填报日期", words.long_date(report.made_on), ""),
    ]


def school_facts(report: Report) -> list[tuple[str, str]]:
    """Return what is known of the school beside its cover, label by label."""
    facts = (("学校代码", report.school.code.strip()), ("学段", report.school.stage.strip()))
    return [(label, said) for label, said in facts if said]


def tally(entry: Entry) -> str:
    """Return how the points below a heading stand, in one sentence; "" where there are none."""
    states = [one.state for one in entry.walk() if one.counted]
    if not states:
        return ""
    shown = [*words.ORDER, *([None] if None in states else [])]
    counts = [f"{words.STATES[state]}{states.count(state)}" for state in shown]
    score = words.score_of(entry)
    return f"要点{len(states)}个：{'，'.join(counts)}。{f'得分{score}。' if score else ''}"


def problems(report: Report) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield what is to be put right: the item's number in the report, from 1, and its cells."""
    for number, entry in enumerate(report.walk(), 1):
        if words.has_problem(entry):
            yield number, _cells(entry)


def _cells(entry: Entry) -> tuple[str, ...]:
    row = entry.item
    due = words.long_date(row.due) if row.due else ""
    who = (row.lead.strip(), row.person.strip(), due)
    title = row.title.strip() or entry.heading or entry.bureau_words
    verdict = words.VERDICT[row.verdict] if row.verdict and is_short_of(row.verdict) else ""
    return (
        entry.place,
        f"{title}（{verdict}）" if verdict else title,
        row.problem.strip() or "（未填写）",
        row.improvement.strip() or "（未填写）",
        "\n".join(filter(None, who)),
    )
