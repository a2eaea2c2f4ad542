"""The rows of a finished workbook, read back to see that all is there."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORDS, _FIGURE = f"{_SHEET}is/{_SHEET}t", f"{_SHEET}v"
_LETTERS = re.compile("[A-Z]+")


def read_rows(path: Path, sheet: int) -> Iterator[dict[str, str]]:
    """Yield the words of each row of a sheet, counted from 1, by their columns' letters.

    openpyxl would take as long for it as all of the writing. Only files that were just written are read.
    """
    with zipfile.ZipFile(path) as package, package.open(f"xl/worksheets/sheet{sheet}.xml") as stream:
        for _event, element in iterparse(stream):
            if element.tag == f"{_SHEET}row":
                yield dict(_words(element))
                element.clear()


def _words(row: Element) -> Iterator[tuple[str, str]]:
    for cell in row:
        found = (
            cell.find(f"{_SHEET}is/{_SHEET}t") if cell.get("t") == "inlineStr" else cell.find(f"{_SHEET}v")
        )
        if found is not None and found.text:
            place = _LETTERS.match(cell.get("r", ""))
            yield place.group() if place else "", found.text
