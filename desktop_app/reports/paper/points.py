"""The body of the paper: section by section, point by point, measure by measure."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.documents.outline import Level
from desktop_app.reports import parts, words
from desktop_app.reports.content import Entry, Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.photos import listed
from desktop_app.reports.progress import Steps
from desktop_app.reports.typesetting.grid import AREA_WIDTH, BODY, LEADING, SMALL
from desktop_app.reports.typesetting.paragraph import Compositor, Label, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Link, Mark, Rule, Strip

BAR_X = 2.3 * BODY  # the upright rule beside the bureau's words
AFTER_POINT = Strip(LEADING / 3)


class Points:
    """Sets the entries of one report, numbered from 1 in document order in marks and tags."""

    def __init__(self, compositor: Compositor, report: Report) -> None:
        self._compositor = compositor
        self._report = report
        self._numbers = {entry.item.id: number for number, entry in enumerate(report.walk(), 1)}
        self._strips: list[Strip] = []

    def strips(self, steps: Steps, start: int, end: int) -> list[Strip]:
        """Return the whole body; the hundredths of work from start to end are told as they are done."""
        self._strips = []
        stack = [(entry, 1) for entry in reversed(self._report.entries)]
        while stack:
            entry, depth = stack.pop()
            steps.within(start, end, self._numbers[entry.item.id], len(self._numbers))
            self._entry(entry, depth)
            below = [child for child in entry.children if child.item.level is not Level.MEASURE]
            stack.extend((child, depth + 1) for child in reversed(below))
        return self._strips

    def _entry(self, entry: Entry, depth: int) -> None:
        self._heading(entry, depth)
        tally = "" if entry.counted else parts.tally(entry)
        if tally:
            self._set(tally, styles.QUIET_LINE, keep=True)
        before = len(self._strips)
        self._status(entry)
        self._bureau(entry)
        self._targets(entry)
        self._answers(entry)
        self._evidence(entry)
        lacking = words.left_out(entry) if entry.counted else ""
        if lacking:
            # The line stays with what it speaks of.
            self._strips[-1] = replace(self._strips[-1], keep=True)
            self._set(lacking, styles.QUIET_LINE)
        if len(self._strips) > before:
            self._strips.append(AFTER_POINT)

    def _heading(self, entry: Entry, depth: int) -> None:
        number = self._numbers[entry.item.id]
        heading = entry.shown_heading
        lines = self._compositor.paragraph(heading, styles.HEADINGS[entry.item.level], tag=("Item", number))
        lines[0] = replace(lines[0], snap=True, mark=Mark(key_of(number), heading, depth))
        self._strips += kept(lines)

    def _status(self, entry: Entry) -> None:
        """Say how far and how good: a sign and the verdict, then who does it, in one line if it fits."""
        if not entry.counted and not words.people_of(entry) and entry.item.verdict is None:
            return
        state = words.state_of(entry)
        label = Label(state, Role.HEI, gap=1)
        room = AREA_WIDTH / SMALL - styles.STATUS.left / SMALL
        first = room - self._compositor.width(state, Role.HEI, 1) - label.gap
        said = self._packed([f"{name}：{what}" for name, what in words.facts_of(entry)], first, room)
        if said:
            self._set(said, styles.STATUS, label, keep=True)
        else:
            self._set(state, replace(styles.STATUS, role=Role.HEI), keep=True)

    def _packed(self, facts: Sequence[str], first: float, room: float) -> str:
        """Join facts line by line so that none is parted; the widths of the lines are in em."""
        lines: list[str] = []
        for fact in facts:
            longer = f"{lines[-1]}　{fact}" if lines else fact
            if lines and self._compositor.width(longer, Role.SONG, 1) > (first if len(lines) == 1 else room):
                lines.append(fact)
            else:
                lines[-1:] = [longer]
        return "\n".join(lines)

    def _bureau(self, entry: Entry) -> None:
        """Set the bureau's words beside an upright rule: as ticked measures where these repeat them."""
        measures = [one for top in entry.measures for one in top.walk()]
        text = entry.bureau_words
        if text and not words.says_all(text, [one.bureau_words or one.heading for one in measures]):
            self._quoted(text, styles.QUOTE)
        for measure in measures:
            self._measure(measure)

    def _measure(self, measure: Entry) -> None:
        number = self._numbers[measure.item.id]
        sign = words.SIGNS[measure.state]
        self._quoted(measure.whole_words, styles.MEASURE, sign, tag=("Item", number))
        facts = words.facts_of(measure) + words.answers_of(measure)
        facts += [("量化指标", words.targets_of(measure))]
        facts += [("佐证材料", "；".join(listed(file) for file in measure.evidence))]
        note = "　".join(f"{label}：{what}" for label, what in facts if what)
        if note:
            self._quoted(note, styles.MEASURE_NOTE)

    def _quoted(self, text: str, style: Style, sign: str = "", tag: tuple[str, int] | None = None) -> None:
        """Set a text beside the upright rule, a sign hanging before its first line."""
        lines = self._compositor.paragraph(text, style, tag=tag)
        bar = Rule(BAR_X, 0, BAR_X, style.leading, 0.8, styles.RULE_GRAY)
        lines = [replace(line, ops=(bar, *line.ops)) for line in lines]
        if sign and lines:
            at = style.left - 1.5 * SMALL
            mark = self._compositor.one_line(sign, replace(style, role=Role.SONG), at, baseline(style))
            lines[0] = replace(lines[0], ops=(mark, *lines[0].ops))
        self._strips += lines

    def _targets(self, entry: Entry) -> None:
        said = words.targets_of(entry)
        if said:
            self._set(said, styles.FILES, _small_label("量化指标"))

    def _answers(self, entry: Entry) -> None:
        for label, said in words.answers_of(entry):
            lines = self._compositor.paragraph(said, styles.TEXT, label=Label(f"{label}：", Role.HEI))
            lines[0] = replace(lines[0], snap=True)
            self._strips += lines

    def _evidence(self, entry: Entry) -> None:
        for at, file in enumerate(entry.evidence):
            label = _small_label("佐证材料") if at == 0 else None
            before = len(self._strips)
            self._set(listed(file), styles.FILES, label, snap=at == 0)
            left, style = styles.FILES.left, styles.FILES
            link = Link(left, 0, AREA_WIDTH - left, style.leading, file_key(file.number))
            self._strips[before:] = [
                replace(strip, ops=(*strip.ops, link)) for strip in self._strips[before:]
            ]

    def _set(
        self, text: str, style: Style, label: Label | None = None, keep: bool = False, snap: bool = False
    ) -> None:
        """Add a paragraph; a label hangs to the left of it, or stands before its first line.

        `keep`: all of it stays with what follows.
        """
        hanging = label is not None and label.gap == 0
        lines = self._compositor.paragraph(text, style, label=None if hanging else label)
        if hanging and label is not None and lines:
            x = style.left - (len(label.words) + 1) * style.size
            words_style = replace(style, role=label.role)
            words_before = self._compositor.one_line(label.words, words_style, x, baseline(style))
            lines[0] = replace(lines[0], ops=(words_before, *lines[0].ops))
        if lines:
            lines[0] = replace(lines[0], snap=snap)
        if keep:
            lines = kept(lines)
        self._strips += lines


def key_of(number: int) -> str:
    """Return the bookmark of the entry of a number, from 1 in document order; a measure has none."""
    return f"item-{number}"


def links_of(report: Report) -> dict[int, str]:
    """Return the bookmark that leads to each entry, by its number; a measure has none, its point has."""
    links: dict[int, str] = {}
    link = ""
    for number, entry in enumerate(report.walk(), 1):
        if entry.item.level is not Level.MEASURE or not link:
            link = key_of(number)
        links[number] = link
    return links


def file_key(number: int) -> str:
    """Return what leads to a file in the list of evidence, by the file's number."""
    return f"evidence-{number}"


def _small_label(words_before: str) -> Label:
    return Label(words_before, Role.HEI)
