"""Number paths as people say them (13, 3.2, 一/2), to and from items."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level

NTH = re.compile(r"第(.+)项")
BELOW_IN_BRACKETS = re.compile(r"(?<=[^/(])\(([^()/]+)\)(?=[/(]|$)")  # 13(2), in half width
LONGEST_NUMBER = 9  # digits; what is longer counts nothing
LISTED = 10  # candidates named in a refusal


class Numbered(Protocol):
    """What a path needs to know of an item."""

    @property
    def level(self) -> Level:
        """The item's level."""

    @property
    def number(self) -> str:
        """The item's bare number, "" where it has none."""


Matches = Callable[[str, ItemRow], bool]


def resolve(tree: ItemTree, address: str) -> str:
    """Return the id of the item that a number path means.

    A path may leave out what stands above (13), name only some of it (一/2), use a point for the stroke
    (3.2), brackets, full width, 一 for 1, and 第3项 for the third thing below. A measure is named by its
    place in its point: 13/2, or as a report has it 13（2）. The narrowest reading that finds something
    counts. Raises YaodianError where that finds several, listing them, or none.
    """
    names: dict[str, frozenset[str]] = {}
    for siblings in _families(tree):
        for place, (row, own) in enumerate(zip(siblings, steps(siblings), strict=True), 1):
            names[row.id] = frozenset({_sayable(row.number), own, f"第{place}项"} - {""})
    for parts in _readings(address):
        for found in _candidates(tree, parts, names):
            if len(found) == 1:
                return found[0]
            if found:
                raise _several(tree, address, found)
    raise YaodianError(
        _("找不到编号为“{address}”的条目，没有改动。请用清单里的编号，如 13、3.2 或 一/2。").format(
            address=address
        )
    )


def path_of(tree: ItemTree, item_id: str) -> str:
    """Return the number path of one item from the top (一/13/2); `resolve` finds the item by it."""
    found = []
    for one in (item_id, *tree.ancestors(item_id)):
        siblings = tree.children(tree[one].parent_id)
        found.append(steps([tree[sibling] for sibling in siblings])[siblings.index(one)])
    return "/".join(reversed(found))


def paths(tree: ItemTree) -> dict[str, str]:
    """Return the number path of every item, in document order."""
    found: dict[str, str] = {}
    own = _own_steps(tree)
    for row in tree.walk():
        above = f"{found[row.parent_id]}/" if row.parent_id else ""
        found[row.id] = above + own[row.id]
    return found


def places(tree: ItemTree) -> dict[str, str]:
    """Return how a list on paper names every item; `resolve` finds each by that too.

    An item above the measures is its number alone where no other has it, else its path; a measure is its
    point with its own place in brackets: 13, 一/3, 13（2）.
    """
    found: dict[str, str] = {}
    own = _own_steps(tree)
    bare = Counter(
        name
        for row in tree.walk()
        if row.level is not Level.MEASURE or not row.parent_id
        for name in {own[row.id], _sayable(row.number)}
    )
    for row in tree.walk():
        step = own[row.id]
        if row.level is Level.MEASURE and row.parent_id:
            found[row.id] = f"{found[row.parent_id]}（{step}）"
        elif row.level is Level.POINT and bare[step] == 1 and not NTH.fullmatch(step):
            found[row.id] = step
        else:
            found[row.id] = f"{found[row.parent_id]}/{step}" if row.parent_id else step
    return found


def _own_steps(tree: ItemTree) -> dict[str, str]:
    """Return the last part of every item's path."""
    return {
        row.id: step
        for siblings in _families(tree)
        for row, step in zip(siblings, steps(siblings), strict=True)
    }


def steps(siblings: Sequence[Numbered]) -> list[str]:
    """Return, for each of all items below one, in order, the part of a path that tells it from the others.

    That is its number, or, for a measure without one, its place; where these would not do, 第n项.
    """
    numbers = [_sayable(one.number) for one in siblings]
    counts = Counter(numbers)
    found = []
    for place, (one, number) in enumerate(zip(siblings, numbers, strict=True), 1):
        if number and counts[number] == 1:
            found.append(number)
        elif one.level is Level.MEASURE and not number and str(place) not in counts:
            found.append(str(place))
        else:
            found.append(f"第{place}项")
    return found


def _families(tree: ItemTree) -> Iterable[list[ItemRow]]:
    yield [tree[child] for child in tree.children(None)]
    for row in tree.walk():
        yield [tree[child] for child in tree.children(row.id)]


def _readings(address: str) -> Iterable[list[str]]:
    """Yield the ways to read an address as parts: by strokes, then by points and brackets too."""
    text = unicodedata.normalize("NFKC", address)
    known: list[list[str]] = []
    for one in (text, BELOW_IN_BRACKETS.sub(r"/\1", text)):
        for parts in (one.split("/"), re.split(r"[/.·]", one.strip(" ./"))):
            plain = [_plain(part) for part in parts]
            if all(plain) and plain not in known:
                known.append(plain)
                yield plain


def _plain(number: str) -> str:
    """Strip a number of its brackets, strokes and 第…条, and of its width."""
    text = unicodedata.normalize("NFKC", number).strip()
    nth = NTH.fullmatch(text)
    if nth:
        return f"第{_value(_plain(nth[1]))}项"
    text = text.strip(" ()[]〔〕【】、.,，。:：")
    return re.sub(r"^第(.+?)[章节条]?$", r"\1", text)


def _value(number: str) -> int | None:
    """Return what a Chinese or Arabic number says, None for anything else."""
    return to_int(number) if len(number) <= LONGEST_NUMBER else None


def _sayable(number: str) -> str:
    """Return a number as a part of a path, "" where it would be read as something else."""
    plain = _plain(number)
    return "" if "/" in plain or NTH.fullmatch(plain) else plain


def _candidates(tree: ItemTree, parts: list[str], names: dict[str, frozenset[str]]) -> Iterable[list[str]]:
    """Yield the ids that match, reading ever more widely."""

    def exactly(part: str, row: ItemRow) -> bool:
        return part in names[row.id]

    def by_value(part: str, row: ItemRow) -> bool:
        value = _value(part)
        return value is not None and value == _value(_plain(row.number))

    chains = {row.id: [tree[one] for one in (row.id, *tree.ancestors(row.id))] for row in tree.walk()}
    if len(parts) == 1:  # a bare number is never the second measure of some point
        chains = {
            item_id: chain
            for item_id, chain in chains.items()
            if chain[0].level is not Level.MEASURE or len(chain) == 1
        }
    for matches in (exactly, by_value):
        yield [
            item for item, chain in chains.items() if _fits(parts, chain, matches) and _whole(parts, chain)
        ]
        yield [item for item, chain in chains.items() if _fits(parts, chain, matches)]
        yield [item for item, chain in chains.items() if _fits_loosely(parts, chain, matches)]


def _whole(parts: list[str], chain: list[ItemRow]) -> bool:
    return len(parts) == len(chain)


def _fits(parts: list[str], chain: list[ItemRow], matches: Matches) -> bool:
    """Tell whether the parts, from the last up, are the item, its parent and so on without a gap."""
    return len(parts) <= len(chain) and all(map(matches, reversed(parts), chain))


def _fits_loosely(parts: list[str], chain: list[ItemRow], matches: Matches) -> bool:
    """Tell whether the last part is the item and the others some of what is above, in order."""
    if not matches(parts[-1], chain[0]):
        return False
    above = iter(chain[1:])
    return all(any(matches(part, row) for row in above) for part in reversed(parts[:-1]))


def _several(tree: ItemTree, address: str, found: list[str]) -> YaodianError:
    shown = [f"{path_of(tree, item)} {tree[item].title}".strip() for item in found[:LISTED]]
    if len(found) > LISTED:
        shown.append("…")
    return YaodianError(
        _("“{address}”可以指 {count} 个条目，没有改动。请写得更完整：{candidates}").format(
            address=address, count=len(found), candidates="；".join(shown)
        )
    )
