"""Files of every kind that evidence comes in, made anew."""

import io
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[1]
OLD_WORD = ROOT / "documents" / "readers" / "files" / "rich.doc"
_SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld>{paragraphs}</p:cSld></p:sld>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("第一页：消防演练方案")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "时间", "9月12日"
    document.save(str(path))
    return path


def excel(path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "签到"
    first.append(["姓名", "学时"])
    first.append(["王老师", 32])
    book.create_sheet("汇总").append(["合计", 32])
    book.save(path)
    return path


def slides(path: Path, *texts: str) -> Path:
    """A deck whose slides are stored in another order than they are shown in."""
    names = [f"slide{len(texts) - place}.xml" for place in range(len(texts))]
    ids = "".join(f'<p:sldId id="{256 + place}" r:id="r{place}"/>' for place in range(len(texts)))
    parts = {
        "_rels/.rels": _RELATIONS.format(
            all=f'<Relationship Id="a" Type="{_KIND}officeDocument" Target="ppt/presentation.xml"/>'
        ),
        "ppt/presentation.xml": (
            '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"<p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": _RELATIONS.format(
            all="".join(
                f'<Relationship Id="r{place}" Type="{_KIND}slide" Target="slides/{name}"/>'
                for place, name in enumerate(names)
            )
        ),
    }
    for name, text in zip(names, texts, strict=True):
        lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
        parts[f"ppt/slides/{name}"] = _SLIDE.format(paragraphs=lines)
    return package(path, parts)


def package(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def pdf(path: Path, *pages: str, password: str | None = None) -> Path:
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=(300, 500), encrypt=password)
    for page in pages:
        canvas.setFont("STSong-Light", 20)
        canvas.drawString(30, 400, page)
        canvas.showPage()
    canvas.save()
    return path


def scan(path: Path, pages: int = 2) -> Path:
    image = Image.new("L", (100, 150), 200)
    image.save(path, "PDF", save_all=True, append_images=[image] * (pages - 1))
    return path


def photo(path: Path, size: tuple[int, int] = (80, 40), turn: int = 1, taken: str = "") -> Path:
    """A picture whose upper left quarter is red as the file has it, with EXIF orientation and date."""
    image = Image.new("RGB", size, "blue")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = turn
    if taken:
        exif.get_ifd(0x8769)[36867] = taken
    image.save(path, exif=exif)
    return path


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF file of bare objects, the first the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer <</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def stream(content: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (head, len(packed), packed)


def nested_pdf(depth: int, width: int) -> bytes:
    """A page that draws a form that draws `width` forms, `depth` deep: width ** depth letters."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        stream(b"/X Do"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]"
    for level in range(depth):
        below = b"/Resources<</XObject<</X %d 0 R>>>>" % (7 + level)
        objects.append(stream(b"/X Do " * width, form + below))
    objects.append(stream(b"BT /F 12 Tf (x) Tj ET", form + b"/Resources<</Font<</F 5 0 R>>>>"))
    return raw_pdf(objects)
