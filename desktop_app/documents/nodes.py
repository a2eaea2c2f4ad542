"""Headings and the lines below them become the outline's nodes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.documents.duty import find_duty
from desktop_app.documents.heading import Heading
from desktop_app.documents.lines import Line, Paragraph, Wrapping, plain
from desktop_app.documents.measures import cut_measures
from desktop_app.documents.outline import Level, Node, Span, Target, Warning
from desktop_app.documents.paragraphs import join_lines
from desktop_app.documents.targets import find_targets_with_spans
from desktop_app.documents.titles import Cut, has_colon_title, natural_cut, repair_cuts
from desktop_app.i18n import _

_EDGE = "。；;：: "


@dataclass
class _Draft:
    """A heading with its paragraphs, before its children are known."""

    heading: Heading
    paragraphs: list[Paragraph]
    first: Paragraph | None  # the heading's own paragraph without its number
    cut: Cut = field(default=Cut(0, 0))
    targets: list[tuple[Target, int]] = field(default_factory=list)

    def find_targets(self, *, reports_results: bool) -> None:
        """Find what title and text promise; places count from the text's start, the title's are negative."""
        title = self.title() + "。"
        found = find_targets_with_spans(title + self.text(), reports_results=reports_results)
        self.targets = [(target, start - len(title)) for target, (start, _end) in found]

    def targets_between(self, start: int, end: int) -> tuple[Target, ...]:
        """Return the targets that begin in this part of the text."""
        return tuple(target for target, place in self.targets if start <= place < end)

    @property
    def words(self) -> str:
        return self.first.text if self.first else ""

    @property
    def span(self) -> Span:
        return self.paragraphs[0].start, self.paragraphs[-1].end

    def title(self) -> str:
        return plain(self.words[: self.cut.title]).strip(_EDGE)

    def text_places(self) -> list[int]:
        """Return the place in the source of every character of the text that is not blank."""
        body = self.first.split(self.cut.text)[1] if self.first else None
        pieces = [*(body.pieces if body else ()), *(line for p in self.paragraphs[1:] for line in p.pieces)]
        return [line.start + i for line in pieces for i, char in enumerate(line.text) if not char.isspace()]

    def text(self) -> str:
        body = plain(self.words[self.cut.text :])
        return "\n".join(part for part in (body, *(plain(p.text) for p in self.paragraphs[1:])) if part)


def build_nodes(
    lines: list[Line], headings: tuple[Heading, ...], wrapping: Wrapping, *, reports_results: bool
) -> tuple[tuple[Node, ...], list[Warning]]:
    """Return the tree of nodes that the headings and the lines below them make, and what was repaired."""
    ends = [*(heading.index for heading in headings), len(lines)][1:]
    drafts = [
        _draft(lines[heading.index : end], heading, wrapping)
        for heading, end in zip(headings, ends, strict=False)
    ]
    _cut_titles(drafts)
    for draft in drafts:
        draft.find_targets(reports_results=reports_results)
    nodes, position = _tree(drafts, 0, -1)
    assert position == len(drafts)
    return nodes, _repairs(drafts, wrapping)


def _draft(lines: list[Line], heading: Heading, wrapping: Wrapping) -> _Draft:
    paragraphs = join_lines(lines, wrapping, headed=True)
    length = heading.marker.length if heading.marker else 0
    _, first = paragraphs[0].split(length)
    if first is None and len(paragraphs) > 1:  # the number stands on a line of its own
        merged = Paragraph((*paragraphs[0].pieces, *paragraphs[1].pieces))
        paragraphs = [merged, *paragraphs[2:]]
        _, first = merged.split(length)
    return _Draft(heading, paragraphs, first)


def _cut_titles(drafts: list[_Draft]) -> None:
    for levels in ((Level.SECTION,), (Level.SUBSECTION, Level.POINT)):
        alike = [draft for draft in drafts if draft.heading.level in levels]
        words = [draft.words for draft in alike]
        by_colon = 2 * sum(map(has_colon_title, words)) > len(words)
        cuts = [natural_cut(draft.words, by_colon=by_colon) for draft in alike]
        if Level.POINT in levels:
            cuts = repair_cuts(words, cuts)
        for draft, cut in zip(alike, cuts, strict=True):
            draft.cut = cut


def _tree(drafts: list[_Draft], position: int, rank: int) -> tuple[tuple[Node, ...], int]:
    """Return the nodes from `position` on that rank below `rank`, and the position after them."""
    nodes = []
    while position < len(drafts) and drafts[position].heading.rank > rank:
        draft = drafts[position]
        children, after = _tree(drafts, position + 1, draft.heading.rank)
        nodes.append(_node(draft, children))
        position = after
    return tuple(nodes), position


def _node(draft: _Draft, children: tuple[Node, ...]) -> Node:
    heading, text = draft.heading, draft.text()
    end = len(text) if children else 0  # a leaf's text gives its targets to the measures
    if not children:
        children = _measures(text, draft)
    return Node(
        level=heading.level,
        number=heading.number,
        numbered=heading.marker is not None,
        title=draft.title(),
        text=text,
        source=draft.span,
        targets=draft.targets_between(-len(draft.words) - 1, end),
        children=children,
        duty=find_duty(text),
    )


def _measures(text: str, draft: _Draft) -> tuple[Node, ...]:
    """Cut a leaf's text into measures; counting visible characters finds each one's place in the source."""
    places = draft.text_places()
    known = len(places) == sum(not char.isspace() for char in text)
    nodes, used = [], 0
    for number, (start, end) in enumerate(cut_measures(text), start=1):
        words = text[start:end]
        length = sum(not char.isspace() for char in words)
        span = (places[used], places[used + length - 1] + 1) if known else draft.span
        targets = draft.targets_between(start, end)
        nodes.append(Node(Level.MEASURE, str(number), False, words.rstrip("。；;"), "", span, targets))
        used += length
    return tuple(nodes)


def _repairs(drafts: list[_Draft], wrapping: Wrapping) -> list[Warning]:
    warnings = []
    for draft, path in zip(drafts, _paths(drafts), strict=True):
        for code, message in _messages(draft, wrapping):
            words = message.format(number=draft.heading.number, title=draft.title())
            warnings.append(Warning(code, words, path, draft.span))
    return warnings


def _messages(draft: _Draft, wrapping: Wrapping) -> Iterator[tuple[str, str]]:
    """Yield (code, message) for each repair of a heading."""
    marker = draft.heading.marker
    if marker is None:
        yield "number_lost", _("“{title}”没有编号，按顺序补为“{number}”。")
    elif not marker.sure:
        yield "mark_lost", _("“{number}”后面缺少标点，按要点“{title}”处理。")
    if draft.cut.lost:
        yield "stop_lost", _("“{number}”的标题后缺少句号，按“{title}”断开。")
    if wrapping.width is None and any(len(paragraph.pieces) > 1 for paragraph in draft.paragraphs):
        yield "lines_joined", _("“{number} {title}”的文字被换行断开，已接上。")


def _paths(drafts: list[_Draft]) -> Iterator[str]:
    """Yield each heading's number path (一/3)."""
    above: list[Heading] = []
    for draft in drafts:
        above = [heading for heading in above if heading.rank < draft.heading.rank]
        above.append(draft.heading)
        yield "/".join(heading.number for heading in above)
