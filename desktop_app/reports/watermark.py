"""The watermark of the Word report: slanted letters behind the words of each page, as Word puts them."""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

LETTER = 165  # points: as high, and each as wide
COLOUR, OPACITY = "#cccccc", ".5"

_SHAPE = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:rPr><w:noProof/></w:rPr>
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
        path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas>
        <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
        <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
        <v:f eqn="sum @6 0 @5"/>
      </v:formulas>
      <v:path textpathok="t" o:connecttype="custom"
          o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
      <v:textpath on="t" fitshape="t"/>
      <v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
      <o:lock v:ext="edit" text="t" shapetype="t"/>
    </v:shapetype>
    <v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{place}" type="#_x0000_t136"
        style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin"
        o:allowincell="f" fillcolor="{colour}" stroked="f">
      <v:fill opacity="{opacity}"/>
      <v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt"/>
    </v:shape>
  </w:pict>
</w:r>
"""
_FIRST_PLACE = 2049  # Word numbers shapes of heads from here


def add_watermark(document: WordDocument, words: str) -> None:
    """Put words on every page, odd and even; "" puts none. Sections after the first take over its heads."""
    if not words:
        return
    first = document.sections[0]
    for number, header in enumerate((first.header, first.even_page_header), 1):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.paragraph_format.first_line_indent = Pt(0)
        _draw(paragraph, words, number)


def _draw(paragraph: Paragraph, words: str, number: int) -> None:
    run = parse_xml(
        _SHAPE.format(
            number=number,
            place=_FIRST_PLACE + number,
            width=LETTER * len(words),
            height=LETTER,
            colour=COLOUR,
            opacity=OPACITY,
        )
    )
    run.findall(".//{urn:schemas-microsoft-com:vml}textpath")[-1].set("string", words)
    paragraph._p.append(run)
