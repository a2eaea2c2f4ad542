"""What a person types as a document's facts."""

import pytest

from desktop_app.documents.typed_facts import typed_fact
from desktop_app.errors import YaodianError


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("date", "2026年2月6日", "2026-02-06"),
        ("date", " 2026 年 2 月 6 日 ", "2026-02-06"),
        ("date", "2026-2-6", "2026-02-06"),
        ("date", "2026/2/6", "2026-02-06"),
        ("date", "2026．02．06", "2026-02-06"),
        ("date", "二〇二六年二月六日", "2026-02-06"),
        ("date", "20260206", "2026-02-06"),
        ("date", "", None),
        ("year", "2026", 2026),
        ("year", "２０２６年度", 2026),
        ("year", "2026学年", 2026),
        ("year", " ", None),
        ("title", "  云溪区\n2026年工作要点 ", "云溪区 2026年工作要点"),
        ("issuer", "云溪区教育局\x00", "云溪区教育局"),
        ("issuer", "", None),
        ("document_number", "云教〔2026〕1号", "云教〔2026〕1号"),
    ],
)
def test_what_typed_words_mean(name: str, words: str, value: str | int | None) -> None:
    assert typed_fact(name, words) == value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("date", "2026年13月6日"),
        ("date", "2026年2月"),
        ("date", "2026111"),
        ("date", "去年"),
        ("year", "26"),
        ("year", "3026"),
        ("title", "\u200b "),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(name: str, words: str) -> None:
    with pytest.raises(YaodianError, match="没有改动。请"):
        typed_fact(name, words)
