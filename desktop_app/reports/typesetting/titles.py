"""Breaks a title between words so that its lines make a trapezoid or a lozenge (GB/T 9704-2012, 7.3.1).

    title_lines("云溪区教育局关于印发工作要点的通知", 12, breaker.natural_width, breaker.places(…))

Words are known by a short list of those that titles of official papers are made of: enough to see where a
break is good (before 关于, after 教育局, 的, 年) and where it would part a word.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, pairwise

MOST_LINES = 4
SHORTEST = 4.0  # em: a shorter line looks lost
STEP = 2.0  # em: how much longer or shorter than its neighbour a line had best be
LEAST_STEP = 0.9
# What a break costs, and a shape that is neither a trapezoid nor a lozenge.
IN_WORD, ANYWHERE, BETWEEN, SHAPELESS, LOST, LINE, SIDES = 12.0, 4.0, 1.0, 20.0, 8.0, 5.0, 0.4

_AFTER = re.compile(
    r"教育局|教育工作党委|党委|党组|委员会|人民政府|办公室|小学|中学|学校|学院|幼儿园|集团|年度|学年度?|学期|\d年"
    r"|印发|[的和与及、》”）：—]"
)
_BEFORE = re.compile(
    r"关于|印发|[《“（]|\d{4}|[一二三四五六七八九十]+五|实施|开展|落实|推进|加强|做好|工作|情况"
)
_WORDS = re.compile(
    r"教育局|教育工作|党委|党组|委员会|人民政府|办公室|实验|小学|中学|学校|学院|幼儿园|集团|关于|印发|通知|意见|办法"
    r"|规划|计划|方案|报告|总结|要点|工作要点|工作计划|工作总结|实施方案|行动方案|行动计划|实施意见|自评报告|任务分解表"
    r"|高质量|发展|教育|教学|党建|党的|建设|德育|体育|美育|劳动|安全|管理|改革|创新|服务|素质|素养|课程|教师|学生|青少年"
    r"|优质均衡|优质|均衡|质量|义务教育|三年|五年|全区|全市|校园|任务|分解|清单|问题|自评|佐证|材料|立德树人"
    r"|义务|学前|特殊|职业|终身|督导|评估|年度|学年|学期|全面|深化|落实|推进|加强|提升|进一步|开展|专项|整治|重点|民办|公办"
    r"|[一-鿿]{1,3}[省市区县镇](?=教育|人民|委)"
)


def title_lines(
    text: str, width: float, natural: Callable[[str], float], places: Sequence[int]
) -> list[str] | None:
    """Return the lines of a title, or None where MOST_LINES lines of `width` cannot hold it.

    `natural` gives the width of a text on one line in the unit of `width` (em); `places` are where the text
    may be parted at all.
    """
    if natural(text) <= width:
        return [text]
    costs = {place: _cost(text, place) for place in places}

    @cache  # the same lines come up in many ways to part the title
    def line_width(start: int, end: int) -> float:
        return natural(text[start:end].strip())

    best: tuple[float, Sequence[int]] | None = None
    for count in range(2, MOST_LINES + 1):
        for chosen in combinations(_cheapest(costs, count), count - 1):
            ends = (0, *chosen, len(text))
            widths = [line_width(start, end) for start, end in pairwise(ends)]
            if max(widths) > width:
                continue
            cost = sum(costs[place] for place in chosen) + _shape(widths) + LINE * count
            if best is None or cost < best[0]:
                best = cost, ends
    return [text[start:end].strip() for start, end in pairwise(best[1])] if best else None


def _cheapest(costs: dict[int, float], count: int) -> list[int]:
    """Return the places to try in order, of very many the cheapest: what is tried grows with their power."""
    most = {2: 200, 3: 40}.get(count, 20)
    return sorted(sorted(costs, key=lambda place: (costs[place], place))[:most])


def _cost(text: str, place: int) -> float:
    """Return what it costs to part a title at a place."""
    if any(match.start() < place < match.end() for match in _WORDS.finditer(text)):
        return IN_WORD
    before = any(match.end() == place for match in _AFTER.finditer(text))
    after = any(match.start() == place for match in _BEFORE.finditer(text))
    return BETWEEN if before or after else ANYWHERE


def _shape(widths: Sequence[float]) -> float:
    """Return what the lines' widths cost: nothing where each is STEP longer or shorter than its neighbour."""
    steps = [b - a for a, b in pairwise(widths)]
    turns = sum(1 for a, b in pairwise(steps) if a < 0 < b)  # an hourglass
    flat = sum(1 for step in steps if abs(step) < LEAST_STEP)
    lost = sum(1 for width in widths if width < SHORTEST)
    sides = sum(abs(abs(step) - STEP) for step in steps)
    return SHAPELESS * (turns + flat) + LOST * lost + SIDES * sides
