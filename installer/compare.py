"""What a report says, read without the program that wrote it, so that two can be compared."""

import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_lines(path: Path) -> list[str]:
    """Return the lines of a PDF's pages, as pdftotext reads them."""
    words = ["pdftotext", "-layout", str(path), "-"]
    told = subprocess.run(words, capture_output=True, encoding="utf-8", check=True).stdout
    return [line.strip() for line in told.splitlines() if line.strip()]


def excel_cells(path: Path) -> list[str]:
    """Return the cells of a workbook that hold something: sheet, address, what is in it."""
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        shared = []
        if "xl/sharedStrings.xml" in names:
            root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(part.itertext()) for part in root.iter(f"{_SHEET}si")]
        cells = []
        for name in sorted(name for name in names if name.startswith("xl/worksheets/sheet")):
            for cell in ElementTree.fromstring(book.read(name)).iter(f"{_SHEET}c"):
                text = "".join(cell.itertext())
                if cell.get("t") == "s":
                    text = shared[int(text)]
                if text:
                    cells.append(f"{Path(name).stem} {cell.get('r')} {text}")
    return cells


def word_paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a document that hold something, those in tables included."""
    with zipfile.ZipFile(path) as document:
        root = ElementTree.fromstring(document.read("word/document.xml"))
    texts = ("".join(part.text or "" for part in one.iter(f"{_WORD}t")) for one in root.iter(f"{_WORD}p"))
    return [text for text in texts if text]


READERS = {".pdf": pdf_lines, ".xlsx": excel_cells, ".docx": word_paragraphs}


def differences(one: Path, other: Path) -> tuple[int, list[str]]:
    """Return how many parts (lines, cells, paragraphs) a report has, and those that only one of two has."""
    read = READERS[one.suffix]
    first, second = read(one), read(other)
    if first == second:
        return len(first), []
    only = [f"- {part}" for part in first if part not in second]
    return len(first), (only + [f"+ {part}" for part in second if part not in first]) or ["another order"]
