"""Reading what the bureau published: one reader a format, then the parser."""

from pathlib import Path

from desktop_app.documents.outline import Outline


def read_outline(path: Path) -> Outline:
    """Read a document and return its outline; raises YaodianError where the file cannot be read."""
    from desktop_app.documents.parser import parse  # here: start-up needs neither
    from desktop_app.documents.readers import read_source

    return parse(read_source(path), path.stem)
