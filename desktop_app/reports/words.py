"""Words and figures as reports print them."""

from collections.abc import Sequence
from datetime import date

from desktop_app.models.standing import to_put_right
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports.content import Entry, EvidenceEntry, Report

# By the state of an entry: None for what does not apply.
SIGNS = {Progress.NOT_STARTED: "○", Progress.UNDER_WAY: "◐", Progress.DONE: "●", None: "／"}
# Labels of its own: a report is Chinese whatever language the window has.
STATES = {
    Progress.DONE: "已完成",
    Progress.UNDER_WAY: "进行中",
    Progress.NOT_STARTED: "未开始",
    None: "不适用",
}
ORDER = (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_STARTED)
VERDICT = {
    Verdict.ACHIEVED: "达成",
    Verdict.MOSTLY_ACHIEVED: "基本达成",
    Verdict.NOT_ACHIEVED: "未达成",
    Verdict.NOT_APPLICABLE: "不适用",
}
REPORT_NAME = "自评报告"
DRAFT = "草稿"  # the watermark
MOST_LISTED = 120  # points; with more, the contents stop at the subsections


def signs_told() -> str:
    """Return what the signs before measures mean."""
    return "，".join(f"{SIGNS[state]}表示{said}" for state, said in STATES.items())


def long_date(day: date) -> str:
    """Return a date as an official paper writes it: 2022年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """Return a date for a narrow column: 2022-06-01."""
    return day.isoformat()


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: 820 B, 12 KB, 3.4 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def called(file: EvidenceEntry) -> str:
    """Return what every list calls a file: what somebody wrote of a photo, else its title, else its name."""
    return " ".join(file.title.split()) or file.name


def file_words(file: EvidenceEntry) -> str:
    """Return what a file is called, its own name on a line below where that is another."""
    return f"{called(file)}\n{file.name}" if file.title else file.name


def figure(value: float) -> str:
    """Return a score without needless zeros: 8, 8.5."""
    return f"{round(value, 2):g}" if abs(value) < 100_000 else f"{value:.0f}"


def verdict_of(entry: Entry) -> str:
    """Return an entry's verdict in words, with the reason where it does not apply, or ""."""
    verdict = entry.item.verdict
    if verdict is None:
        return ""
    reason = entry.item.verdict_reason.strip()
    return f"{VERDICT[verdict]}（{reason}）" if reason else VERDICT[verdict]


def state_of(entry: Entry) -> str:
    """Return how far an entry is, its sign before it: ● 已完成."""
    return f"{SIGNS[entry.state]} {STATES[entry.state]}"


def facts_of(entry: Entry) -> list[tuple[str, str]]:
    """Return verdict, score and people, label by label, without what was left empty.

    Of what does not apply the state says so already, and the reason is what is left to say.
    """
    verdict = ("自评结论", verdict_of(entry))
    if entry.item.verdict is Verdict.NOT_APPLICABLE:
        verdict = ("理由", entry.item.verdict_reason.strip())
    facts = (verdict, ("得分", score_of(entry)), *people_of(entry))
    return [(label, what) for label, what in facts if what]


def score_of(entry: Entry) -> str:
    """Return an entry's score, its own or that of what is below: 8/10, 8, or "" where none was given."""
    score, full = entry.score.got, entry.score.full
    if score is None:
        return ""
    return figure(score) if full is None else f"{figure(score)}/{figure(full)}"


def scored(score: float | None, full: float | None, grade: str) -> str:
    """Return a sum of scores in words: 63/70，良好; "" where none was given."""
    if score is None:
        return ""
    said = figure(score) if full is None else f"{figure(score)}/{figure(full)}"
    return f"{said}，{grade}" if grade else said


def has_problem(entry: Entry) -> bool:
    """Tell whether there is something to put right at an entry itself."""
    return entry.applies and to_put_right(entry.item)


def people_of(entry: Entry) -> list[tuple[str, str]]:
    """Return who does it and until when, label by label, without what was left empty."""
    row = entry.item
    due = long_date(row.due) if row.due else ""
    people = (
        ("牵头", row.lead),
        ("配合", row.supporting),
        ("责任人", row.person),
        ("分管", row.supervisor),
        ("时限", due),
    )
    return [(label, words.strip()) for label, words in people if words.strip()]


def answers_of(entry: Entry) -> list[tuple[str, str]]:
    """Return the texts of the self-evaluation, label by label, without what was left empty."""
    row = entry.item
    texts = (("完成情况", row.narrative), ("存在问题", row.problem), ("改进措施", row.improvement))
    return [(label, words.strip()) for label, words in texts if words.strip()]


def targets_of(entry: Entry) -> str:
    """Return the targets whose value reached was filled in; the bureau's words name the others already."""
    filled = [(target.text, target.actual.strip()) for target in entry.targets]
    return "；".join(f"{text}（实际：{actual}）" for text, actual in filled if actual)


def says_all(text: str, parts: Sequence[str]) -> bool:
    """Tell whether parts (a point's measures) say all of a text, but for blanks and stops."""
    blank = str.maketrans("", "", "。；; \n\t　")
    return bool(parts) and text.translate(blank) == "".join(parts).translate(blank)


def left_out(entry: Entry) -> str:
    """Return one quiet sentence that says what a point still lacks; "" where it lacks nothing."""
    row = entry.item
    if not entry.applies:
        return ""
    lacking = []
    if row.verdict is None:
        lacking.append("未作自评结论")
    if not row.narrative.strip() and not any(m.item.narrative.strip() for m in entry.measures):
        lacking.append("未填写完成情况")
    if not entry.has_evidence:
        lacking.append("未附佐证材料")
    return f"（{'，'.join(lacking)}）" if lacking else ""


def document_name(report: Report) -> str:
    """Return the document as a sentence names it: 《…》（沪崇教〔2022〕1号）."""
    title = report.document.title.strip().strip("《》") or report.title
    number = report.document.document_number
    return f"《{title}》（{number}）" if number else f"《{title}》"


def school_name(report: Report) -> str:
    """Return the school's name, or a blank to be filled by hand."""
    return report.school.name.strip() or "＿＿＿＿＿＿＿＿"
