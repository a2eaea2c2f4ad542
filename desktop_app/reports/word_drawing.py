"""What stands in a line of the Word report like a letter: a chart, a photo."""

from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

EMU = 12_700  # a point, in the unit of drawings

_INLINE = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  ><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"
  /><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{name}" descr=""
  /><wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>
"""


def add_drawing(
    paragraph: Paragraph, graphic: str, size: tuple[float, float], number: int, name: str, told: str
) -> None:
    """Add a drawing so wide and high (points) to a paragraph.

    `graphic` is its a:graphicData, `number` one that no other drawing of the document has, `told` what a
    reader hears who does not see it.
    """
    wide, high = (round(length * EMU) for length in size)
    run = parse_xml(_INLINE.format(wide=wide, high=high, number=number, name=name, graphic=graphic))
    (properties,) = run.iter(f"{{{run.nsmap['wp']}}}docPr")
    properties.set("descr", told)
    paragraph._p.append(run)
