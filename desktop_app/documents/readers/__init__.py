"""One reader a format; all give the same source text."""

from pathlib import Path

from desktop_app.documents.readers import text
from desktop_app.documents.source import SourceText


def read_source(path: Path) -> SourceText:
    """Return the text of a document; raises YaodianError where the file cannot be read."""
    return text.read(path)
