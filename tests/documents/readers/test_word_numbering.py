"""Automatic numbers: written out as Word shows them."""

from pathlib import Path

import pytest

from desktop_app.documents.readers import docx
from desktop_app.documents.readers.number_formats import format_number
from tests.documents.readers.word_files import level, lists, numbered, p, word_file

CHINESE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)


def labels(tmp_path: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    file = word_file(tmp_path / "a.docx", body, numbering=numbering, styles=styles)
    return docx.read(file).text.split("\n")


def start(depth: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 12, "十二"),
        ("taiwaneseCountingThousand", 30, "三十"),
        ("ideographDigital", 20, "二〇"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1999, "MCMXCIX"),
        ("none", 4, ""),
        ("unheardOf", 4, "4"),
        ("chineseCounting", 0, "0"),
        ("upperRoman", 5000, "5000"),
    ],
)
def test_formats(style: str, value: int, shown: str) -> None:
    assert format_number(value, style) == shown


def test_levels_restart_below_a_higher_one(tmp_path: Path) -> None:
    depths = [0, 1, 2, 2, 1, 2, 0, 2, 1]
    body = "".join(numbered("", 1, depth) for depth in depths)
    shown = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "1.", "（一）"]
    assert labels(tmp_path, body, lists(CHINESE)) == shown


@pytest.mark.parametrize(("restart", "last"), [("0", "3."), ("1", "3."), ("2", "1."), (None, "1.")])
def test_what_restarts_a_level(tmp_path: Path, restart: str | None, last: str) -> None:
    rule = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    family = level(0, "decimal", "%1、") + level(1, "decimal", "(%2)") + level(2, "decimal", "%3.", rule)
    body = "".join(numbered("", 1, depth) for depth in (0, 1, 2, 2, 1, 2))
    assert labels(tmp_path, body, lists(family))[-1] == last


def test_lists_of_one_family_count_together_until_one_starts_anew(tmp_path: Path) -> None:
    body = "".join(numbered("", number) for number in (1, 1, 2, 3, 3, 1))
    shown = labels(tmp_path, body, lists(level(0, "decimal", "%1."), "", start(0, 10)))
    assert shown == ["1.", "2.", "3.", "10.", "11.", "12."]


def test_an_overriding_level_has_its_own_look(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "第%1条")}</w:lvlOverride>'
    body = numbered("", 1) + numbered("", 2)
    assert labels(tmp_path, body, lists(level(0, "decimal", "%1."), own)) == ["1.", "第II条"]


def test_templates_of_several_levels_and_legal_numbers(tmp_path: Path) -> None:
    family = (
        level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerLetter", "%1-%2-%3")
    )
    body = "".join(numbered("", 1, depth) for depth in (0, 0, 1, 2, 2))
    assert labels(tmp_path, body, lists(family)) == ["第一章", "第二章", "2.1", "二-1-a", "二-1-b"]


def test_a_missing_higher_level_shows_its_start(tmp_path: Path) -> None:
    family = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
    assert labels(tmp_path, numbered("", 1, 1) + numbered("", 1, 0), lists(family)) == ["1.1", "1"]


def test_suffixes_and_bullets(tmp_path: Path) -> None:
    def made(suffix: str, style: str = "decimal", template: str = "%1.") -> str:
        return level(0, style, template).replace('w:val="nothing"', f'w:val="{suffix}"')

    body = numbered("甲", 1)
    assert labels(tmp_path, body, lists(made("tab"))) == ["1.\t甲"]
    assert labels(tmp_path, body, lists(made("tab").replace('<w:suff w:val="tab"/>', ""))) == ["1.\t甲"]
    assert labels(tmp_path, body, lists(made("space"))) == ["1. 甲"]
    assert labels(tmp_path, body, lists(made("space", "bullet", "\uf06c"))) == ["• 甲"]
    assert labels(tmp_path, body, lists(made("space", "none", ""))) == ["甲"]


def style(name: str, based_on: str = "", number: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr></w:style>"
    )


def styled(name: str, number: str = "") -> str:
    return p("", f'<w:pStyle w:val="{name}"/>{number}')


def test_numbers_come_down_from_style_to_style(tmp_path: Path) -> None:
    styles = (
        style("a", "", '<w:numId w:val="1"/>')
        + style("b", "a", '<w:ilvl w:val="1"/>')
        + style("c", "b")
        + style("d", "c", '<w:numId w:val="0"/>')
    )
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="2"/></w:numPr>'
    body = styled("a") + styled("b") + styled("c") + styled("d") + styled("a", off) + styled("c", deeper)
    assert labels(tmp_path, body, lists(CHINESE), styles) == ["一、", "（一）", "（二）", "", "", "1."]


def test_a_level_that_names_its_style_decides(tmp_path: Path) -> None:
    family = level(0, "decimal", "%1、") + level(1, "decimal", "（%2）", '<w:pStyle w:val="b"/>')
    styles = style("b", "", '<w:ilvl w:val="0"/><w:numId w:val="1"/>')
    assert labels(tmp_path, styled("b"), lists(family), styles) == ["（1）"]


def test_the_default_style_may_number(tmp_path: Path) -> None:
    default = style("a", "", '<w:numId w:val="1"/>').replace("<w:style ", '<w:style w:default="1" ')
    assert labels(tmp_path, p("甲") + p("乙"), lists(level(0, "decimal", "%1.")), default) == ["1.甲", "2.乙"]


def test_lists_linked_by_a_style(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/>{CHINESE}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = style("s", "", '<w:numId w:val="1"/>').replace('"paragraph"', '"numbering"')
    assert labels(tmp_path, numbered("", 2) + numbered("", 1), numbering, styles) == ["一、", "二、"]


def test_circles_of_styles_and_links_have_no_number(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = style("s", "t", '<w:numId w:val="2"/>') + style("t", "s")
    body = numbered("甲", 2) + numbered("乙", 99) + styled("t")
    assert labels(tmp_path, body, numbering, styles) == ["甲", "乙", ""]


def test_a_format_of_its_own_falls_back(tmp_path: Path) -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/>'
        '</mc:Fallback></mc:AlternateContent><w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert labels(tmp_path, numbered("", 1), lists(own)) == ["01."]
