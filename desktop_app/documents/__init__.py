"""Reading what the bureau published: one reader a format, then the parser."""

from pathlib import Path

from desktop_app.documents.outline import Outline

# What a dialog offers first. What is in a file decides how it is read, not how it is called.
DOCUMENT_SUFFIXES = (
    *(".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".txt", ".md", ".xlsx"),
    *(".html", ".htm", ".mht", ".mhtml", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"),
)


def read_outline(path: Path, paper: int | None = None) -> Outline:
    """Read a document and return its outline; raises YaodianError where the file cannot be read.

    Of several plans in a file `paper` chooses one (`Outline.papers`); where it is None the largest is read.
    """
    from desktop_app.documents.parser import parse  # here: start-up needs neither
    from desktop_app.documents.readers import read_source

    return parse(read_source(path), path.stem, paper)


def outline_of(text: str, name: str = "", paper: int | None = None) -> Outline:
    """Return the outline of a text that came without a file; `name` stands in for a title it lacks."""
    from desktop_app.documents.parser import parse

    return parse(text, name, paper)
