from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from desktop_app.documents import editing
from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.views.review.source_pane import Offsets, SourcePane, _Tints, node_at
from desktop_app.views.widgets.theme import Theme
from tests.views.papers import TEXT

# Letters of one and of two UTF-16 units, and every kind of line end.
LETTERS = st.lists(st.sampled_from(["a", "教", "𠀀", "😀", "\n", "\r", "\r\n", "\u2029", " "])).map("".join)


def in_qt(text: str, end: int) -> str:
    """Return what Qt's own text has before a place."""
    document = QTextDocument()
    document.setPlainText(text)
    cursor = QTextCursor(document)
    cursor.setPosition(Offsets(text).to_qt(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")


@given(LETTERS, st.data())
def test_places_are_the_same_in_qts_text(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    if text[place - 1 : place + 1] == "\r\n":
        return  # no node ends within a line end
    expected = text[:place].replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    assert in_qt(text, place) == expected


@given(LETTERS)
def test_every_place_leads_back(text: str) -> None:
    offsets = Offsets(text)
    for place in range(len(text) + 1):
        if text[place - 1 : place + 1] != "\r\n":
            back = offsets.from_qt(offsets.to_qt(place))
            assert offsets.to_qt(back) == offsets.to_qt(place)


def test_the_innermost_node_is_found() -> None:
    outline = parse(TEXT)
    place = TEXT.index("组织学生")
    node = node_at(outline, place)
    assert node is not None
    assert node.level is Level.MEASURE
    assert TEXT[slice(*node.source)].startswith("组织学生")
    assert node_at(outline, 0) is None


def test_marking_brings_a_span_into_sight(qtbot: QtBot) -> None:
    text = TEXT.replace("\n", "\r\n\r\n\r\n")
    outline = parse(text)
    pane = SourcePane(Theme())
    qtbot.addWidget(pane)
    pane.resize(300, 200)
    pane.show()
    pane.show_outline(outline)
    last = list(outline.walk())[-1]
    pane.mark(last.source)
    assert pane.verticalScrollBar().value() > 0
    selections = pane.extraSelections()  # they own their cursors
    marked = selections[-1].cursor.selectedText()
    assert marked.startswith(text[slice(*last.source)][:8])
    assert 0 <= pane.cursorRect().top() < 200
    pane.clear()
    pane.recolour()
    assert pane.extraSelections() == []


@given(
    st.lists(st.tuples(st.sampled_from(["level", "join", "out"]), st.integers(0, 20)), max_size=6), st.data()
)
def test_all_that_a_stretch_shows_is_tinted(steps: list[tuple[str, int]], data: st.DataObject) -> None:
    outline = parse(TEXT + "\n- 3 -\n\n（此件公开发布）\n")
    for step, number in steps:
        count = len(editing.headings(outline))
        if count == 0:
            break
        if step == "level":
            outline = editing.change_level(outline, number % count, 1 - number % 3)
        else:
            edit = editing.join_before if step == "join" else editing.leave_out
            outline = edit(outline, number % count)
    start = data.draw(st.integers(0, len(outline.source_text)))
    end = data.draw(st.integers(start, len(outline.source_text)))
    spans = [*(node.source for node in outline.walk()), *(one.source for one in outline.set_aside)]
    expected = [span for span in spans if span[0] <= end and span[1] > start]
    tinted = [tint.span for tint in _Tints(outline).within(start, end)]
    assert sorted(tinted) == sorted(expected)
    asides = [span for span in expected if span in [piece.source for piece in outline.set_aside]]
    assert tinted[len(tinted) - len(asides) :] == asides  # laid on last: they are shown over what holds them
