"""Files that are dragged: into the window, or from one of its lists to an item."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

EVIDENCE = "application/x-yaodian-evidence"  # what is dragged when files of a list are
_OF_ITEM = "application/x-yaodian-evidence-of"  # the item whose files they are


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the paths of what is being dragged; empty where it is no file of this computer."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def evidence_to_drag(evidence_ids: Iterable[str], item_id: str = "") -> QMimeData:
    """Return files of a list, that of an item where one is given, as what is dragged."""
    data = QMimeData()
    data.setData(EVIDENCE, "\n".join(evidence_ids).encode())
    data.setData(_OF_ITEM, item_id.encode())
    return data


def dragged_evidence(event: QDropEvent) -> list[str]:
    """Return the ids of the files of a list that are dragged, none for anything else."""
    data = event.mimeData()
    return bytes(data.data(EVIDENCE).data()).decode().split("\n") if data.hasFormat(EVIDENCE) else []


def item_to_leave(event: QDropEvent) -> str:
    """Return the item whose files are moved away from it, for Shift is held; "" where they stay."""
    moved = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return bytes(event.mimeData().data(_OF_ITEM).data()).decode() if moved else ""
