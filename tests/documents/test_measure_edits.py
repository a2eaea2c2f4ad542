"""A point's measures put right by hand before the outline is accepted."""

from desktop_app.documents import editing
from desktop_app.documents.measure_edits import join_measure, leave_out_measure, split_measure
from desktop_app.documents.outline import Level, Outline
from desktop_app.documents.parser import parse

SOURCE = (
    "云溪区教育局2026年工作要点\n"
    "1.抓德育。办好讲堂；每年培训不少于20学时，编好校本教材。评选先进。\n2.抓体育。开足课程。\n"
)


def measures(outline: Outline) -> list[str]:
    return [node.title for node in outline.walk() if node.level is Level.MEASURE]


def printed(outline: Outline) -> list[str]:
    """Return where the measures say they stand in the document."""
    return [
        outline.source_text[slice(*node.source)] for node in outline.walk() if node.level is Level.MEASURE
    ]


def test_a_measure_is_split_in_two() -> None:
    read = parse(SOURCE)
    assert measures(read) == ["办好讲堂", "每年培训不少于20学时，编好校本教材", "评选先进", "开足课程"]
    for words in ("，编好", "编好"):
        divided = split_measure(read, 0, SOURCE.index(words))
        assert measures(divided)[1:3] == ["每年培训不少于20学时", "编好校本教材"]
        assert printed(divided)[2] == "编好校本教材。"
        assert printed(divided)[3].startswith("评选先进。")
        assert [target.value for target in divided.children[0].children[1].targets] == [20]
    for words in ("每年", "评选", "抓德育", "开足"):  # at the edge of one, in the title, elsewhere
        assert split_measure(read, 0, SOURCE.index(words)) is read


def test_a_measure_joins_the_one_before_and_is_split_again() -> None:
    read = parse(SOURCE)
    joined = join_measure(read, 0, 1)
    assert measures(joined)[:2] == ["办好讲堂，每年培训不少于20学时，编好校本教材", "评选先进"]
    assert printed(joined)[0] == "办好讲堂；每年培训不少于20学时，编好校本教材。"
    assert measures(split_measure(joined, 0, SOURCE.index("每年"))) == measures(read)
    assert join_measure(read, 0, 0) is read


def test_a_measure_is_left_out_and_its_words_are_set_aside() -> None:
    read = parse(SOURCE)
    less = leave_out_measure(read, 0, 1)
    assert measures(less) == ["办好讲堂", "评选先进", "开足课程"]
    assert printed(less)[:2] == ["办好讲堂；", printed(read)[2]]
    (gone,) = (piece for piece in less.set_aside if piece.reason == "left_out")
    assert gone.text == "每年培训不少于20学时，编好校本教材。"
    assert less.children[0].targets == ()
    last = leave_out_measure(read, 1, 0)
    assert (last.children[1].title, last.children[1].text, last.children[1].children) == ("抓体育", "", ())
    assert editing.headings(last)[1].source == editing.headings(read)[1].source
