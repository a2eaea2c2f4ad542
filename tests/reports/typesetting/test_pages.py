"""Strips on pages: what stays together, what begins a page, heads of tables set again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH, BODY, LEADING, LINES
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Label, Style
from desktop_app.reports.typesetting.strips import Mark, Rule, Strip, Text
from desktop_app.reports.typesetting.table import Column, Row, Table

INK = (Rule(0, 0, 10, 0),)
COMPOSITOR = Compositor(FontBook(folders=[]))
BODY_STYLE = Style(Role.BODY, BODY, LEADING, indent=2)


def lines(count: int) -> list[Strip]:
    return [Strip(LEADING, INK) for _line in range(count)]


def heights(pages: list[Page]) -> list[int]:
    return [len(page.placed) for page in pages]


def words(strip: Strip) -> str:
    return "".join(piece.text for op in strip.ops if isinstance(op, Text) for piece in op.pieces)


def test_a_page_takes_22_lines() -> None:
    assert heights(paginate(lines(LINES * 2 + 1))) == [LINES, LINES, 1]


def test_a_heading_goes_to_the_next_page_with_its_text() -> None:
    heading = Strip(LEADING, INK, keep=True)
    assert heights(paginate([*lines(LINES - 1), heading, *lines(2)])) == [LINES - 1, 3]


def test_what_is_taller_than_a_page_is_parted_all_the_same() -> None:
    tall = [Strip(LEADING, INK, keep=True) for _line in range(LINES + 5)]
    assert heights(paginate([*lines(3), *tall])) == [3, LINES, 5]


def test_blank_strips_do_not_begin_a_page_unless_they_are_firm() -> None:
    blank, firm = Strip(LEADING), Strip(LEADING, firm=True)
    assert heights(paginate([*lines(LINES), blank, *lines(1)])) == [LINES, 1]
    assert paginate([*lines(LINES), firm, *lines(1)])[1].placed[1].y == LEADING


def test_a_snapping_strip_stands_on_the_grid() -> None:
    page = paginate([Strip(LEADING / 3, INK), Strip(LEADING, INK, snap=True)])[0]
    assert page.placed[1].y == LEADING


def test_a_paragraph_never_leaves_one_line_on_a_page() -> None:
    compositor = Compositor(FontBook(folders=[]))
    for before in range(LINES):
        paragraph = compositor.paragraph("教育工作要点" * 25, BODY_STYLE)
        pages = paginate([*lines(before), *paragraph])
        on_last = sum(placed.strip in paragraph for placed in pages[-1].placed)
        on_first = len(pages[0].placed) - before
        assert on_last >= 2
        assert on_first == 0 or on_first >= 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 150), min_size=1, max_size=12), st.integers(0, LINES))
def test_no_page_begins_with_the_last_line_of_a_paragraph_or_ends_with_a_first_one(
    lengths: list[int], before: int
) -> None:
    """Of paragraphs that are one text (a narrative) too."""
    strips = COMPOSITOR.paragraph("\n".join("教" * length for length in lengths), BODY_STYLE)
    counts = [len(COMPOSITOR.paragraph("教" * length, BODY_STYLE)) for length in lengths]
    firsts = {sum(counts[:at]) for at, count in enumerate(counts) if count > 1}
    lasts = {sum(counts[: at + 1]) - 1 for at, count in enumerate(counts) if count > 1}
    place = {id(strip): at for at, strip in enumerate(strips)}
    pages = [
        [place[id(placed.strip)] for placed in page.placed if id(placed.strip) in place]
        for page in paginate([*lines(before), *strips])
    ]
    assert [at for page in pages for at in page] == list(range(len(strips)))
    shown = [page for page in pages if page]
    assert not firsts & {page[-1] for page in shown}
    assert not lasts & {page[0] for page in shown}


def test_a_label_stands_before_the_words_on_the_first_line() -> None:
    compositor = Compositor(FontBook(folders=[]))
    first, second, *_rest = compositor.paragraph("教育" * 40, BODY_STYLE, label=Label("完成情况：", Role.HEI))
    label, text = (op for op in first.ops if isinstance(op, Text))
    assert words(first).startswith("完成情况：教育")
    assert label.x == 2 * BODY
    assert text.x == 7 * BODY
    assert len(words(second)) == 28


def test_centred_and_right_aligned_lines() -> None:
    compositor = Compositor(FontBook(folders=[]))
    centred, right = (
        compositor.paragraph("四个汉字", Style(Role.BODY, 10, 20, align=align), width=100)[0].ops[0]
        for align in (Align.CENTRE, Align.RIGHT)
    )
    assert isinstance(centred, Text)
    assert isinstance(right, Text)
    assert (centred.x, right.x) == (30, 60)


def table_strips(rows: list[Row]) -> list[Strip]:
    compositor = Compositor(FontBook(folders=[]))
    head, body = Style(Role.HEI, 10.5, 15), Style(Role.SONG, 10.5, 15, align=Align.LEFT)
    columns = (Column("序号", 41, Align.CENTRE), Column("名称", AREA_WIDTH - 41))
    return Table(compositor, columns, head, body).strips(rows)


def test_the_head_of_a_table_is_set_again_on_each_page() -> None:
    rows = [Row((str(number), f"第{number}份材料")) for number in range(1, 81)]
    pages = paginate(table_strips(rows))
    assert len(pages) > 1
    assert all(words(page.placed[0].strip) == "序号名称" for page in pages)
    shown = [said for page in pages for placed in page.placed[1:] if (said := words(placed.strip))]
    assert shown == [f"{number}第{number}份材料" for number in range(1, 81)]


def test_a_table_is_closed_at_the_foot_of_each_page() -> None:
    pages = paginate(table_strips([Row((str(number), "材料")) for number in range(1, 81)]))
    for page in pages[:-1]:
        before, tail = page.placed[-2:]
        assert tail.strip.ops == (Rule(0, 0, AREA_WIDTH, 0, 1.0),)
        assert tail.y == before.y + before.strip.height


def test_a_row_taller_than_a_page_goes_on_where_it_was_parted() -> None:
    pages = paginate(table_strips([Row(("1", "很长的说明" * 700), ("Evidence", 1))]))
    assert len(pages) > 1
    assert sum(words(placed.strip).count("很长的说明"[0]) for page in pages for placed in page.placed) == 700
    for page in pages:
        last = page.placed[-1]
        assert last.y + last.strip.height <= AREA_HEIGHT + 0.01


def test_a_mark_keeps_a_blank_strip_at_the_top_of_a_page() -> None:
    marked = Strip(LEADING, mark=Mark("k", "t", 0), new_page=True)
    assert paginate([*lines(2), marked])[1].placed[0].strip is marked
