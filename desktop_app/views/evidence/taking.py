"""What is dropped or pasted: files and folders by their places, or a picture that gets a name of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from desktop_app.i18n import _


@dataclass(frozen=True)
class Coming:
    """What is to be taken in: places of files and folders, or one picture with the name it gets."""

    paths: tuple[Path, ...] = ()
    picture: QImage = field(default_factory=QImage)
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.paths) or not self.picture.isNull()


def coming(paths: Sequence[Path]) -> Coming:
    """Return what is to be taken in of these places."""
    return Coming(tuple(paths))


def coming_in(data: QMimeData | None, now: datetime) -> Coming:
    """Return the files that data holds, else its picture, named by the moment; nothing of mere words."""
    if data is None:
        return Coming()
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Coming(paths)
    if data.hasImage() and not data.hasText():  # a spreadsheet's cells come as words and as a picture
        picture = QImage(data.imageData())
        if not picture.isNull():
            return Coming((), picture, _("粘贴的图片 {moment}.png").format(moment=f"{now:%Y-%m-%d %H%M}"))
    return Coming()


def pasted() -> Coming:
    """Return what the clipboard holds for us."""
    return coming_in(QGuiApplication.clipboard().mimeData(), datetime.now().astimezone())
