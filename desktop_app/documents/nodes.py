"""Headings and the lines below them become the outline's nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from desktop_app.documents.heading import Heading
from desktop_app.documents.leaves import complete
from desktop_app.documents.lines import Line, Paragraph, Wrapping, plain
from desktop_app.documents.numbering import Style
from desktop_app.documents.outline import Level, Node, Span, Warning
from desktop_app.documents.paragraphs import join_lines
from desktop_app.documents.titles import Cut, has_colon_title, natural_cut, repair_cuts, stock_cut
from desktop_app.i18n import _

_EDGE = "。；;：: "
_BRACKETS = "【】〖〗"
_FEWEST_SIBLINGS = 3  # fewer show no habit


@dataclass
class _Draft:
    """A heading with its paragraphs, before its children are known."""

    heading: Heading
    paragraphs: list[Paragraph]
    first: Paragraph | None  # the heading's own paragraph without its number
    cut: Cut = field(default=Cut(0, 0))

    @property
    def words(self) -> str:
        return self.first.text if self.first else ""

    @property
    def span(self) -> Span:
        return self.paragraphs[0].start, self.paragraphs[-1].end

    def title(self) -> str:
        edge = _EDGE + _BRACKETS if self._in_brackets else _EDGE
        return plain(self.words[: self.cut.title]).strip(edge)

    @property
    def _in_brackets(self) -> bool:
        marker = self.heading.marker
        return marker is not None and marker.style is Style.BRACKETED_TITLE

    def text_places(self) -> Sequence[int]:
        """Return the place in the source of every character of the text that is not blank."""
        body = self.first.after(self.cut.text) if self.first else None
        pieces = [*(body.pieces if body else ())]
        for paragraph in self.paragraphs[1:]:
            pieces += paragraph.pieces
        places = [_visible_places(line) for line in pieces]
        return places[0] if len(places) == 1 else list(chain.from_iterable(places))

    def node(self) -> Node:
        """Return the heading's node, without anything below it."""
        heading = self.heading
        numbered = heading.marker is not None and not self._in_brackets
        return Node(heading.level, heading.number, numbered, self.title(), self.text(), self.span)

    def text(self) -> str:
        body = plain(self.words[self.cut.text :])
        return "\n".join(part for part in (body, *(plain(p.text) for p in self.paragraphs[1:])) if part)


def _visible_places(line: Line) -> Sequence[int]:
    """Return the place in the source of every character of a line that is not blank."""
    if line.text.split() == [line.text]:  # the usual line
        return range(line.start, line.start + len(line.text))
    return [line.start + i for i, char in enumerate(line.text) if not char.isspace()]


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
    nodes, position = _tree(drafts, 0, -1, reports_results)
    assert position == len(drafts)
    return nodes, _repairs(drafts, wrapping)


def flat_nodes(paragraphs: Sequence[Paragraph], *, reports_results: bool) -> tuple[Node, ...]:
    """Return one point for each paragraph of a text without any headings, counted but not numbered."""
    nodes = []
    for number, paragraph in enumerate(paragraphs, start=1):
        heading = Heading(0, Level.POINT, str(number), number, None)
        draft = _Draft(heading, [paragraph], paragraph, natural_cut(paragraph.text))
        nodes.append(complete(draft.node(), (), draft.text_places(), reports_results=reports_results))
    return tuple(nodes)


def _draft(lines: list[Line], heading: Heading, wrapping: Wrapping) -> _Draft:
    paragraphs = join_lines(lines, wrapping, headed=True)
    length = heading.marker.length if heading.marker else 0
    first = paragraphs[0].after(length)
    if first is None and len(paragraphs) > 1:  # the number stands on a line of its own
        merged = Paragraph((*paragraphs[0].pieces, *paragraphs[1].pieces))
        paragraphs = [merged, *paragraphs[2:]]
        first = merged.after(length)
    return _Draft(heading, paragraphs, first)


def _cut_titles(drafts: list[_Draft]) -> None:
    for levels in ((Level.SECTION,), (Level.SUBSECTION, Level.POINT)):
        alike = [draft for draft in drafts if draft.heading.level in levels]
        words = [draft.words for draft in alike]
        for draft, text in zip(alike, words, strict=True):
            draft.cut = natural_cut(text)
        cuts = [
            stock_cut(draft.words) or (natural_cut(draft.words, by_colon=True) if colon else draft.cut)
            for draft, colon in zip(alike, _parted_by_colon(alike), strict=True)
        ]
        if Level.POINT in levels:
            cuts = repair_cuts(words, cuts)
        for draft, cut in zip(alike, cuts, strict=True):
            draft.cut = cut


def _parted_by_colon(drafts: list[_Draft]) -> list[bool]:
    """Tell for each of some headings whether a colon parts title and text there.

    It does where most of all have one, and among siblings where most have no other mark for it.
    """
    if 2 * sum(has_colon_title(draft.words) for draft in drafts) > len(drafts):
        return [True] * len(drafts)
    result: list[bool] = []
    for run in _sibling_runs(drafts):
        colons = sum(map(_is_cut_at_colon, run))
        result += [len(run) >= _FEWEST_SIBLINGS and 2 * colons > len(run)] * len(run)
    return result


def _is_cut_at_colon(draft: _Draft) -> bool:
    return draft.words[draft.cut.title : draft.cut.title + 1] in tuple("：:")


def _sibling_runs(drafts: list[_Draft]) -> Iterator[list[_Draft]]:
    """Yield headings of one level as long as they count on."""
    run: list[_Draft] = []
    for draft in drafts:
        before = run[-1].heading if run else draft.heading
        if run and (draft.heading.level is not before.level or draft.heading.value <= before.value):
            yield run
            run = []
        run.append(draft)
    if run:
        yield run


def _tree(
    drafts: list[_Draft], position: int, rank: int, reports_results: bool
) -> tuple[tuple[Node, ...], int]:
    """Return the nodes from `position` on that rank below `rank`, and the position after them."""
    nodes = []
    while position < len(drafts) and drafts[position].heading.rank > rank:
        draft = drafts[position]
        below, after = _tree(drafts, position + 1, draft.heading.rank, reports_results)
        places = [] if below else draft.text_places()
        nodes.append(complete(draft.node(), below, places, reports_results=reports_results))
        position = after
    return tuple(nodes), position


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
        yield "mark_lost", _("“{number}”后面缺少标点，按标题“{title}”处理。")
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
