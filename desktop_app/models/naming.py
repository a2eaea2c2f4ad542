"""What the folder of a workspace is called that was restored or moved: the old name, and what it is."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from desktop_app.i18n import _

# What was added here before, in either language, and by earlier versions: no name grows with each round.
_ADDED = re.compile(r"\s*(?:[（(][^（）()]*\d{4}-\d{2}-\d{2}[^（）()]*[）)]|-恢复\d+)$")


def of_backup(day: date) -> str:
    """Return what to add to the name of a workspace restored from a backup of that day."""
    return _("（{day:%Y-%m-%d} 的备份）").format(day=day)


def restored(day: date) -> str:
    """Return what to add to the name of a workspace that was restored on that day from a package."""
    return _("（{day:%Y-%m-%d} 恢复）").format(day=day)


def moved(day: date) -> str:
    """Return what to add to the name of a workspace that was moved on that day."""
    return _("（{day:%Y-%m-%d} 移来）").format(day=day)


def free_folder(usual: Path, what: str) -> Path:
    """Return the usual folder while it is new or empty, else a free one beside it that says `what` it is.

    Raises OSError where that cannot be looked at.
    """
    if not usual.exists() or (usual.is_dir() and not any(usual.iterdir())):
        return usual
    return next(folder for folder in _beside(usual, what) if not folder.exists())


def _beside(usual: Path, what: str) -> Iterator[Path]:
    name = _ADDED.sub("", usual.name) or usual.name
    for number in count(1):
        yield usual.with_name(f"{name}{what if number == 1 else f'{what[:-1]} {number}{what[-1]}'}")
