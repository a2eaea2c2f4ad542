"""What the checks say of sentences as schools write them, and of none that is well."""

import pytest

from desktop_app.reports.checks import Code, check
from tests.reports.checks.cases import JUDGED, Case, cases, figures, report_with

LEAST_UNSEEN = 0.95, 0.9  # precision and recall


@pytest.mark.parametrize(
    "case", [c for c in cases("tuning") if c.code == "-"], ids=lambda c: c.narrative[:16]
)
def test_a_sentence_that_is_well_stays_without_a_word(case: Case) -> None:
    assert [(one.code, one.words) for one in case.findings if one.code in JUDGED] == []


def test_most_of_what_is_wrong_is_found_and_nothing_else() -> None:
    found = figures("tuning")
    assert found.wrong == ()
    assert found.recall >= 0.9, str(found)


def test_sentences_that_nothing_was_tuned_on_fare_as_well() -> None:
    found = figures("unseen")
    assert found.precision >= LEAST_UNSEEN[0], str(found)
    assert found.recall >= LEAST_UNSEEN[1], str(found)


def test_all_sentences_in_one_report_say_what_each_says_alone() -> None:
    every = [*cases("tuning"), *cases("unseen")]
    together = check(report_with(*every))
    alone = {(f"point-{at}", code) for at, case in enumerate(every, 1) for code in case.found}
    assert {(one.item_id, one.code) for one in together if one.code in JUDGED} == alone


@pytest.mark.parametrize(
    ("code", "narrative", "promise", "actual", "words"),
    [
        (Code.NUMBER, "全年人均完成培训3 2学时。", "教师每年培训不少于32学时", "30", "32学时"),
        (Code.NUMBER, "教师家访覆盖面达到１００％。", "教师家访覆盖面达到100%", "92%", "１００％"),
        (Code.OUTSIDE_YEAR, "学校于2025 年3月召开推进会。", "", "", "2025年"),
        (Code.OTHER_SCHOOL, "青山小学召开推进会3次。", "", "", "青山小学"),
        (Code.PLACEHOLDER, "共召开推进会XX次。", "", "", "XX"),
        (Code.EMPTY_PHRASE, "学校高度重视，成效显著。", "", "", "高度重视"),
    ],
)
def test_a_finding_names_its_item_and_the_words_that_are_meant(
    code: Code, narrative: str, promise: str, actual: str, words: str
) -> None:
    (found,) = (one for one in Case(code, narrative, promise, actual).findings if one.code == code)
    assert (found.item_id, found.place, found.words) == ("point-1", "1", words)
    assert words in found.message or "×" in words
