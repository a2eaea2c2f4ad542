"""Numbers counted anew, and numbers and words brought back to what the bureau wrote."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from desktop_app.documents.chinese_numbers import to_chinese, to_int
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import queries
from desktop_app.models.chosen import checklist_of, gone, what
from desktop_app.models.journal import Image
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, ItemRow, Level
from desktop_app.models.workspace import Workspace

_DECIMAL = re.compile(r"\d+\.\d+")
_MOST = 999  # to which Chinese numerals are written here


@dataclass(frozen=True)
class _Manner:
    """How the bureau numbers one level.

    `runs_on`: the next family goes on counting; `shown`: the number stands before the words on paper.
    """

    numbered: bool
    chinese: bool
    decimal: bool
    runs_on: bool
    shown: bool

    def number(self, count: int, above: str) -> str:
        """Return the number for a count, below an item whose number is `above`."""
        if self.decimal and to_int(above) is not None:
            return f"{to_int(above)}.{count}"
        return to_chinese(count) if self.chinese and count <= _MOST else str(count)


def renumber(ws: Workspace, checklist_id: str) -> Changes:
    """Give a checklist's items, the school's own too, numbers one after another as its bureau does.

    一 or 1, and whether points run on from section to section, follow the bureau's numbers; other levels
    start again below each item. What the bureau left without a number stays so. Raises YaodianError.
    """

    def numbers(tree: ItemTree) -> dict[str, tuple[str, bool]]:
        manners = {level: _manner(tree, level) for level in Level}
        counts: Counter[object] = Counter()
        found: dict[str, tuple[str, bool]] = {}
        for row in tree.walk():
            manner = manners[row.level]
            left_out = row.source_number == "" and not row.number
            if not manner.numbered or left_out:
                continue
            family = (row.level, None if manner.runs_on else row.parent_id)
            counts[family] += 1
            above = found.get(row.parent_id or "", ("", False))[0]
            shown = row.numbered if row.number else manner.shown
            found[row.id] = (manner.number(counts[family], above), shown)
        return found

    return _renumbered(ws, checklist_id, _("重新编号：{title}"), numbers)


def restore_numbers(ws: Workspace, checklist_id: str) -> Changes:
    """Give every item the bureau's number again; items of the school's own have none. Raises YaodianError."""

    def numbers(tree: ItemTree) -> dict[str, tuple[str, bool]]:
        found = {}
        for row in tree.walk():
            number = row.source_number or ""
            shown = row.numbered if row.number else row.level is not Level.MEASURE
            found[row.id] = (number, bool(number) and shown)
        return found

    return _renumbered(ws, checklist_id, _("恢复原编号：{title}"), numbers)


def restore_words(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Give items the bureau's title and text again; those of the school's own stay. Raises YaodianError."""
    rows = queries.rows(ws, dict.fromkeys(ids))
    if not rows or len(rows) < len(set(ids)):
        raise gone()
    issued = [row for row in rows if row.source_title is not None]
    if not issued:
        raise YaodianError(_("学校自己加的条目没有原文，没有改动。请选择文件里的条目。"))
    name = _("恢复原文{what}").format(what=what([row.source_title or row.title for row in issued]))
    with ws.action(name) as action:
        action.apply(
            _images((row, {"title": row.source_title, "text": row.source_text or ""}) for row in issued)
        )
    return action.changes


def _renumbered(
    ws: Workspace, checklist_id: str, name: str, numbers: Callable[[ItemTree], dict[str, tuple[str, bool]]]
) -> Changes:
    tree = queries.tree(ws, checklist_id)
    with ws.action("") as action:
        action.name = name.format(title=checklist_of(action.session, checklist_id).title)
        found = numbers(tree)
        action.apply(
            _images(
                (tree[item_id], {"number": number, "numbered": shown})
                for item_id, (number, shown) in found.items()
            )
        )
    return action.changes


def _images(wanted: Iterable[tuple[ItemRow, dict[str, Any]]]) -> list[Image]:
    """Return the images of giving rows values, where these are others."""
    images = []
    for row, values in wanted:
        new = {name: value for name, value in values.items() if getattr(row, name) != value}
        if new:
            images.append(Image("item", row.id, {name: getattr(row, name) for name in new}, new))
    return images


def _manner(tree: ItemTree, level: Level) -> _Manner:
    issued = [row for row in tree.walk() if row.level is level and row.source is not None]
    issued.sort(key=lambda row: row.source or (0, 0))
    numbered = [row for row in issued if row.source_number]
    words = [row.source_number or "" for row in numbered]
    decimal = 2 * sum(bool(_DECIMAL.fullmatch(word)) for word in words) > len(words)
    digits = sum(word[0].isdecimal() for word in words)
    chinese = 2 * digits < len(words) if words else level in (Level.SECTION, Level.SUBSECTION)
    return _Manner(
        numbered=bool(numbered) or (not issued and level is not Level.MEASURE),
        chinese=chinese,
        decimal=decimal,
        runs_on=not decimal and _runs_on(numbered),
        shown=2 * sum(row.numbered for row in numbered) > len(numbered) or not numbered,
    )


def _runs_on(rows: Sequence[ItemRow]) -> bool:
    """Tell whether the bureau's numbers, in its order, go on counting more often than they start again."""
    starts = [
        to_int(row.source_number or "") for before, row in pairwise(rows) if before.parent_id != row.parent_id
    ]
    return 2 * sum(start != 1 for start in starts) > len(starts)
