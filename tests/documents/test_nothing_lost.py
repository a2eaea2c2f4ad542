"""Rule 1 of the outline: every character of the source is in exactly one place, on any input."""

import itertools
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.documents.outline import Found, Level, Node, Outline, SetAside
from desktop_app.documents.parser import parse

NUMBERS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "3．",
    "４、",
    "40",
    "（1）",
    "①",
    "第一章 ",
    "第二条　",
    "1.1",
    "一是",
]
WORDS = [
    "加强德育工作",
    "。",
    "，",
    "2.0行动",
    "12345热线",
    "“三全”",
    "《办法》",
    "\n",
    "\n\n",
    "　　",
    " ",
    "5月底前",
    "附件",
    "附件：1.清单",
]
LINES = [
    "云溪区教育局2026年工作要点",
    "关于印发《云溪区教育局2026年工作要点》的通知",
    "云教〔2026〕3号",
    "各中小学、幼儿园：",
    "现印发给你们，请认真执行。",
    "云溪区教育局",
    "2026年2月3日",
    "202623",
    "— 3 —",
    "首页 > 政务公开",
    "发布时间：2026-02-03 来源：云溪区教育局",
    "索引号：",
    "發佈機關：雲溪區教育局 文號：雲教〔2026〕3號",
    "導語：本文來源于網友上傳，不代表本站觀點。",
    "雲溪區教育局工作計劃",
    "云溪区教育局办公室 2026年2月3日印发",
    "分享到：",
    "&nbsp;&nbsp;一、&quot;引号&quot;",
    "**1.加粗。**正文",
    "目录",
    "一、加强……………3",
]
pieces = st.lists(
    st.one_of(
        st.sampled_from(NUMBERS),
        st.sampled_from(WORDS),
        st.sampled_from(LINES).map(lambda s: f"\n{s}\n"),
        st.text(max_size=8),
    ),
    max_size=60,
)
sources = st.one_of(pieces.map("".join), st.text(max_size=400))


def filed(outline: Outline) -> list[Found | SetAside]:
    return [*outline.found, *outline.set_aside]


# What parts number, title and text, and may be in neither: numbers, stops, brackets and ornaments.
MARKS = frozenset(
    "一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾第部分篇编章节条0123456789０１２３４５６７８９①②③⑴⑵⑶㈠㈡㈢是"
    "、.．。，,：:；;!！?？…（）()【】〔〕[]#*•●■◆▲◇□★☆—-_ \t\xa0\u3000"
)


def spans_of_nodes(outline: Outline) -> list[tuple[int, int]]:
    return [node.source for node in outline.walk() if node.level is not Level.MEASURE]


def visible(source: str) -> set[int]:
    return {place for place, char in enumerate(source) if not char.isspace() and char not in "\u200b\ufeff"}


@settings(max_examples=400, deadline=None)
@given(sources)
@example("一、加强\n— 3 —\n德育")
@example("1.\n2.\n\x1c3.")
def test_every_character_is_in_exactly_one_place(source: str) -> None:
    outline = parse(source)
    apart = Counter(
        place for piece in filed(outline) for place in range(*piece.source) if place in visible(source)
    )
    assert all(times == 1 for times in apart.values()), "a character was filed twice outside the nodes"
    inside = Counter(
        place
        for span in spans_of_nodes(outline)
        for place in range(*span)
        if place not in apart and place in visible(source)
    )
    assert all(times == 1 for times in inside.values()), "a character belongs to two nodes"
    missing = visible(source) - apart.keys() - inside.keys()
    assert not missing, f"lost: {''.join(source[place] for place in sorted(missing))!r}"


@settings(max_examples=200, deadline=None)
@given(sources)
def test_pieces_say_what_the_source_says_there(source: str) -> None:
    outline = parse(source)
    for piece in filed(outline):
        assert source[slice(*piece.source)] == piece.text


def own_words(node: Node) -> str:
    return "".join(char for char in node.title + node.text if not char.isspace())


@settings(max_examples=200, deadline=None)
@given(sources.filter(lambda s: "&" not in s and "*" not in s))
def test_a_node_holds_the_words_of_its_place(source: str) -> None:
    """Title and text, marks between them aside, are what stands in the node's span."""
    outline = parse(source)
    apart = {place for piece in filed(outline) for place in range(*piece.source)}
    for node in outline.walk():
        if node.level is Level.MEASURE:
            continue
        there = [source[p] for p in range(*node.source) if p in visible(source) and p not in apart]
        for char in own_words(node):
            while there and there[0] != char:
                assert there.pop(0) in MARKS, "words before it are missing"
            assert there, "it has words that do not stand there"
            there.pop(0)
        assert all(char in MARKS for char in there), "words after it are missing"


@settings(max_examples=200, deadline=None)
@given(sources)
def test_measures_repeat_the_text_of_their_point(source: str) -> None:
    for node in parse(source).walk():
        measures = [child for child in node.children if child.level is Level.MEASURE]
        if measures:
            cut = "".join(m.title for m in measures)
            fold = str.maketrans("", "", "。；; \n\t\u3000\xa0")
            assert "".join(cut.translate(fold).split()) == "".join(node.text.translate(fold).split())
            assert all(
                a.source[1] <= b.source[0] or a.source == b.source for a, b in itertools.pairwise(measures)
            )
