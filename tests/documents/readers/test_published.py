"""The five real documents, published as PDF, OFD and web pages: the same outline each time."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from desktop_app.documents.parser import parse
from desktop_app.documents.readers import html, ofd, pdf
from desktop_app.documents.source import SourceText
from tests.documents.readers.published import write_html, write_mht, write_ofd, write_pdf
from tests.shared import NAMES, SHARED, documents

FORMS: dict[str, tuple[Callable[[str, Path], None], Callable[[Path], SourceText], float]] = {
    "one-column.pdf": (partial(write_pdf, head="云溪区文件汇编"), pdf.read, 0.99),
    "two-columns.pdf": (partial(write_pdf, columns=2), pdf.read, 0.99),
    "print.ofd": (write_ofd, ofd.read, 1.0),
    "utf-8.html": (write_html, html.read, 1.0),
    "gb18030.htm": (partial(write_html, charset="gb18030"), html.read, 1.0),
    "archive.mht": (write_mht, html.read, 1.0),
}


def figures(name: str, source: SourceText, folder: Path) -> dict[str, float]:
    predicted = folder / "predicted.json"
    predicted.write_text(json.dumps(parse(source, name).to_json()), encoding="utf-8")
    scorer, gold = SHARED / "tools" / "score_outline.py", documents() / f"{name}.outline.json"
    run = subprocess.run(
        [sys.executable, scorer, gold, predicted], capture_output=True, text=True, check=False
    )
    return {key: float(value) for key, value in re.findall(r"(\w+) ([01]\.\d{3})\b", run.stdout)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_gives_the_same_outline(name: str, form: str, tmp_path: Path) -> None:
    write, read, least = FORMS[form]
    file = tmp_path / form
    write((documents() / f"{name}.txt").read_text(encoding="utf-8"), file)
    source = read(file)
    for aside in source.asides:
        assert source.text[slice(*aside.source)] == aside.text
    scores = figures(name, source, tmp_path)
    assert min(scores[key] for key in ("structure", "titles", "texts")) >= least, scores
