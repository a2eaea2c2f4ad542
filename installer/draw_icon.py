"""Draws from app.svg app.ico, the icon of Windows' files, and the side of the set-up program's last page.

Run again when that changes.

.venv/bin/python installer/draw_icon.py
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIDE = Path(__file__).with_name("side.bmp")
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def drawn(size: int) -> QImage:
    """Return the icon as a picture of so many pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / "app.svg")).render(painter)
    painter.end()
    return picture


def encoded(picture: QImage) -> bytes:
    """Return a picture as an entry of an icon: a large one as PNG, else a bitmap bottom up with its mask."""
    size = picture.width()
    if size == 256:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants the format as bytes
        return bytes(buffer.data().data())
    rows = bytes(picture.constBits())
    pixels = b"".join(rows[start : start + 4 * size] for start in range(len(rows) - 4 * size, -1, -4 * size))
    mask = b"\0" * (-(-size // 32) * 4 * size)
    return struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(pixels), 0, 0, 0, 0) + pixels + mask


def side() -> QImage:
    """Return the side of the last page: the icon on its own pale ground, at twice Windows' usual size."""
    picture = QImage(328, 628, QImage.Format.Format_RGB32)
    picture.fill(QColor("#eceefb"))
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / "app.svg")).render(painter, QRectF(84, 150, 160, 160))
    painter.end()
    return picture.convertToFormat(QImage.Format.Format_Indexed8)


def main() -> None:
    """Write both."""
    side().save(str(SIDE))
    entries = [(size, encoded(drawn(size))) for size in SIZES]
    head = struct.pack("<HHH", 0, 1, len(entries))
    start = len(head) + 16 * len(entries)
    for size, content in entries:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), start)
        start += len(content)
    (ICONS / "app.ico").write_bytes(head + b"".join(content for _size, content in entries))


if __name__ == "__main__":
    main()
