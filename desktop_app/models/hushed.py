"""Findings of the checks that the school has looked at and does not want to see again.

Kept beside the reports, so that they go with the workspace and its packages. They are no answer of
the school's, so the journal does not know them; losing them costs a second look.
"""

import json
from collections.abc import Collection
from pathlib import Path

from desktop_app.files import replacing

PLACE = Path("reports", ".hushed.json")  # in the workspace's folder
MOST = 20_000  # more than a report of 5,000 points has findings

Key = tuple[str, str, str]  # item id ("" for the whole report), code, words


def read(folder: Path) -> frozenset[Key]:
    """Return the keys hushed in a workspace; none where the file is not there or not understood."""
    try:
        stored = json.loads((folder / PLACE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    rows = stored if isinstance(stored, list) else []
    return frozenset((row[0], row[1], row[2]) for row in rows if _is_key(row))


def write(folder: Path, keys: Collection[Key]) -> None:
    """Keep the keys hushed in a workspace. Raises YaodianError where its folder cannot be written."""
    with replacing(folder / PLACE) as path:
        path.write_text(json.dumps(sorted(keys)[-MOST:], ensure_ascii=False), "utf-8")


def _is_key(row: object) -> bool:
    return isinstance(row, list) and len(row) == 3 and all(isinstance(part, str) for part in row)
