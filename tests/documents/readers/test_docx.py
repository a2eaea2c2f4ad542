"""Word files: the five real documents, and each thing that a Word file can hide words in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.documents.readers import docx
from desktop_app.errors import YaodianError
from tests.documents.readers.word_files import (
    NS,
    automatic,
    level,
    lists,
    numbered,
    p,
    typed,
    word_file,
    write_parts,
)
from tests.shared import NAMES, SHARED, documents

FILES = Path(__file__).parent / "files"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, shown: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{shown}{marks[2]}"


def read(tmp_path: Path, body: str, **others: str) -> str:
    return docx.read(word_file(tmp_path / "a.docx", body, **others)).text


def score(file: Path, name: str, folder: Path) -> None:
    predicted = folder / "predicted.json"
    predicted.write_text(json.dumps(read_outline(file).to_json()), encoding="utf-8")
    gold = documents() / f"{name}.outline.json"
    scorer = SHARED / "tools" / "score_outline.py"
    done = subprocess.run(
        [sys.executable, scorer, gold, predicted], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_real_documents_with_typed_numbers(name: str, tmp_path: Path) -> None:
    text = (documents() / f"{name}.txt").read_text(encoding="utf-8")
    score(typed(tmp_path / f"{name}.docx", text), name, tmp_path)


@pytest.mark.parametrize("running", [True, False], ids=["running", "restarted"])
@pytest.mark.parametrize("by_style", [True, False], ids=["styles", "direct"])
@pytest.mark.parametrize("name", NAMES)
def test_real_documents_with_automatic_numbers(
    name: str, by_style: bool, running: bool, tmp_path: Path
) -> None:
    text = (documents() / f"{name}.txt").read_text(encoding="utf-8")
    score(automatic(tmp_path / f"{name}.docx", text, by_style, running), name, tmp_path)


@pytest.mark.parametrize("name", ["typed", "automatic"])
def test_a_file_of_another_writer(name: str) -> None:
    outline = read_outline(FILES / f"{name}.docx")
    assert [outline.count(depth) for depth in (Level.SECTION, Level.POINT)] == [2, 5]
    assert [node.title for node in outline.walk() if node.level is Level.SECTION] == [
        "加强党的建设",
        "提高教育质量",
    ]


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = (
        f"<w:p>{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:moveFrom>{run('走了')}</w:moveFrom><w:moveTo>{run('来了')}</w:moveTo></w:p>"
        f"<w:p><w:pPr>{deleted}</w:pPr>{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("删行") + "</w:tc></w:tr></w:tbl>"
    )
    assert read(tmp_path, body) == "甲乙\n来了\n前半后半"


def test_fields_show_their_result_and_no_page_numbers(tmp_path: Path) -> None:
    link = field("HYPERLINK &quot;http://example.invalid&quot;", run("附件"))
    nested = field("IF " + field("DATE", run("藏")) + " x", run("显"))
    simple = f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>'
    ringed = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,3)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    page = field("PAGE", run("3"))
    assert read(tmp_path, f"<w:p>{link}{nested}{simple}{page}{ringed}</w:p>" + p("乙")) == "附件显③\n乙"


def test_a_field_that_never_ends_swallows_nothing(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("还在")
    assert read(tmp_path, body).strip() == "还在"


def test_contents_are_set_aside(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("一、党建")
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    file = word_file(tmp_path / "a.docx", f"<w:p>{begin}{shown}</w:p>" + p("二、教学") + end + p("一、党建"))
    source = docx.read(file)
    assert [(aside.text, aside.reason) for aside in source.asides] == [
        ("一、党建", "contents"),
        ("二、教学", "contents"),
    ]


def test_characters_breaks_controls_and_links(tmp_path: Path) -> None:
    body = (
        '<w:p><w:hyperlink r:id="x">'
        + run("链接")
        + "</w:hyperlink><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t>"
        '<w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:softHyphen/></w:r>'
        "<w:sdt><w:sdtPr/><w:sdtContent>" + run("控件") + "</w:sdtContent></w:sdt>"
        "<w:r><w:ruby><w:rt>"
        + run("pin")
        + "</w:rt><w:rubyBase>"
        + run("拼")
        + "</w:rubyBase></w:ruby></w:r></w:p>"
        "<w:sdt><w:sdtContent>" + p("整段") + "</w:sdtContent></w:sdt>"
    )
    assert read(tmp_path, body) == "链接\t甲\n乙-☑控件拼\n整段"


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    inner = "<w:txbxContent>" + p("框里的话") + "</w:txbxContent>"
    body = (
        "<w:p>" + run("框外") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:p><w:r><w:pict><v:textbox>{inner.replace('框', '旧框')}</v:textbox></w:pict></w:r></w:p>"
    )
    assert read(tmp_path, body).split() == ["框外", "框里的话", "旧框里的话"]


def test_tables_rows_merged_cells_and_layout(tmp_path: Path) -> None:
    def cell(*lines: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, lines))}</w:tc>"

    restart, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl><w:tr>" + cell("组织", properties=restart) + cell("甲", "乙") + "</w:tr>"
        "<w:tr>" + cell("", properties=on) + cell("丙") + "</w:tr>"
        "<w:tr>" + cell("党建") + cell("1.学习。", "2.检查。") + "</w:tr></w:tbl>" + p("表后")
    )
    source = docx.read(word_file(tmp_path / "a.docx", body))
    assert source.text == "组织\t甲 乙\n丙\n党建\n1.学习。\n2.检查。\n表后"
    assert [(mark.kind, source.text[slice(*mark.span)][-3:]) for mark in source.marks] == [
        ("table", "检查。")
    ]


def test_hidden_words_are_left_out_with_a_warning(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="i"><w:name w:val="承"/><w:basedOn w:val="h"/></w:style>'
    )
    inherits = '<w:rStyle w:val="i"/>'
    shown = run("又见", inherits + '<w:vanish w:val="0"/>')
    body = f"<w:p>{run('看得见')}{run('看不见', '<w:vanish/>')}{run('也不见', inherits)}{shown}</w:p>"
    source = docx.read(word_file(tmp_path / "a.docx", body, styles=styles))
    assert source.text == "看得见又见"
    assert [warning.code for warning in source.warnings] == ["hidden_text"]


def test_notes_headers_and_footers_are_set_aside_as_whole_lines(tmp_path: Path) -> None:
    body = f'<w:p>{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    source = docx.read(
        word_file(
            tmp_path / "a.docx",
            body,
            footnotes=f'<w:footnote w:id="0">{p("线")}</w:footnote><w:footnote w:id="2">{p("见附件")}</w:footnote>',
            header1=p("教育局文件"),
            footer1="<w:p>" + run("— ") + field("PAGE", run("3")) + run(" —") + "</w:p>",
            footer2=p("内部资料"),
        )
    )
    assert source.text.split("\n") == ["正文", "见附件", "教育局文件", "内部资料"]
    assert [(aside.text, aside.reason) for aside in source.asides] == [
        ("见附件", "footnote"),
        ("教育局文件", "header"),
        ("内部资料", "footer"),
    ]
    assert all(source.text[slice(*aside.source)] == aside.text for aside in source.asides)


TABLE_LOOK = '<w:style w:type="table" w:styleId="t"><w:name w:val="格"/><w:tblPr><w:jc w:val="left"/></w:tblPr></w:style>'


@pytest.mark.parametrize(
    "others",
    [
        "",
        TABLE_LOOK,
        '<w:style w:type="table" w:styleId="e"/>',
        '<w:style w:type="table" w:styleId="e"/>' + TABLE_LOOK * 2,
        f"<!-- {TABLE_LOOK[:40]} -->",
    ],
    ids=["none", "table", "empty", "several", "comment"],
)
def test_styles_and_pages_are_marked(tmp_path: Path, others: str) -> None:
    styles = others + (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>' + others
    )
    broken = f'<w:p><w:r><w:br w:type="page"/></w:r>{run("第二页")}</w:p>'
    body = p("一、题", '<w:pStyle w:val="1"/>') + broken
    source = docx.read(word_file(tmp_path / "a.docx", body, styles=styles))
    words = {(mark.kind, mark.value): source.text[slice(*mark.span)].strip() for mark in source.marks}
    assert words == {("style", "heading 1"): "一、题", ("page", "1"): "一、题", ("page", "2"): "第二页"}


def test_strict_files(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    file = word_file(tmp_path / "a.docx", "")
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:document {NS}><w:body>{p('严格')}</w:body></w:document>".replace(usual, strict)
    write_parts(file, {"word/document.xml": body})
    assert docx.read(file).text == "严格"


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="没有文字"):
        read(tmp_path, p(" "))


def test_paragraphs_in_a_deleted_list_do_not_count(tmp_path: Path) -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    body = numbered("甲", 1) + gone + numbered("乙", 1)
    assert read(tmp_path, body, numbering=lists(level(0, "decimal", "%1."))) == "1.甲\n2.乙"
