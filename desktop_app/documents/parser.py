"""From source text to outline: the whole way on one page."""

from dataclasses import replace

from desktop_app.documents.checks import check, no_headings
from desktop_app.documents.facts import Facts, claims_of, kind_of, year_of
from desktop_app.documents.front import Front, paper_title, read_front, title_in_notice, title_organisation
from desktop_app.documents.furniture import find_apart, set_aside_reason
from desktop_app.documents.lines import Line, Paragraph, Wrapping, split_lines
from desktop_app.documents.nodes import build_nodes, flat_nodes
from desktop_app.documents.outline import Found, Outline, SetAside
from desktop_app.documents.run_in import split_run_in_headings
from desktop_app.documents.segments import Segment, main_paper, split_papers
from desktop_app.documents.source import SourceText
from desktop_app.documents.tail import tail_start
from desktop_app.documents.vocabulary import SUMMARY

_PLAN_HEADINGS = 3  # fewer are a notice's own list


def parse(source: SourceText | str, name: str = "", paper: int | None = None) -> Outline:
    """Return the outline of a document's text; what has no place in it is set aside, nothing is refused.

    `name` stands in for a title where the document has none. Of several plans in a file `paper` chooses one;
    where it is None the one with the most headings is read.
    """
    if isinstance(source, str):
        source = SourceText(source)
    facts = Facts()
    lines, headings = split_run_in_headings(_without_page_furniture(_lines(source, facts), facts))
    wrapping = Wrapping.of(lines)
    segments = split_papers(lines, headings)
    plans = [segment for segment in segments if len(segment.headings) >= _PLAN_HEADINGS]
    main = main_paper(segments) if segments else Segment(0, 0, ())
    if paper is not None and 0 <= paper < len(plans):
        main = plans[paper]
    first = main.headings[0].index if main.headings else main.end
    notice = lines[: main.start]
    _file_notice(notice, facts)
    front = read_front(lines[main.start : first], facts, wrapping)
    end = tail_start(lines, main, wrapping)
    title = _title(front, notice) or name
    kind = "summary" if SUMMARY.search(title) else "plan"
    nodes, warnings = build_nodes(lines[:end], main.headings, wrapping, reports_results=kind == "summary")
    introduction = front.preamble
    if not nodes:  # a text without any headings: every paragraph a point
        nodes, introduction = flat_nodes(front.preamble, reports_results=kind == "summary"), ()
        warnings = [no_headings()]
    _file_tail(lines, end, main, facts)
    preamble = "\n".join(paragraph.text for paragraph in introduction)
    facts.claim("issuer", 40, title_organisation(title))
    outline = Outline(
        source_text=source.text,
        title=title,
        kind=kind,
        issuer=facts.get("issuer"),
        document_number=facts.get("document_number"),
        date=facts.get("date"),
        year=year_of(title) or _year_of_date(facts.get("date")),
        claims=claims_of(preamble),
        preamble=preamble,
        set_aside=tuple(sorted(facts.set_aside, key=lambda piece: piece.source)),
        found=tuple(
            sorted([*facts.found, *_found(front.title, introduction)], key=lambda piece: piece.source)
        ),
        warnings=(*source.warnings, *facts.warnings, *warnings),
        children=nodes,
        papers=tuple(paper_title(lines[plan.start : plan.headings[0].index + 1]) for plan in plans),
        paper=plans.index(main) if main in plans else 0,
    )
    return replace(outline, warnings=(*outline.warnings, *check(outline)))


def _title(front: Front, notice: list[Line]) -> str:
    """Return the paper's own title, or the one that the notice around it names."""
    if front.title and not title_in_notice(list(front.title)):
        return front.title_text
    return title_in_notice([*notice, *front.title]) or front.title_text


def _lines(source: SourceText, facts: Facts) -> list[Line]:
    """Return the lines of the source without what its reader set aside."""
    lines = split_lines(source.text)
    if not source.asides:
        return lines
    facts.set_aside.extend(source.asides)
    starts = sorted(aside.source for aside in source.asides)
    kept, position = [], 0
    for line in lines:
        while position < len(starts) and starts[position][1] <= line.start:
            position += 1
        if position == len(starts) or not starts[position][0] <= line.start < starts[position][1]:
            kept.append(line)
    return kept


def _without_page_furniture(lines: list[Line], facts: Facts) -> list[Line]:
    apart = find_apart(lines)
    kept = []
    page_ended = False
    for line in lines:
        reason = set_aside_reason(line, apart)
        if reason:
            facts.set_aside.append(SetAside(line.text, reason, (line.start, line.end)))
        else:
            kept.append(line._replace(after_page=True) if page_ended else line)
        page_ended = reason in ("page_number", "running_head")
    return kept


def _file_notice(lines: list[Line], facts: Facts) -> None:
    """File the lines of the notice that forwards the main paper; its last lines are a signature."""
    for line in lines:
        facts.note(line, kind_of(line.text), "notice", signed=True)


def _file_tail(lines: list[Line], end: int, main: Segment, facts: Facts) -> None:
    """File what comes after the last words of the outline: signature, imprint, annexes, a web page's end."""
    for index in range(end, len(lines)):
        line = lines[index]
        facts.note(line, kind_of(line.text), "tail" if index < main.end else "annex", signed=index < main.end)


def _found(title: tuple[Line, ...], preamble: tuple[Paragraph, ...]) -> list[Found]:
    pieces = [Found("title", line.text, (line.start, line.end)) for line in title]
    for paragraph in preamble:
        pieces += [Found("preamble", line.text, (line.start, line.end)) for line in paragraph.pieces]
    return pieces


def _year_of_date(date: str | None) -> int | None:
    return int(date[:4]) if date else None
