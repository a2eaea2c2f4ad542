"""Writes the photo sheets for Word: two photos a page, what each shows above it, a line under it.

A photo lies on disk until it is written into the document, so that 400 take no more memory than one.
"""

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from desktop_app.evidence.pictures import Photograph, photograph
from desktop_app.reports import word_styles as styles
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.document import add, number_pages, set_page
from desktop_app.reports.forms import titled
from desktop_app.reports.office import WRITTEN, writable, write_package
from desktop_app.reports.papers import PHOTOS
from desktop_app.reports.photos import A_PAGE, DOTS, Photo, lost_words, photos_of
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH
from desktop_app.reports.watermark import add_watermark
from desktop_app.reports.word_drawing import EMU, add_drawing
from desktop_app.reports.word_package import new_document

HEADING, TITLE = 30.0, 58.0  # points: a section's heading, and the title of the whole
AROUND = 40.0  # the line above a photo, and what is between two
IN_LINE = 34  # characters of a line under a photo
MOST_LINES = 3  # that the room of a photo is cut by
NO_PHOTOS = "（没有照片）"
PHOTO = "照片 {}"

_GRAPHIC = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:ln w="4445"><a:solidFill><a:srgbClr val="8C8C8C"/></a:solidFill></a:ln></pic:spPr></pic:pic>'
    "</a:graphicData>"
)


class _OnDisk(Part):
    """A part of a package whose contents lie in a file until they are asked for."""

    def __init__(self, name: PackURI, kind: str, file: IO[bytes], contents: bytes) -> None:
        super().__init__(name, kind)
        self._file, self._length = file, len(contents)
        self._start = file.seek(0, io.SEEK_END)
        file.write(contents)

    @property
    def blob(self) -> bytes:
        """The contents."""
        self._file.seek(self._start)
        return self._file.read(self._length)


def write_word_photos(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write the photos of a report for Word, whole or not at all; return how many were found again.

    A photo that is gone or cannot be read has a line that says so. The same report and photos give the same
    bytes. Raises YaodianError where the file cannot be written, CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    return write_package(partial(_save, report, watermark, steps), report.made_on, path, steps, _read)


def _save(report: Report, watermark: str, steps: Steps, package: IO[bytes]) -> None:
    title = titled(report, PHOTOS)
    document = new_document(report, title)
    set_page(document.sections[0])
    number_pages(document, document.sections[0])
    add_watermark(document, watermark)
    add(document, title, styles.PHOTO_TITLE)
    add(document, f"学校：{words.school_name(report)}", styles.PHOTO_LINE)
    photos = photos_of(report)
    if not photos:
        add(document, NO_PHOTOS, styles.NOTHING)
    with TemporaryFile() as store:
        section = ""
        for number, photo in enumerate(photos, 1):
            steps.within(0, WRITTEN, number, len(photos))
            if photo.section != section:
                section = photo.section
                heading = add(document, section, styles.PHOTO_SECTION)
                heading.paragraph_format.page_break_before = None if number > 1 else False
            _add(document, photo, number, store)
        document.save(package)


def _add(document: WordDocument, photo: Photo, number: int, store: IO[bytes]) -> None:
    """Add a photo: what it shows, itself, the line under it; `number` runs from 1."""
    add(document, f"{photo.place}\t〔{photo.number}〕", styles.PHOTO_PLACE)
    lines = min(-(-len(photo.caption) // IN_LINE), MOST_LINES)
    room = AREA_HEIGHT - HEADING - (TITLE if number <= A_PAGE else 0)
    high = room / A_PAGE - AROUND - lines * styles.SMALL_LEADING
    shown = None
    if photo.path is not None:
        shown = photograph(photo.path, round(AREA_WIDTH * DOTS), round(high * DOTS))
    if shown is None:
        add(document, f"（{lost_words(photo)}）\n{photo.name}", styles.PHOTO_LOST)
    else:
        _draw(document, photo, number, shown, high, store)
    add(document, photo.caption, styles.PHOTO_LINE)


def _draw(
    document: WordDocument, photo: Photo, number: int, shown: Photograph, high: float, store: IO[bytes]
) -> None:
    name = PackURI(f"/word/media/image{number}.jpeg")
    part = _OnDisk(name, CONTENT_TYPE.JPEG, store, shown.jpeg)
    scale = min(AREA_WIDTH / shown.width, high / shown.height)
    size = shown.width * scale, shown.height * scale
    wide, high_in_emu = (round(length * EMU) for length in size)
    graphic = _GRAPHIC.format(
        number=number,
        name=PHOTO.format(number),
        link=document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE),
        wide=wide,
        high=high_in_emu,
    )
    paragraph = add(document, "", styles.FIGURE)
    add_drawing(paragraph, graphic, size, number, PHOTO.format(number), writable(photo.caption))


def _read(path: Path) -> Counts:
    """Count the photos of a finished document: the pictures that are in it, and the lines that one is not."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        links = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {link.get("Id"): f"word/{link.get('Target')}" for link in links}
        with package.open("word/document.xml") as text:
            found = sum(lost or targets.get(link) in names for lost, link in _shown(text))
    return Counts(0, found)


def _shown(text: IO[bytes]) -> Iterator[tuple[bool, str]]:
    """Yield, for each photo or line in its stead, whether it is lost, and the id of its picture."""
    for _event, element in etree.iterparse(text, tag=(qn("w:pStyle"), qn("a:blip"))):
        if element.tag == qn("a:blip"):
            yield False, element.get(qn("r:embed"), "")
        elif element.get(qn("w:val")) == styles.PHOTO_LOST:
            yield True, ""
