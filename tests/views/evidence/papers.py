"""Files as schools have them: photos turned by the camera, PDFs of some pages, Word and Excel files, plain text."""

from pathlib import Path

import docx
import openpyxl
from PIL import Image
from reportlab.pdfgen import canvas


def photo(
    path: Path, turned: int = 1, taken: str = "", colour: str = "navy", size: tuple[int, int] = (64, 32)
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[0x112] = turned
    if taken:
        exif[0x132] = taken
    image.save(path, exif=exif)
    return path


def pdf(path: Path, *pages: str) -> Path:
    paper = canvas.Canvas(str(path))
    for words in pages:
        paper.drawString(72, 700, words)
        paper.showPage()
    paper.save()
    return path


def word(path: Path, *paragraphs: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return path


def sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
