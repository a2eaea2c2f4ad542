"""Word files made for the tests, their XML written by hand where python-docx has no word for it."""

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

from desktop_app.documents.numbering import find_marker
from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LEVELS = (Level.SECTION, Level.SUBSECTION, Level.POINT)
CHINESE_LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>'
    '<w:lvlText w:val="%3."/></w:lvl>'
)


def write_parts(file: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a zip of parts; the content types and the root's relations are for LibreOffice."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file


def word_file(file: Path, body: str, **others: str) -> Path:
    """Write a .docx of a body's XML and of other parts' XML (styles="…", numbering="…", footer1="…")."""
    kinds = {name: re.sub(r"\d", "", name) for name in others}
    relations = "".join(
        f'<Relationship Id="r{index}" Target="{name}.xml" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kinds[name]}"/>'
        for index, name in enumerate(others)
    )
    roots = {"header": "hdr", "footer": "ftr"}
    parts = {
        f"word/{name}.xml": f"<w:{roots.get(kind, kind)} {NS}>{others[name]}</w:{roots.get(kind, kind)}>"
        for name, kind in kinds.items()
    }
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return write_parts(
        file,
        {
            "_rels/.rels": f'<Relationships xmlns="{package}">'
            f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
            **parts,
        },
    )


def p(text: str, properties: str = "") -> str:
    """Return a paragraph's XML."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """Return the XML of a paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, style: str, template: str, rest: str = "") -> str:
    """Return the XML of a list's level that starts at 1 and puts nothing after its number."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{rest}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{template}"/></w:lvl>'
    )


def lists(levels: str, *overrides: str) -> str:
    """Return numbering.xml's content: one family of lists, list 1 as it is, list 2 … with overrides."""
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in enumerate(("", *overrides), 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}'


def typed(file: Path, text: str) -> Path:
    """Write a text as a .docx, a line a paragraph, its numbers typed."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(file))
    return file


def automatic(file: Path, text: str, by_style: bool, running: bool = True) -> Path:
    """Write a text as a .docx, the numbers of its headings taken out and given by multi-level lists.

    Where a number is not the next, another list of the same family starts with it. `running`: the points
    count on by the list's own rule, else by such new starts.
    """
    headings = _headings(text)
    document = Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = CHINESE_LEVELS if running else CHINESE_LEVELS.replace('<w:lvlRestart w:val="0"/>', "")
    numbering.append(parse_xml(f'<w:abstractNum {NS} w:abstractNumId="7">{levels}</w:abstractNum>'))
    lists = _Lists(numbering.append, document.styles.element.append if by_style else None, running)
    start = 0
    for line in text.split("\n"):
        place = start + len(line) - len(line.lstrip())
        if place in headings:
            depth, value, length = headings[place]
            paragraph = document.add_paragraph(line.lstrip()[length:])
            paragraph._p.insert(0, parse_xml(lists.properties(depth, value)))
        else:
            document.add_paragraph(line)
        start += len(line) + 1
    document.save(str(file))
    return file


def _headings(text: str) -> dict[int, tuple[int, int, int]]:
    """Return where numbered headings stand: their depth, their number, its length in the text."""
    found = {}
    for node in parse(text).walk():
        marker = find_marker(text[node.source[0] :].split("\n", 1)[0])
        if node.level in LEVELS and marker and marker.number == node.number:
            found[node.source[0]] = (LEVELS.index(node.level), marker.value, marker.length)
    return found


class _Lists:
    """Gives each heading the list that numbers it rightly; by styles based on one another, or directly."""

    def __init__(
        self, add_list: Callable[..., None], add_style: Callable[..., None] | None, running: bool
    ) -> None:
        self._running = running
        self._add_list = add_list
        self._add_style = add_style
        self._made = 0
        self._next = [1, 1, 1]
        self._styled = 0
        self._new({})

    def properties(self, depth: int, value: int) -> str:
        if self._next[depth] != value:
            self._new({depth: value})
        self._next[depth] = value + 1
        for deeper in range(depth + 1, 2 if self._running else 3):
            self._next[deeper] = 1
        if self._add_style and self._made == 1:
            return f'<w:pPr {NS}><w:pStyle w:val="own{depth}"/></w:pPr>'
        return (
            f'<w:pPr {NS}><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{self._made}"/></w:numPr></w:pPr>'
        )

    def _new(self, starts: dict[int, int]) -> None:
        self._made += 1
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
            for depth, value in starts.items()
        )
        self._add_list(
            parse_xml(f'<w:num {NS} w:numId="{self._made}"><w:abstractNumId w:val="7"/>{overrides}</w:num>')
        )
        if self._add_style and self._made == 1:
            for style in _styles():
                self._add_style(parse_xml(style))


def _styles() -> Iterable[str]:
    """Return three styles that number: the list is named by the first, the level by each."""
    yield (
        f'<w:style {NS} w:type="paragraph" w:styleId="own0"><w:name w:val="一级"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    for depth in (1, 2):
        yield (
            f'<w:style {NS} w:type="paragraph" w:styleId="own{depth}"><w:name w:val="{depth + 1}级"/>'
            f'<w:basedOn w:val="own{depth - 1}"/><w:pPr><w:numPr><w:ilvl w:val="{depth}"/></w:numPr></w:pPr></w:style>'
        )
