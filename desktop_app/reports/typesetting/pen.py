"""Draws pages of strips on a reportlab canvas."""

import io
from math import hypot
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.pages import Page, Placed
from desktop_app.reports.typesetting.strips import Box, Link, Picture, Rule, Text

HATCH_STEP = 3.0
WATERMARK_SHARE, WATERMARK_SLANT, WATERMARK_GRAY = 0.6, 45, 0.91  # of the diagonal; degrees; 0 black to 1
BOLDER = 0.03  # of the em: how much a face without a bold is thickened


class Pen:
    """Draws on one canvas with the faces of one book."""

    def __init__(self, canvas: Canvas, book: FontBook) -> None:
        self._canvas = canvas
        self._book = book
        self._font: tuple[str, float] | None = None  # the last one named on this page

    def page(self, page: Page) -> None:
        """Draw what is on a page and set its bookmarks; the caller ends the page."""
        self._font = None
        for placed in page.placed:
            self._strip(placed)

    def watermark(self, words: str, width: float = grid.AREA_WIDTH, height: float = grid.AREA_HEIGHT) -> None:
        """Draw words large, light and slanted across a type area, before what is on the page; none for "".

        They are no part of what the page says: marked as such, readers that read aloud pass them by.
        """
        words = self._book.clean(words)
        if not words:
            return
        face = self._book.face(Role.HEI)
        wide = sum(map(face.measure, words))
        size = min(WATERMARK_SHARE * hypot(width, height) / wide, min(width, height) / 3)
        canvas = self._canvas
        canvas.addLiteral("/Artifact <</Type /Pagination /Subtype /Watermark>> BDC")
        canvas.saveState()
        canvas.translate(grid.LEFT + width / 2, grid.PAGE_HEIGHT - grid.TOP - height / 2)
        canvas.rotate(WATERMARK_SLANT)
        canvas.setFillGray(WATERMARK_GRAY)
        x = -wide * size / 2
        for name, part in face.runs(words):
            canvas.setFont(name, size)
            canvas.drawString(x, -size * 0.36, part)
            x += sum(map(face.measure, part)) * size
        canvas.restoreState()
        canvas.addLiteral("EMC")

    def _strip(self, placed: Placed) -> None:
        strip, canvas = placed.strip, self._canvas
        top = grid.PAGE_HEIGHT - grid.TOP - placed.y
        if strip.mark is not None:
            canvas.bookmarkHorizontalAbsolute(strip.mark.key, top)
            if strip.mark.title:
                canvas.addOutlineEntry(self._book.clean(strip.mark.title), strip.mark.key, strip.mark.depth)
        if strip.tag is not None:
            kind, number = strip.tag
            also = f" /Also [{' '.join(map(str, strip.also))}]" if strip.also else ""
            canvas.addLiteral(f"/{kind} <</N {number}{also}>> BDC")
        texts = []
        for op in strip.ops:
            if isinstance(op, Text):
                texts.append(op)
            else:
                self._shape(op, top)
        if texts:
            self._texts(texts, top)
        if strip.tag is not None:
            canvas.addLiteral("EMC")

    def _texts(self, texts: list[Text], top: float) -> None:
        """Write the texts of one strip.

        The commands are written as such: reportlab's text object takes a third of a report's time to format
        numbers and to say again what has not changed.
        """
        for bold in (False, True):
            chosen = [text for text in texts if self._book.face(text.role).emboldened is bold]
            if not chosen:
                continue
            commands = ["BT 2 Tr" if bold else "BT 0 Tr"]  # 2: fill and stroke
            if bold:
                self._canvas.setStrokeGray(chosen[0].gray)
                self._canvas.setLineWidth(chosen[0].size * BOLDER)
            self._write(commands, chosen, top)
            self._canvas.addLiteral(" ".join((*commands, "ET")))

    def _write(self, commands: list[str], texts: list[Text], top: float) -> None:
        """Add what draws the texts, saying what is new of spacing and gray; nothing is known from before."""
        spacing = gray = None
        for text in texts:
            face, size, y = self._book.face(text.role), text.size, top - text.y
            if text.gray != gray:
                gray = text.gray
                commands.append(f"{gray:g} g")
            for piece in text.pieces:
                x = grid.LEFT + text.x + piece.x * size
                if piece.spacing * size != spacing:
                    spacing = piece.spacing * size
                    commands.append(f"{spacing:.4f} Tc")
                for name, part in face.runs(piece.text):
                    commands.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm")
                    commands += self._shown(name, size, part)
                    if part is not piece.text:
                        x += sum(face.measure(character) + piece.spacing for character in part) * size

    def _shown(self, name: str, size: float, words: str) -> list[str]:
        """Return what shows words with a font: reportlab gives characters codes, 256 to a subset of it."""
        shown = []
        font: Any = pdfmetrics.getFont(name)
        document: Any = self._canvas._doc  # type: ignore[attr-defined]
        for subset, codes in font.splitString(words, document):
            internal = font.getSubsetInternalName(subset, document)
            if (internal, size) != self._font:
                self._font = internal, size
                shown.append(f"{internal} {size:g} Tf")
            shown.append(f"<{codes.hex()}> Tj")
        return shown

    def _shape(self, op: Rule | Box | Picture | Link, top: float) -> None:
        canvas = self._canvas
        if isinstance(op, Rule):
            line = _line(grid.LEFT + op.x1, top - op.y1, grid.LEFT + op.x2, top - op.y2)
            dots, no_dots = ("[0.6 3.4] 0 d ", " [] 0 d") if op.dots else ("", "")
            canvas.addLiteral(f"{op.gray:g} G {op.width:g} w {dots}{line} S{no_dots}")
        elif isinstance(op, Box):
            self._box(op, grid.LEFT + op.x, top - op.y - op.height)
        elif isinstance(op, Picture):
            x, y = grid.LEFT + op.x, top - op.y - op.height
            canvas.drawImage(ImageReader(io.BytesIO(op.content)), x, y, op.width, op.height)
        else:
            x, y = grid.LEFT + op.x, top - op.y
            canvas.linkRect("", op.target, (x, y - op.height, x + op.width, y), relative=0, thickness=0)

    def _box(self, box: Box, x: float, y: float) -> None:
        """Draw a rectangle from its lower left corner; commands written as such, as those of texts are."""
        frame = f"{x:.3f} {y:.3f} {box.width:.3f} {box.height:.3f} re"
        commands = ["0 G 0.5 w"]
        if box.fill is not None:
            commands.append(f"{box.fill:g} g {frame} f")
        if box.hatch or box.crossed:
            strokes = []
            start = x - box.height
            while start < x + box.width:
                strokes.append(_line(start, y, start + box.height, y + box.height))
                if box.crossed:
                    strokes.append(_line(start, y + box.height, start + box.height, y))
                start += HATCH_STEP
            commands.append(f"q {frame} W n 0.6 w {' '.join(strokes)} S Q")
        if box.framed:
            commands.append(f"{frame} S")
        self._canvas.addLiteral(" ".join(commands))


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the commands of a line's path."""
    return f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l"
