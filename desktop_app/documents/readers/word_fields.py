"""Word's fields: what they show counts, the code that makes it does not."""

import re

from desktop_app.documents.readers.number_formats import format_number

_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_CONTENTS = "TOC"
# A character in a ring is made by laying one over the other: eq \o\ac(○,3)
_RINGED = re.compile(r"^eq\s*\\o\s*\\a[clr]\s*\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.IGNORECASE)


class _Field:
    def __init__(self) -> None:
        self.code = ""
        self.kind = ""
        self.shows = False


class Fields:
    """The fields open at a place of the text, the innermost last; they may span paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self.covered = False  # what stands here is a field's code or a page's number: no text
        self.contents = False  # what stands here is a table of contents

    def begin(self) -> None:
        """Open a field: its code begins."""
        self._open.append(_Field())
        self._look()

    def code(self, text: str) -> None:
        """Take more of the code of the innermost field."""
        if self._open and len(self._open[-1].code) < 1000:
            self._open[-1].code += text

    def separate(self) -> None:
        """End the code: what the field shows begins."""
        if self._open:
            field = self._open[-1]
            field.shows = True
            field.kind = kind_of(field.code)
            self._look()

    def end(self) -> str:
        """Close the innermost field; return what it shows where it has no words of its own."""
        if not self._open:
            return ""
        field = self._open.pop()
        self._look()
        ringed = None if field.shows else _RINGED.match(field.code.strip())
        return format_number(int(ringed[1]), "decimalEnclosedCircle") if ringed else ""

    def end_paragraph(self) -> None:
        """Forget a code that the paragraph leaves open: a damaged one must not swallow what follows."""
        if self.covered:
            self._open = [field for field in self._open if field.shows and field.kind not in _PAGES]
            self._look()

    def _look(self) -> None:
        self.covered = any(not field.shows or field.kind in _PAGES for field in self._open)
        self.contents = any(field.shows and field.kind == _CONTENTS for field in self._open)


def kind_of(code: str) -> str:
    """Return the first word of a field's code: PAGE, TOC, HYPERLINK."""
    return (code.split(None, 1) or [""])[0].upper()


def is_page_number(code: str) -> bool:
    """Tell whether a field shows the number of a page or of all pages."""
    return kind_of(code) in _PAGES
