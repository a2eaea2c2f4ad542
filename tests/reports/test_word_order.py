"""The order of elements in the Word report: Word refuses what LibreOffice forgives (ECMA-376, part 1, annex A)."""

import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree

from desktop_app.reports.content import Report
from desktop_app.reports.word import write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tblCellMar": "top start left bottom end right",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p",
    "p": "pPr r bookmarkStart bookmarkEnd",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
FREE = {"p": {"r", "bookmarkStart", "bookmarkEnd"}}  # these come in any order


@pytest.fixture(scope="module")
def parts(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    path = tmp_path_factory.mktemp("order") / "a.docx"
    write_word(report, path, watermark="草稿")
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(package.read(name)) for name in names}


def elements(parts: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    for root in parts.values():
        yield from root.iter(f"{W}{name}")


@pytest.mark.parametrize("name", ORDERS)
def test_children_come_in_the_order_of_the_standard(parts: dict[str, etree._Element], name: str) -> None:
    order = ORDERS[name].split()
    found = 0
    for element in elements(parts, name):
        children = [str(child.tag).removeprefix(W) for child in element]
        assert set(children) <= set(order), children
        fixed = [order.index(child) for child in children if child not in FREE.get(name, ())]
        assert fixed == sorted(fixed), children
        once = [child for child in fixed if name in ("pPr", "rPr", "tblPr", "tcPr")]
        assert len(set(once)) == len(once), children
        found += 1
    assert found


def test_every_cell_ends_in_a_paragraph_and_every_row_is_whole(parts: dict[str, etree._Element]) -> None:
    for table in elements(parts, "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert len(cells) == columns
            assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_names_of_places_and_shapes_are_used_once(parts: dict[str, etree._Element]) -> None:
    for attribute in ("id", "name"):
        marks = [one.get(f"{W}{attribute}") for one in elements(parts, "bookmarkStart")]
        assert len(set(marks)) == len(marks) > 0


def test_fields_are_begun_separated_and_ended(parts: dict[str, etree._Element]) -> None:
    fields = 0
    for root in parts.values():
        waiting: list[str] = []  # of each field within another: what came last
        for one in root.iter(f"{W}fldChar"):
            kind = one.get(f"{W}fldCharType")
            if kind == "begin":
                waiting.append("begin")
                fields += 1
            elif kind == "separate":
                assert waiting.pop() == "begin"
                waiting.append("separate")
            else:
                assert waiting.pop() == "separate"
        assert waiting == []
    assert fields > 10
