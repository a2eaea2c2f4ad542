"""Headings that lost their number, in any number."""

from time import process_time

from desktop_app.documents.heading import Heading
from desktop_app.documents.lines import split_lines
from desktop_app.documents.lost_numbers import with_lost_numbers
from desktop_app.documents.numbering import find_marker
from desktop_app.documents.outline import Level


def test_many_gaps_take_no_more_than_their_share_of_time() -> None:
    pairs = 20_000
    words = ["1.加强管理。开展各项培训活动", "3.推进改革。落实各项制度"] * pairs
    lines = split_lines("\n".join(words))
    numbered = [
        Heading(index, Level.POINT, str(value), value, find_marker(words[index]))
        for index, value in enumerate((1, 3) * pairs)
    ]
    begin = process_time()
    assert with_lost_numbers(lines, numbered) == numbered
    assert process_time() - begin < 15  # of work; it is half of one
