"""The document checked against itself: its counters and its own counts."""

import itertools
from collections.abc import Iterator, Sequence

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.documents.outline import Level, Node, Outline, Warning
from desktop_app.i18n import _


def check(outline: Outline) -> Iterator[Warning]:
    """Yield a warning for each thing in which the document disagrees with itself."""
    if not outline.children:
        yield Warning(
            "no_headings", _("没有找到编号的标题，全文作为说明文字保留。请检查原文，或者手工添加条目。")
        )
    for level in (Level.SECTION, Level.SUBSECTION, Level.POINT):
        yield from _check_counter([node for node in outline.walk() if node.level is level])
    yield from _check_claims(outline)


def _check_counter(nodes: Sequence[Node]) -> Iterator[Warning]:
    for before, node in itertools.pairwise(nodes):
        last, value = to_int(before.number) or 0, to_int(node.number) or 0
        if value > last + 1:
            message = _("编号从“{last}”跳到“{number}”，请核对原文是否缺了内容。")
            yield Warning(
                "number_gap", message.format(last=before.number, number=node.number), node.number, node.source
            )
        elif value == last or 1 < value < last:
            message = _("编号“{number}”（{title}）与前面的编号重复或倒退，请核对。")
            yield Warning(
                "number_repeat",
                message.format(number=node.number, title=node.title),
                node.number,
                node.source,
            )


def _check_claims(outline: Outline) -> Iterator[Warning]:
    if not outline.claims:
        return
    counted = {"sections": outline.count(Level.SECTION), "points": outline.count(Level.POINT)}
    if counted != outline.claims:
        message = _(
            "原文说共{sections}个方面{points}项，读出的是{found_sections}个方面{found_points}项，请核对。"
        )
        yield Warning(
            "claims_differ",
            message.format(
                sections=outline.claims["sections"],
                points=outline.claims["points"],
                found_sections=counted["sections"],
                found_points=counted["points"],
            ),
        )
