"""What a check finds: the kinds of findings, and one finding with its place."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.i18n import _


class Code(StrEnum):
    """What may want a touch before printing, in the order in which it is worth a look."""

    NUMBER = "number"
    TARGET_MISSED = "target_missed"
    OTHER_SCHOOL = "other_school"
    OUTSIDE_YEAR = "outside_year"
    PLACEHOLDER = "placeholder"
    SCORE = "score"
    NOT_BEGUN = "not_begun"
    LOST_FILE = "lost_file"
    BROKEN_PHOTO = "broken_photo"
    UNTOUCHED = "untouched"
    DONE_BARE = "done_bare"
    DONE_ALONE = "done_alone"
    NO_EVIDENCE = "no_evidence"
    NO_NARRATIVE = "no_narrative"
    NO_PROBLEM = "no_problem"
    UNTOLD_PHOTOS = "untold_photos"
    PASTED = "pasted"
    EMPTY_PHRASE = "empty_phrase"
    TOO_LONG = "too_long"
    SCHOOL_DATA = "school_data"
    OVERALL = "overall"

    @property
    def label(self) -> str:
        """The words on screen."""
        labels = {
            "number": _("数字与记录的不一样"),
            "target_missed": _("指标没有达到，自评却是达成"),
            "other_school": _("出现别的学校的名字"),
            "outside_year": _("出现别的年份"),
            "placeholder": _("还有没填完的地方"),
            "score": _("分数对不上"),
            "not_begun": _("未开始，却有自评结论或得分"),
            "lost_file": _("佐证材料不见了或是空的"),
            "broken_photo": _("照片打不开"),
            "untouched": _("一点都还没有写"),
            "done_bare": _("已完成，但什么都没有写"),
            "done_alone": _("已完成，但举措都没有完成"),
            "no_evidence": _("已完成但没有佐证材料"),
            "no_narrative": _("有自评结论，没写完成情况"),
            "no_problem": _("没有完全达成，没写问题或改进"),
            "untold_photos": _("照片没有写说明"),
            "pasted": _("几处完成情况一字不差"),
            "empty_phrase": _("只有套话，没有事实"),
            "too_long": _("超过表格要求的字数"),
            "school_data": _("封面上的学校信息不全"),
            "overall": _("报告的总体部分没有写"),
        }
        return labels[self.value]


@dataclass(frozen=True)
class Finding:
    """One thing to look at before printing.

    `code` is one of `Code`, `item_id` the item to go to, None where the whole report or the school is meant.
    `place` is how the papers name the item (13, 13（2）), `heading` its number and title. `message` is one
    sentence, `words` the words in the text that are meant, "" where something is not there. `field` is what
    to go to: a field of the item, the school or the checklist, evidence, or actual (a target's value).
    """

    code: str
    item_id: str | None
    place: str
    message: str
    words: str = ""
    heading: str = ""
    field: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same while nobody changes what is meant."""
        return self.item_id or "", str(self.code), self.words
