"""The forms that are fuzzed: how an input of each is made, and what is done with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree

from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import read_source
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.evidence.apart import Apart
from desktop_app.evidence.extract import extract
from desktop_app.evidence.pictures import thumbnail
from desktop_app.models.unpacking import unpack
from desktop_app.models.values import ItemRow
from desktop_app.views.table.clipboard_table import cells_of, filling, looks_like_document
from desktop_app.views.table.columns import Column
from tests.fuzz import mutations as m
from tests.fuzz.seeds import all_seeds

_POINTS = [
    ItemRow(str(n), "", None, n, Level.POINT, str(n), True, f"要点{n}", "", None, None, None)
    for n in range(5)
]
Use = Callable[[Path], None]


@dataclass(frozen=True)
class Form:
    """A form: what its files end with, its sound files, how they are made bad, what is done with one."""

    ending: str
    seeds: tuple[bytes, ...]
    mutation: m.Mutation
    use: Use

    def make(self, name: str, number: int) -> bytes:
        """Return the input of a number: the same on every computer."""
        chance = Random(f"{name} {number}")
        return self.mutation(chance.choice(self.seeds), chance)


def all_forms() -> dict[str, Form]:
    """Return every form by its name."""
    zipped = m.one_of(m.in_zip(m.of_markup), m.in_zip(m.of_markup), m.in_zip(m.of_bytes), m.of_bytes)
    binary = m.one_of(m.of_bytes, m.of_numbers)
    page = m.one_of(m.of_markup, m.of_markup, m.of_bytes)
    text = m.one_of(m.of_lines, m.of_lines, m.of_bytes)
    seeds = all_seeds()

    def form(name: str, mutation: m.Mutation, use: Use, ending: str = "") -> Form:
        return Form(ending or name, seeds[name], mutation, use)

    return {
        "docx": form("docx", zipped, _import),
        "doc": form("doc", binary, _import),
        "rtf": form("rtf", m.one_of(m.of_rtf, m.of_rtf, m.of_bytes), _import),
        "pdf": form("pdf", m.one_of(m.of_objects, m.of_bytes), _import),
        "ofd": form("ofd", zipped, _import),
        "html": form("html", page, _import),
        "mht": form("mht", m.one_of(m.of_lines, m.of_bytes), _import),
        "xlsx": form("xlsx", zipped, _import),
        "text": form("text", m.one_of(m.of_bytes, m.of_lines), _import, "txt"),
        "parser": form("parser", text, _parse),
        "package": form(
            "package", m.one_of(m.in_package, m.in_package, m.in_zip(m.of_bytes), m.of_bytes), _restore
        ),
        "paste": form("paste", text, _paste),
        "evidence-docx": Form("docx", seeds["docx"], zipped, _extract),
        "evidence-xlsx": Form("xlsx", seeds["xlsx"], zipped, _extract),
        "evidence-pptx": Form("pptx", seeds["slides"], zipped, _extract),
        "evidence-doc": Form("doc", seeds["doc"], binary, _extract),
        "evidence-pdf": Form("pdf", seeds["pdf"], m.one_of(m.of_objects, m.of_bytes), _look_apart),
        "evidence-text": Form("txt", seeds["text"], text, _extract),
        "photo": Form("jpg", seeds["photo"], binary, _look),
    }


def _import(path: Path) -> None:
    source = read_source(path)
    spans = [aside.source for aside in source.asides] + [mark.span for mark in source.marks]
    assert all(0 <= start <= end <= len(source.text) for start, end in spans)
    parse(source)


def _parse(path: Path) -> None:
    parse(SourceText(path.read_bytes().decode("utf-8", "replace")))


def _restore(path: Path) -> None:
    folder = path.with_name("restored")
    before = set(_names(path.parent))
    try:
        unpack(path, folder)
    except YaodianError:
        assert set(_names(path.parent)) == before
        raise
    assert set(_names(path.parent)) == {*before, folder.name}
    rmtree(folder)


def _names(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.iterdir())


def _extract(path: Path) -> None:
    extract(path)


def _look(path: Path) -> None:
    extract(path)
    thumbnail(path)


def _look_apart(path: Path) -> None:
    """As the program does with a PDF: no reader of it can be stopped from within."""
    with Apart(2.0, 2.0) as apart:
        apart.extract(path)
        apart.thumbnail(path)


def _paste(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    looks_like_document(text)
    block = cells_of(text)
    for first in (0, 3):
        filling(block, _POINTS, list(Column)[first:], 2026, lambda _row, _column: "")
