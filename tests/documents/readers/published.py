"""A document's paragraphs published in other forms: as PDF, OFD, a page of a web site, a saved page."""

import base64
import html
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_app.resources import FONTS

_FACES = tuple(FONTS / f"NotoS{name}.ttf" for name in ("erifSC-Regular", "ansSC-Regular", "ansSC-Rare"))
_NO_START = frozenset("，。、；：！？”’）》〕】,.;:!?)]")
SIZE, LEADING = 16.0, 29.0  # points
LEFT, TOP, BOTTOM, WIDTH = 28 * mm, 37 * mm, 35 * mm, 28 * 15.75
A_POINT = 1 / mm * 1.0  # in mm


class Faces:
    """Fonts that between them have every character; a character is drawn with the first that has it."""

    def __init__(self) -> None:
        self.names = []
        self._widths: dict[str, tuple[str, float]] = {}
        for file in _FACES:
            name = f"published-{file.stem}"
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(file)))
            self.names.append(name)

    def of(self, character: str) -> tuple[str, float]:
        """Return the font for a character and its width in em."""
        if character not in self._widths:
            for name in self.names:
                face = pdfmetrics.getFont(name).face  # type: ignore[attr-defined]
                if ord(character) in face.charToGlyph:
                    break
            self._widths[character] = name, pdfmetrics.stringWidth(character, name, 1)
        return self._widths[character]


def paragraphs(text: str) -> list[str]:
    return [
        line.strip("\ufeff \t\u3000\xa0\u200b")
        for line in text.split("\n")
        if line.strip("\ufeff \t\u3000\xa0\u200b")
    ]


def broken(
    paragraph: str, faces: Faces, width: float = WIDTH, indent: float = 2 * SIZE
) -> Iterator[tuple[float, str]]:
    """Yield the hard lines of a paragraph, each with its indent in points."""
    line, used = "", indent
    by = indent
    for character in paragraph:
        advance = faces.of(character)[1] * SIZE
        if used + advance > width and character not in _NO_START:
            yield by, line
            line, used, by = "", 0.0, 0.0
        line += character
        used += advance
    yield by, line


def write_pdf(text: str, path: Path, *, columns: int = 1, head: str = "") -> None:
    """Write hard lines on A4 with page numbers, in one or two columns; `head` stands on every page."""
    faces = Faces()
    gap = 3 * SIZE
    width = (WIDTH - gap * (columns - 1)) / columns
    lines = [line for paragraph in paragraphs(text) for line in broken(paragraph, faces, width)]
    a_column = int((A4[1] - TOP - BOTTOM) / LEADING) + 1
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for first in range(0, len(lines), a_column * columns):
        number = first // (a_column * columns) + 1
        for column in range(columns):
            begin = first + column * a_column
            for row, (indent, line) in enumerate(lines[begin : begin + a_column]):
                x = LEFT + column * (width + gap) + indent
                _draw(canvas, faces, line, x, A4[1] - TOP - SIZE - row * LEADING)
        if head:
            _draw(canvas, faces, head, LEFT, A4[1] - 20 * mm)
        _draw(canvas, faces, f"— {number} —", A4[0] / 2, 25 * mm)
        canvas.showPage()
    canvas.save()


def _draw(canvas: Canvas, faces: Faces, line: str, x: float, y: float) -> None:
    """Draw a line, each run in the font that has its characters."""
    run, font, begin = "", "", x
    for character in line:
        name, width = faces.of(character)
        if name != font and run:
            canvas.setFont(font, SIZE)
            canvas.drawString(begin, y, run)
            run, begin = "", x
        font, run, x = name, run + character, x + width * SIZE
    if run:
        canvas.setFont(font, SIZE)
        canvas.drawString(begin, y, run)


def write_ofd(text: str, path: Path) -> None:
    """Write a minimal OFD file: hard lines on A4, page numbers, a running head in a template."""
    faces = Faces()
    lines = [line for paragraph in paragraphs(text) for line in broken(paragraph, faces)]
    a_page = int((A4[1] - TOP - BOTTOM) / LEADING) + 1
    pages = [lines[first : first + a_page] for first in range(0, len(lines), a_page)]
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{n + 9}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            '</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
            f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        archive.writestr(
            "Doc_0/Tpls/Tpl_0/Content.xml", _ofd_page(space, [(28.0, 20.0, "云溪区文件汇编")], faces)
        )
        for number, page in enumerate(pages):
            placed = [
                ((LEFT + indent) / mm, (TOP + SIZE + row * LEADING) / mm, line)
                for row, (indent, line) in enumerate(page)
            ]
            placed.append((100.0, 275.0, f"— {number + 1} —"))
            content = _ofd_page(space, placed, faces, '<ofd:Template TemplateID="5" ZOrder="Background"/>')
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", content)


def _ofd_page(space: str, lines: list[tuple[float, float, str]], faces: Faces, template: str = "") -> str:
    objects = ""
    for left, base, line in lines:
        widths = [faces.of(character)[1] * SIZE / mm for character in line]
        steps = " ".join(f"{width:.3f}" for width, _following in pairwise(widths))
        objects += (
            f'<ofd:TextObject ID="1" Boundary="{left:.3f} {base - SIZE / mm:.3f} 160 6" Font="3" Size="{SIZE / mm:.3f}">'
            f'<ofd:TextCode X="0" Y="{SIZE / mm:.3f}" DeltaX="{steps}">{escape(line)}</ofd:TextCode></ofd:TextObject>'
        )
    return f"<ofd:Page {space}>{template}<ofd:Content><ofd:Layer ID='2'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def site_page(text: str, charset: str = "utf-8") -> str:
    """Return a page of a made-up school site with the text in its midst."""
    body = "\n".join(f"<p>&emsp;&emsp;{html.escape(paragraph)}</p>" for paragraph in paragraphs(text))
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>云溪教育网</title>
<style>.nav {{ color: red }}</style><script>var a = "一、脚本";</script></head>
<body>
<div class="header"><a href="/">云溪教育网</a><ul class="nav"><li><a href="/1">首页</a></li><li><a href="/2">政务公开</a></li>
<li><a href="/3">通知公告</a></li></ul></div>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/2">政务公开</a> &gt; 正文</div>
<div class="wrap"><div class="main"><div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div id="zoom" class="TRS_Editor">
{body}
</div></div>
<div class="sidebar"><h3>热门文章</h3><ol><li><a href="/a">关于开展春季体育活动的通知</a></li>
<li><a href="/b">一、如何填写申请表</a></li></ol></div></div>
<div style="display:none">隐藏的文字。</div>
<div class="related">相关阅读：<a href="/c">云溪区教育局2021年工作要点</a></div>
<div class="footer"><p>主办单位：云溪教育网 地址：云溪路1号</p><p>云ICP备00000000号</p></div>
</body></html>"""


def write_html(text: str, path: Path, charset: str = "utf-8") -> None:
    """Write the site's page in an encoding."""
    path.write_bytes(site_page(text, charset).encode(charset, "xmlcharrefreplace"))


def write_mht(text: str, path: Path, charset: str = "gb18030") -> None:
    """Write the site's page as a browser's archive."""
    page = base64.encodebytes(site_page(text, charset).encode(charset)).decode()
    path.write_bytes(
        (
            "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            '\ttype="text/html"; boundary="--=_part"\r\n\r\n----=_part\r\n'
            f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n'
            "----=_part\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
            "----=_part--\r\n"
        ).encode()
    )
