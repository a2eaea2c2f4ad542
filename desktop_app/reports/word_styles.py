"""The styles of the Word report: faces of official papers by role, each to be changed in one place.

They replace those that python-docx brings, so that the list of styles shows what the report uses and no more.
"""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

BODY, SMALL, FINE = 16.0, 12.0, 10.5  # 3号, 小四, 五号; Word knows half points only
PITCH = -0.25  # points: 28 characters of 3号 a line, as GB/T 9704 wants, where 27 would fit
LEADING, SMALL_LEADING, FINE_LEADING = 28.95, 19.3, 15.5
INDENT = 2 * (BODY + PITCH)
BAR = 36.0  # points from the left: the upright rule beside the bureau's words
TITLE, HEI, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
HEADING = "Heading {}"  # by levels from 1
CONTENTS, CONTENTS_LINE = "TOC Heading", "toc {}"
CAPTION, FIGURE_CAPTION, FIGURE = "Caption", "图题", "图"
NAME, SUBJECT, BELOW_NAME = "报告名称", "报告标题", "封面说明"
COVER_LABEL, COVER_VALUE = "封面栏目", "封面内容"
STATE, TALLY, BUREAU, MEASURE, MEASURE_NOTE = "状态", "小结", "教育局原文", "举措", "举措说明"
FILES, LACKING, NOTHING = "佐证", "未填写", "没有内容"
HEAD, CELL, CENTRED = "表头", "表格文字", "表格居中"
FORM_LINE, SIGNED, OPINION = "填写栏", "签字", "意见栏"
PHOTO_TITLE, PHOTO_SECTION = "照片页标题", "照片章"
PHOTO_PLACE, PHOTO_LINE, PHOTO_LOST = "照片要点", "图片说明", "照片缺失"
LABEL = "标签"  # of characters
TABLE, GRID = "报告表格", "Table Grid"
MOST_LEVELS = 4

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BUILT_IN = {
    "Caption": "caption",
    "Footer": "footer",
    "Header": "header",
    **{HEADING.format(level): f"heading {level}" for level in range(1, MOST_LEVELS + 1)},
}  # the names in the file of those that have others on screen
_QUIET = "6B6B6B"
_PRIORITY = {"Normal": 0, CONTENTS: 39, "Header": 99, "Footer": 99}  # the place in Word's list of styles


@dataclass(frozen=True)
class Look:
    """How a style of paragraphs looks; lengths in points, `first` in characters, `tabs` as (kind, place).

    `leading` is exact, None as high as what stands in the line. `breaks`: a page begins with it. `line`:
    the side of a gray line. `level` is that in Word's navigation, from 1.
    """

    name: str
    face: str
    size: float
    leading: float | None
    first: int = 0
    left: float = 0.0
    hanging: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    align: str = "left"
    bold: bool = False
    keep: bool = False
    breaks: bool = False
    quiet: bool = False
    line: str = ""
    level: int | None = None
    tabs: tuple[tuple[str, float], ...] = ()

    @property
    def pitch(self) -> float:
        """How wide a character is, in points."""
        return self.size + PITCH if self.size == BODY else self.size


_HALF, _THIRD = LEADING / 2, LEADING / 3
_AREA = 442.2  # points: 156 mm
_DOTTED = '"right" w:leader="dot"'
_NORMAL = Look("Normal", FANG, BODY, LEADING, first=2, align="both")
_HEADINGS = (
    Look("Heading 1", TITLE, 18, LEADING, after=LEADING, align="center", keep=True, breaks=True, level=1),
    Look("Heading 2", HEI, BODY, LEADING, first=2, keep=True, level=2),
    Look("Heading 3", KAI, BODY, LEADING, first=2, keep=True, level=3),
    Look("Heading 4", FANG, BODY, LEADING, first=2, before=_THIRD, bold=True, keep=True, level=4),
)
_FRONT = (
    Look(SUBJECT, TITLE, 22, 38.6, before=LEADING * 3.5, after=_HALF, align="center"),
    Look(NAME, TITLE, 36, LEADING * 2, align="center"),
    Look(BELOW_NAME, KAI, BODY, LEADING, align="center"),
    Look(COVER_LABEL, HEI, BODY, LEADING),
    Look(COVER_VALUE, FANG, BODY, LEADING, align="center"),
    Look(CONTENTS, TITLE, 18, LEADING, after=_HALF, align="center", keep=True),
    *(
        Look(
            CONTENTS_LINE.format(level),
            HEI if level == 1 else SONG,
            SMALL,
            SMALL_LEADING,
            left=max(level - 2, 0) * 1.5 * SMALL,
            tabs=((_DOTTED, _AREA),),
        )
        for level in range(1, MOST_LEVELS + 1)
    ),
)
_BODY = (
    Look(STATE, SONG, SMALL, SMALL_LEADING, left=INDENT, keep=True),
    Look(TALLY, KAI, SMALL, SMALL_LEADING, left=INDENT, keep=True, quiet=True),
    Look(BUREAU, KAI, SMALL, SMALL_LEADING, first=2, left=BAR + 12, align="both", line="left"),
    Look(MEASURE, KAI, SMALL, SMALL_LEADING, left=BAR + 30, hanging=18, align="both", line="left"),
    Look(MEASURE_NOTE, SONG, SMALL, SMALL_LEADING, left=BAR + 30, align="both", line="left"),
    Look(FILES, SONG, SMALL, SMALL_LEADING, left=INDENT + 5 * SMALL, hanging=5 * SMALL),
    Look(LACKING, KAI, SMALL, SMALL_LEADING, left=INDENT, quiet=True),
    Look(NOTHING, KAI, SMALL, SMALL_LEADING, align="center", quiet=True),
    Look(CAPTION, HEI, SMALL, SMALL_LEADING, before=6, after=3, align="center", keep=True),
    Look(FIGURE_CAPTION, HEI, SMALL, SMALL_LEADING, after=6, align="center"),
    Look(FIGURE, SONG, FINE, None, before=6, align="center", keep=True),
    Look(HEAD, HEI, FINE, FINE_LEADING, align="center"),
    Look(CELL, SONG, FINE, FINE_LEADING),
    Look(CENTRED, SONG, FINE, FINE_LEADING, align="center"),
    # With a seal the date ends four characters from the right, the seal above it (7.3.5.1).
    Look(SIGNED, FANG, BODY, LEADING, left=INDENT, tabs=(('"center"', 256.0),)),
    Look(OPINION, FANG, BODY, LEADING, align="center"),
    Look(FORM_LINE, FANG, BODY, LEADING),
    Look(PHOTO_TITLE, TITLE, 18, LEADING, align="center", keep=True),
    Look(PHOTO_SECTION, HEI, SMALL, SMALL_LEADING, after=6, keep=True, breaks=True, line="bottom", level=1),
    Look(PHOTO_PLACE, KAI, SMALL, SMALL_LEADING, before=6, keep=True, tabs=(('"right"', _AREA),)),
    Look(PHOTO_LINE, SONG, SMALL, SMALL_LEADING, left=SMALL, right=SMALL, after=6, align="center"),
    Look(PHOTO_LOST, KAI, SMALL, SMALL_LEADING, before=90, after=90, align="center", keep=True, quiet=True),
    Look("Header", SONG, FINE, FINE_LEADING),
    Look("Footer", SONG, 14, 16.0, left=14, right=14),
)
_TABLES = """<w:styles {namespace}>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="{label}"><w:name w:val="{label}"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="1"/><w:qFormat/>
<w:rPr><w:rFonts w:ascii="{hei}" w:hAnsi="{hei}" w:eastAsia="{hei}"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders><w:top {thin}/><w:left {thin}/><w:bottom {thin}/>
<w:right {thin}/><w:insideH {thin}/><w:insideV {thin}/></w:tblBorders></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="{table}"><w:name w:val="{table}"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/><w:tblPr>
<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>
<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="50" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>
<w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
</w:styles>"""
_DEFAULTS = """<w:docDefaults {namespace}><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="Times New Roman"/>
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""


def look_of(style: str | None) -> Look:
    """Return how the paragraphs of a style look, by its id; None is that of the document itself."""
    return _BY_ID[style or _NORMAL.name]


def style_id(name: str) -> str:
    """Return the id under which a style is kept."""
    return name.replace(" ", "")


def set_styles(document: WordDocument) -> None:
    """Put the report's styles in the place of those that came with the document."""
    styles = document.styles.element
    for old in styles.findall(qn("w:style")):
        styles.remove(old)
    (defaults,) = styles.findall(qn("w:docDefaults"))
    styles.replace(defaults, parse_xml(_DEFAULTS.format(namespace=_NAMESPACE, face=FANG)))
    for look in (_NORMAL, *_HEADINGS, *_FRONT, *_BODY):
        styles.append(parse_xml(_style(look)))
    line = 'w:val="single" w:sz="{}" w:space="0" w:color="000000"'
    others = _TABLES.format(
        namespace=_NAMESPACE, label=LABEL, hei=HEI, table=TABLE, thin=line.format(4), thick=line.format(8)
    )
    for style in list(parse_xml(others)):
        styles.append(style)


def _style(look: Look) -> str:
    """Return a style of paragraphs, its elements in the order of ECMA-376."""
    is_normal = look is _NORMAL
    known = is_normal or look.name in _BUILT_IN or look.name[:3].lower() in ("toc", "hea")
    name = _BUILT_IN.get(look.name, look.name)
    own = "" if known else ' w:customStyle="1"'
    first = ' w:default="1"' if is_normal else ""
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if look.level or look.name == FIGURE_CAPTION else ""
    return (
        f'<w:style {_NAMESPACE} w:type="paragraph"{first}{own} w:styleId="{style_id(look.name)}">'
        f'<w:name w:val="{name}"/>{based}{following}'
        f'<w:uiPriority w:val="{_PRIORITY.get(look.name, 1)}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _paragraph(look: Look) -> str:
    """Return how a style's paragraphs are laid out; each says all, else it would have the rest of Normal."""
    whether = {True: "", False: ' w:val="0"'}
    said = [f"<w:keepNext{whether[look.keep]}/>", f"<w:keepLines{whether[look.keep]}/>"]
    said += ["<w:pageBreakBefore/>"] if look.breaks else []
    if look.line:
        space = round(look.left - look.hanging - BAR) if look.line == "left" else 1
        line = f'w:val="single" w:sz="6" w:space="{space}" w:color="8C8C8C"'
        said.append(f"<w:pBdr><w:{look.line} {line}/></w:pBdr>")
    if look.tabs:
        stops = (f'<w:tab w:val={kind} w:pos="{_twentieths(place)}"/>' for kind, place in look.tabs)
        said.append(f"<w:tabs>{''.join(stops)}</w:tabs>")
    spaces = f'w:before="{_twentieths(look.before)}" w:after="{_twentieths(look.after)}"'
    lines = (
        f'w:line="{_twentieths(look.leading)}" w:lineRule="exact"'
        if look.leading
        else 'w:line="240" w:lineRule="auto"'
    )
    said.append(f"<w:spacing {spaces} {lines}/>")
    sides = f'w:left="{_twentieths(look.left)}" w:right="{_twentieths(look.right)}"'
    inward = f'w:firstLineChars="{100 * look.first}" w:firstLine="{_twentieths(look.first * look.pitch)}"'
    if look.hanging:
        inward = f'w:firstLineChars="0" w:hanging="{_twentieths(look.hanging)}"'
    said.append(f'<w:ind {sides} {inward}/><w:jc w:val="{look.align}"/>')
    if look.level:
        said.append(f'<w:outlineLvl w:val="{look.level - 1}"/>')
    return "".join(said)


def _letters(look: Look) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    pitch = PITCH if look.size == BODY else 0
    return (
        f'<w:rFonts w:ascii="{look.face}" w:hAnsi="{look.face}" w:eastAsia="{look.face}"/>{bold}'
        f'<w:color w:val="{_QUIET if look.quiet else "000000"}"/><w:spacing w:val="{_twentieths(pitch)}"/>'
        f'<w:sz w:val="{round(2 * look.size)}"/><w:szCs w:val="{round(2 * look.size)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    )


_BY_ID = {style_id(look.name): look for look in (_NORMAL, *_HEADINGS, *_FRONT, *_BODY)}


def _twentieths(points: float) -> int:
    return round(20 * points)
