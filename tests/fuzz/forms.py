"""The forms that are fuzzed: how an input of each is made, and what is done with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree

from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import pdf, read_source
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
    """A form: what its files end with, its sound files, how they are made bad, what is done with one.

    `quick` is the same without starting a process for each file, None where none is started.
    """

    name: str
    ending: str
    seeds: tuple[bytes, ...]
    mutation: m.Mutation
    use: Use
    quick: Use | None = None

    def make(self, number: int) -> bytes:
        """Return the input of a number: the same on every computer."""
        chance = Random(f"{self.name} {number}")
        return self.mutation(chance.choice(self.seeds), chance)


def all_forms() -> dict[str, Form]:
    """Return every form by its name."""
    zipped = m.one_of(m.in_zip(m.of_markup), m.in_zip(m.of_markup), m.in_zip(m.of_bytes), m.of_bytes)
    binary = m.one_of(m.of_bytes, m.of_numbers)
    page = m.one_of(m.of_markup, m.of_markup, m.of_bytes)
    text = m.one_of(m.of_lines, m.of_lines, m.of_bytes)
    objects = m.one_of(m.of_objects, m.of_bytes)
    packed = m.one_of(m.in_package, m.in_package, m.in_zip(m.of_bytes), m.of_bytes)
    seeds = all_seeds()

    def form(name: str, mutation: m.Mutation, use: Use, ending: str = "", quick: Use | None = None) -> Form:
        kind = name.removeprefix("evidence-")
        return Form(name, ending or kind, seeds[kind], mutation, use, quick)

    forms = (
        form("docx", zipped, _import),
        form("doc", binary, _import),
        form("rtf", m.one_of(m.of_rtf, m.of_rtf, m.of_bytes), _import),
        form("pdf", objects, _import, quick=_import_untried),
        form("ofd", zipped, _import),
        form("html", page, _import),
        form("mht", m.one_of(m.of_lines, m.of_bytes), _import),
        form("xlsx", zipped, _import),
        form("text", text, _import, "txt"),
        form("parser", text, _parse),
        form("package", packed, _restore),
        form("paste", text, _paste),
        form("evidence-docx", zipped, _extract),
        form("evidence-xlsx", zipped, _extract),
        form("evidence-pptx", zipped, _extract),
        form("evidence-doc", binary, _extract),
        form("evidence-pdf", objects, _look_apart, quick=_look),
        form("evidence-text", text, _extract, "txt"),
        form("photo", binary, _look, "jpg"),
    )
    return {one.name: one for one in forms}


def _import(path: Path) -> None:
    _check(read_source(path))


def _import_untried(path: Path) -> None:
    """As the program does with a PDF whose pages are known to open."""
    _check(pdf.read_while(path.read_bytes(), path.name, lambda _index: True))


def _check(source: SourceText) -> None:
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
