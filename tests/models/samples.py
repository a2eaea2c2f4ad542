"""A small document and ways to look into a workspace from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop_app.documents.outline import Found, Level, Node, Outline, SetAside, Target
from desktop_app.documents.outline import Warning as OutlineWarning
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import operations
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace

DOMAIN = (
    "checklist",
    "department",
    "document",
    "evidence",
    "evidence_link",
    "item",
    "person",
    "school",
    "target",
)


def measure(text: str, number: str = "") -> Node:
    return Node(Level.MEASURE, number, bool(number), text, "", (0, len(text)))


def point(number: str, title: str, *measures: str, targets: tuple[Target, ...] = ()) -> Node:
    text = "".join(f"{one}。" for one in measures)
    return Node(Level.POINT, number, True, title, text, (0, 9), targets, tuple(map(measure, measures)))


def sample(title: str = "2022年工作要点") -> Outline:
    """一 has points 1 (two measures) and 2 (none); 二 has （一） with 3 (three) and （二） with 4 (none)."""
    twice = Target("每年至少2次", ">=", 2.0, "次", "年", None, "target")
    first = Node(
        Level.SECTION,
        "一",
        True,
        "立德树人",
        "",
        (0, 5),
        (),
        (point("1", "推进三进", "制定实施方案", "开展大教研", targets=(twice,)), point("2", "深化思政课")),
    )
    second = Node(
        Level.SECTION,
        "二",
        True,
        "质量提升",
        "",
        (5, 9),
        (),
        (
            Node(
                Level.SUBSECTION,
                "一",
                True,
                "教学",
                "",
                (9, 12),
                (),
                (point("3", "课程", "排课", "听课", "评课"),),
            ),
            Node(Level.SUBSECTION, "二", True, "安全", "", (12, 15), (), (point("4", "校园安全"),)),
        ),
    )
    return Outline(
        source_text="一、立德树人……（页脚）",
        title=title,
        kind="plan",
        issuer="某区教育局",
        document_number="某教〔2022〕1号",
        date="2022-03-01",
        year=2022,
        claims={"sections": 2, "points": 4},
        preamble="各校：",
        set_aside=(SetAside("（页脚）", "页脚", (6, 10)),),
        found=(Found("issuer", "某区教育局", (0, 5)),),
        warnings=(OutlineWarning("number_gap", "编号不连续", "一/2", (3, 4)),),
        children=(first, second),
    )


def large(sections: int, points: int, measures: int) -> Outline:
    """An outline of sections × (1 + points × (1 + measures)) items."""
    number = iter(range(1, sections * points + 1))
    children = tuple(
        Node(
            Level.SECTION,
            "一二三四五六七八九十"[place],
            True,
            f"第{place}方面",
            "",
            (0, 1),
            (),
            tuple(
                point(
                    str(next(number)),
                    "扎实推进一项要点工作",
                    *(f"第{m}项举措，责任到人" for m in range(measures)),
                )
                for _point in range(points)
            ),
        )
        for place in range(sections)
    )
    return Outline("原文", "很长的工作要点", "plan", children=children)


def leaves(tree: ItemTree, item_id: str | None = None) -> list[str]:
    """Return the ids of the items below one (None: all) that have nothing below them."""
    return [row.id for row in tree.walk(item_id) if not tree.children(row.id)]


def stored(ws: Workspace, folder: Path, name: str, content: str = "") -> StoredFile:
    """Put a small file into the vault."""
    path = folder / name
    path.write_text(content or name, encoding="utf-8")
    return ws.vault.store(path)


def imported(ws: Workspace, folder: Path, outline: Outline | None = None) -> str:
    """Import an outline; return the checklist's id."""
    return operations.import_outline(ws, outline or sample(), stored(ws, folder, "要点.txt"))[0]


def contents(ws: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every domain table, read past the program."""
    with closing(sqlite3.connect(ws.folder / "yaodian.db")) as raw:
        return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in DOMAIN}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
