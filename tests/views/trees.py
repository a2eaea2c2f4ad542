"""Trees of items for tests that need no database."""

from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester

from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level


def row(item_id: str, parent_id: str | None, position: int, level: Level, title: str = "") -> ItemRow:
    return ItemRow(
        id=item_id,
        checklist_id="c",
        parent_id=parent_id,
        position=position,
        level=level,
        number=str(position + 1) if level is Level.POINT else "一",
        numbered=True,
        title=title or f"标题{item_id}",
        text="",
        source_title=title,
        source_text="",
        source=None,
    )


def tree(sections: int = 2, points: int = 3, measures: int = 2) -> ItemTree:
    """Return sections s0, s1 … with points s0p0 … and measures s0p0m0 …"""
    rows = []
    for s in range(sections):
        rows.append(row(f"s{s}", None, s, Level.SECTION))
        for p in range(points):
            rows.append(row(f"s{s}p{p}", f"s{s}", p, Level.POINT))
            rows += [row(f"s{s}p{p}m{m}", f"s{s}p{p}", m, Level.MEASURE) for m in range(measures)]
    return ItemTree(rows)


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    """Check a model as it is, and again at each of its signals from now on; Qt's own tester lets too much pass."""
    tester.check(model, force_py=True)  # type: ignore[no-untyped-call]
