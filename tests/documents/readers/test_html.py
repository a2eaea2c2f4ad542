import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import html
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from tests.documents.readers.published import site_page, write_html, write_mht

SENTENCE = "各校要把学生的身心健康放在首位，每天安排一小时体育活动，并报教育局备案。"
TEXT = "\n".join(
    [
        "云溪区教育局2026年工作要点",
        "一、抓好德育",
        f"1.落实任务。{SENTENCE}",
        f"2.建好队伍。{SENTENCE}",
        "云溪区教育局",
        "2026年2月3日",
    ]
)


def read(tmp_path: Path, page: str | bytes, name: str = "a.html") -> SourceText:
    (tmp_path / name).write_bytes(page.encode() if isinstance(page, str) else page)
    return html.read(tmp_path / name)


def lines(tmp_path: Path, body: str) -> list[str]:
    return read(tmp_path, f"<html><body>{body}</body></html>").text.split("\n")


def kept(source: SourceText) -> list[str]:
    aside = {span for piece in source.asides for span in range(*piece.source)}
    found, offset = [], 0
    for line in source.text.split("\n"):
        if offset not in aside:
            found.append(line.strip(" \u3000"))
        offset += len(line) + 1
    return found


def test_keeps_the_document_and_sets_the_site_aside(tmp_path: Path) -> None:
    source = read(tmp_path, site_page(TEXT))
    assert [line for line in kept(source) if "位置" not in line] == TEXT.split("\n")
    asides = {aside.text for aside in source.asides}
    assert {"首页", "热门文章", "1.关于开展春季体育活动的通知", "云ICP备00000000号"} <= asides
    assert all(aside.reason == "web" for aside in source.asides)
    for aside in source.asides:
        assert source.text[slice(*aside.source)] == aside.text
    assert "隐藏" not in source.text
    assert "脚本" not in source.text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb2312", "gb18030", "utf-16", "utf-16-le", "big5"]
)
@pytest.mark.parametrize("said", ["right", "nothing", "wrong"])
def test_reads_any_encoding_whatever_the_page_says(encoding: str, said: str, tmp_path: Path) -> None:
    text = (
        TEXT
        if encoding != "big5"
        else "教育局年度工作要點\n一、加強學校體育\n1.落實任務。各校要每天安排體育活動，並報教育局備查。"
    )
    declared = {
        "right": f'<meta charset="{encoding.removesuffix("-sig")}">',
        "nothing": "",
        "wrong": '<meta charset="iso-2022-kr">',
    }[said]
    page = f"<html><head>{declared}</head><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n"))
    assert read(tmp_path, page.encode(encoding)).text == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_reads_an_archive(charset: str, tmp_path: Path) -> None:
    write_html(TEXT, tmp_path / "a.html")
    write_mht(TEXT, tmp_path / "a.mht", charset)
    assert html.read(tmp_path / "a.mht").text == html.read(tmp_path / "a.html").text


def test_an_archive_may_be_quoted_printable(tmp_path: Path) -> None:
    page = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n"
    page += b"Content-Transfer-Encoding: quoted-printable\n\n<p>=E4=B8=80=E3=80=81=E5=\n=BE=B7=E8=82=B2</p>\n--x--\n"
    assert read(tmp_path, page, "a.mht").text == "一、德育"


def test_blocks_and_breaks_end_lines_and_blanks_collapse(tmp_path: Path) -> None:
    assert lines(tmp_path, "<div>甲<br>乙<p>丙 \n  丁</p>戊<span>己</span></div>") == [
        "甲",
        "乙",
        "丙丁",
        "戊己",
    ]
    assert lines(tmp_path, "<p>two\nwords</p><pre>一\n二</pre>") == ["two words", "一", "二"]


def test_entities_are_decoded(tmp_path: Path) -> None:
    assert lines(tmp_path, "<p>&ldquo;双减&rdquo;&#19968;&amp;</p>") == ["“双减”一&"]


def test_ordered_lists_show_their_numbers(tmp_path: Path) -> None:
    body = "<ol start=3><li>甲</li><li><p>乙</p></li><li value=9>丙</li></ol><ul><li>丁</li></ul><ol><li>1.戊</li></ol>"
    assert lines(tmp_path, body) == ["3.甲", "4.乙", "9.丙", "丁", "1.戊"]
    assert lines(tmp_path, '<ol style="list-style-type:cjk-ideographic"><li>甲<li>乙</ol>') == [
        "一、甲",
        "二、乙",
    ]


def test_a_row_of_cells_is_a_line_and_a_layout_table_is_none(tmp_path: Path) -> None:
    source = read(
        tmp_path, "<table><tr><td>序号</td><td><p>任务</p></td></tr><tr><td>1</td><td>德育</td></tr></table>"
    )
    assert source.text == "序号\t任务\n1\t德育"
    assert [(mark.kind, mark.value, mark.span) for mark in source.marks] == [
        ("table", "1", (0, 5)),
        ("table", "1", (6, 10)),
    ]
    assert lines(tmp_path, "<table><tr><td>旁栏</td><td><p>一、甲</p><p>二、乙</p></td></tr></table>") == [
        "旁栏",
        "一、甲",
        "二、乙",
    ]


@pytest.mark.parametrize(
    "container",
    [
        'id="js_content" style="visibility: hidden"',
        'class="TRS_Editor"',
        'id="zoom"',
        'id="UCAP-CONTENT"',
        'class="article-content"',
        'class="view TRS_UEDITOR"',
    ],
)
def test_nothing_after_a_known_container_is_the_documents(container: str, tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    source = read(
        tmp_path,
        f"<div><h1>关于要点的通知</h1><span>索引号：YX-1</span><div {container}>{body}</div><p>猜你喜欢</p><p>{SENTENCE}</p></div>",
    )
    assert kept(source) == ["关于要点的通知", "索引号：YX-1", *TEXT.split("\n")]


def test_a_page_without_a_known_container_loses_nothing(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    outline = parse(read(tmp_path, f"<div><div>{body}</div></div>"))
    assert [node.number for node in outline.walk() if node.level is Level.POINT] == ["1", "2"]
    assert (outline.issuer, outline.date) == ("云溪区教育局", "2026-02-03")


@pytest.mark.parametrize(
    "page",
    [
        b"<html></html>",
        b"<script>1</script>",
        b"\0\0\0",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--",
        b"<a>" * 500_000,
    ],
)
def test_a_page_without_text_gives_a_sentence(page: bytes, tmp_path: Path) -> None:
    with pytest.raises(YaodianError):
        read(tmp_path, page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "一、德育",
        "<table><tr><td>" * 30_000 + "一、德育",
        "<p>一、" * 100_000,
        "<b>" * 300_000 + "一、德育",
        "<p " + " ".join(f'a{number}="1"' for number in range(120_000)) + ">一、德育</p>",
    ],
)
def test_a_monstrous_page_takes_no_time(page: str, tmp_path: Path) -> None:
    begin = time.process_time()
    with suppress(YaodianError):
        read(tmp_path, page)
    assert time.process_time() - begin < 30  # of work; it is two at most


def test_what_is_nested_too_deep_to_be_read_is_told(tmp_path: Path) -> None:
    for depth, codes in ((1000, []), (3000, ["text_left_out"])):
        source = read(tmp_path, f"<p>一、德育</p>{'<div>' * depth}深处{'</div>' * depth}<p>二、教学</p>")
        assert [warning.code for warning in source.warnings] == codes
        assert source.text.split("\n") == (["一、德育"] if codes else ["一、德育", "深处", "二、教学"])


def test_furniture_in_furniture_is_looked_through_once(tmp_path: Path) -> None:
    """Found by the fuzzing: each of many blocks in each other looked at all lines that it holds."""
    lines = "<p>云溪路1号</p>" * 3000
    begin = time.process_time()
    read(tmp_path, f"<p>一、德育工作要点。</p>{'<div class=nav>' * 1500}{lines}{'</div>' * 1500}")
    assert time.process_time() - begin < 10


PAGES = [site_page(TEXT).encode(), site_page(TEXT, "gb18030").encode("gb18030")]
TAGS = [
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<ol>",
    "<li>",
    "</ol>",
    "<br>",
    "<p>",
    "<div class=nav>",
    "</div>",
    "<pre>",
    "\n",
    "一、",
    "<!--",
    "&#x0;",
    "<h1>",
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_broken_page_gives_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    write_mht(TEXT, folder / "whole.mht")
    broken = bytearray(data.draw(st.sampled_from([*PAGES, (folder / "whole.mht").read_bytes()])))
    for _change in range(data.draw(st.integers(0, 12))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.one_of(st.sampled_from(TAGS).map(str.encode), st.binary(max_size=3))
        )
    check(folder / "broken.html", bytes(broken[: data.draw(st.integers(1, len(broken)))]))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=5)), max_size=40).map("".join))
def test_any_soup_of_tags_gives_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, page: str
) -> None:
    check(tmp_path_factory.getbasetemp() / "soup.html", page.encode("utf-8", "ignore") or b" ")


def check(path: Path, page: bytes) -> None:
    path.write_bytes(page)
    try:
        source = html.read(path)
    except YaodianError:
        return
    parse(source)
    for aside in source.asides:
        assert source.text[slice(*aside.source)] == aside.text
