"""What stands before the 自评表: its cover, notes on filling it in, the school at a glance; upright pages."""

from desktop_app.documents.outline import Level
from desktop_app.models.values import Grade
from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter, glance
from desktop_app.reports.paper.front import bound, cover
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Compositor
from desktop_app.reports.typesetting.strips import Strip

NOTES = "填表说明"


def front_pages(compositor: Compositor, report: Report, name: str) -> tuple[list[Page], list[Page]]:
    """Return the cover with its back, and the pages from page 1 up to the table."""
    strips = _notes(compositor, report) + glance(compositor, report)
    return bound(cover(compositor, report, name)), paginate(strips)


def _notes(compositor: Compositor, report: Report) -> list[Strip]:
    strips = chapter(compositor, NOTES, "notes")
    for note in notes(report):
        strips += compositor.paragraph(note, styles.TEXT)
    return strips


def notes(report: Report) -> list[str]:
    """Return the notes on filling in the table, numbered."""
    has_measures = any(entry.item.level is Level.MEASURE for entry in report.walk())
    said = [
        f"本表依据{words.document_name(report)}逐项填写。填写的内容应当真实、具体，有数据、有事例，"
        "与佐证材料一致。",
        f"举措前的符号：{words.signs_told()}。" if has_measures else "",
        "“完成情况”写做了什么、做到什么程度；“存在问题”写具体问题和原因；“改进措施”写怎么改、谁来改、何时改完。",
        "“自评得分”不超过“分值”。不适用的要点写明理由，不计分。",
        f"{_scale(report.grades)}",
        "“佐证材料”前的号码是材料编号，与佐证材料目录和资料盒中的编号一致。",
        "本表经填表人、审核人、校长签字并加盖学校公章后有效。",
    ]
    return [f"{number}.{note}" for number, note in enumerate(filter(None, said), 1)]


def _scale(grades: tuple[Grade, ...]) -> str:
    """Return the school's grades in words: 优秀为90%及以上, the lowest for what is left."""
    if not grades:
        return ""
    ranked = sorted(grades, key=lambda grade: grade.least, reverse=True)
    said = [f"{grade.label}为{words.figure(grade.least * 100)}%及以上" for grade in ranked if grade.least > 0]
    rest = [f"其余为{grade.label}" for grade in ranked if grade.least <= 0]
    return f"等级按得分占分值的比例评定：{'，'.join((*said, *rest))}。"
