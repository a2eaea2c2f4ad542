"""Where a copy is safe when this computer is not: sticks first, then other disks."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop_app.models.whereabouts import cloud_of, on_network

_REMOVABLE, _FIXED = 2, 3  # Windows' GetDriveTypeW
_MOUNTS = ("/media/", "/run/media/", "/Volumes/")


@dataclass(frozen=True)
class Drive:
    """A disk that can be written: its root, its name as people know it, whether one can take it out."""

    root: Path
    name: str
    removable: bool


def drives() -> list[Drive]:
    """Return the disks of this computer that can be written now, as far as the system tells."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady() and not volume.isReadOnly():
            root = volume.rootPath()
            kind = _kind(root)
            if kind is not None:
                found.append(Drive(Path(root), volume.displayName().strip() or root, kind == _REMOVABLE))
    return found


def outside(folder: Path, every: Iterable[Drive]) -> list[Drive]:
    """Return the disks that a workspace does not lie on, those that can be taken out first."""
    every = list(every)
    own = drive_of(folder, every)
    return sorted((drive for drive in every if drive != own), key=lambda drive: not drive.removable)


def drive_of(path: Path, every: Iterable[Drive]) -> Drive | None:
    """Return the disk that a file or folder lies on, None where it is none of these."""
    place = path.absolute()
    around = [drive for drive in every if place.is_relative_to(drive.root)]
    return max(around, key=lambda drive: len(drive.root.parts), default=None)


def is_apart(folder: Path, copy: Path, every: Sequence[Drive]) -> bool:
    """Tell whether a copy lies on another disk than a workspace, another computer or in a cloud's folder."""
    if on_network(copy.parent) or cloud_of(copy.parent):
        return True
    return drive_of(copy, every) in outside(folder, every)


def _kind(root: str) -> int | None:
    """Return Windows' number of the kind of a disk, None for what is no place to put a copy on."""
    if sys.platform == "win32":
        import ctypes

        kind = int(ctypes.windll.kernel32.GetDriveTypeW(root))
        return kind if kind in (_REMOVABLE, _FIXED) else None
    return _REMOVABLE if root.startswith(_MOUNTS) and os.access(root, os.W_OK) else None
