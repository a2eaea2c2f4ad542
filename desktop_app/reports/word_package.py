"""A new Word document of ours: its properties, settings, fonts and styles, and nothing left of a template."""

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml

from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.office import midnight, writable
from desktop_app.reports.word_styles import FANG, HEI, KAI, SONG, TITLE, set_styles

LONGEST_PROPERTY = 255  # characters; a package takes no more
CREATOR = "要点自评"
KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
}  # of what python-docx brings; its picture of an empty page would be shown for every report
_OF_PACKAGE = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
}
# Face, the name of it or of one like it that Word takes where it is missing, its family.
_FONTS = (
    (TITLE, "华文中宋", "roman"),
    (FANG, "仿宋_GB2312", "modern"),
    (KAI, "楷体_GB2312", "modern"),
    (HEI, "SimHei", "modern"),
    (SONG, "SimSun", "auto"),
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = (
    '<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
    '<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
)
# Mode 15 is that of Word 2013 and later: an older one is called 兼容模式 in the title of the window.
_OFFICE = 'w:uri="http://schemas.microsoft.com/office/word"'
_SETTINGS = f"""<w:settings {_W}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" {_OFFICE} w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
 {_OFFICE} w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" {_OFFICE} w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" {_OFFICE} w:val="1"/>
<w:compatSetting w:name="differentiateMultirowTableHeaders"
 {_OFFICE} w:val="1"/>
</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
 w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"
 w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""
_PROGRAM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{CREATOR}</Application></Properties>"
)


def new_document(report: Report, title: str) -> WordDocument:
    """Return an empty document with our papers' styles and settings, its properties those of a report."""
    document = docx.Document()
    part = document.part
    for rels in (part.rels, part.package.rels):
        for link in [link for link, rel in rels.items() if rel.reltype not in KEPT | _OF_PACKAGE]:
            del rels[link]
    _fill(part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE), _fonts())
    _fill(part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES), _PROGRAM)
    settings = document.settings.element
    settings[:] = list(parse_xml(_SETTINGS))
    set_styles(document)
    _describe(document, report, title)
    return document


def _fill(part: Part, xml: str) -> None:
    """Give a part that python-docx only carries along other contents."""
    part._blob = (_HEAD + xml).encode()


def _fonts() -> str:
    fonts = (_FONT.format(name=name, other=other, family=family) for name, other, family in _FONTS)
    return f"<w:fonts {_W}>{''.join(fonts)}</w:fonts>"


def _describe(document: WordDocument, report: Report, title: str) -> None:
    """Fill in the document's properties."""
    properties = document.core_properties
    properties.title = writable(title)[:LONGEST_PROPERTY]
    properties.author = writable(report.school.name)[:LONGEST_PROPERTY] or CREATOR
    properties.subject = writable(words.document_name(report))[:LONGEST_PROPERTY]
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = midnight(report.made_on).replace(tzinfo=None)
    properties.language = "zh-CN"
