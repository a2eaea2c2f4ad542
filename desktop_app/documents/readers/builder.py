"""Putting a source text together line by line, with the places of what stands in it."""

from desktop_app.documents.outline import SetAside, Span, Warning
from desktop_app.documents.source import Mark, SourceText

MAX_CHARACTERS = 5_000_000
MAX_LINES = 120_000  # some seconds of parsing, however short they are


class SourceBuilder:
    """Collects lines, the lines set aside, marks and warnings; knows where the next line will begin."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._asides: list[SetAside] = []
        self._marks: list[Mark] = []
        self._pages = [0]
        self.warnings: list[Warning] = []
        self.offset = 0

    @property
    def full(self) -> bool:
        """Tell whether the text is as long as the program will read."""
        return self.offset > MAX_CHARACTERS or len(self._lines) > MAX_LINES

    def add(self, text: str, reason: str | None = None) -> Span:
        """Add a paragraph (one line or more) and return its span; with a reason it is set aside."""
        start, end = self.offset, self.offset + len(text)
        self._lines.append(text)
        self.offset = end + 1
        if reason and text.strip():
            self._asides.append(SetAside(text, reason, (start, end)))
        return start, end

    def mark(self, kind: str, value: str, span: Span) -> None:
        """Note what stands at a place; an empty place is nothing to note."""
        if span[0] < span[1]:
            self._marks.append(Mark(kind, value, span))

    def new_page(self) -> None:
        """Note that a page begins where the next line will."""
        self._pages.append(self.offset)

    def build(self) -> SourceText:
        """Return what was collected."""
        text = "\n".join(self._lines)
        if len(self._pages) > 1:
            ends = [*self._pages[1:], len(text)]
            for number, (start, end) in enumerate(zip(self._pages, ends, strict=True), 1):
                self.mark("page", str(number), (start, min(end, len(text))))
        marks = sorted(self._marks, key=lambda mark: mark.span)
        return SourceText(text, tuple(self._asides), tuple(self.warnings), tuple(marks))
