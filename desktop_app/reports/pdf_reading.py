"""Reads a finished PDF back, as far as is needed to know what is really on its pages."""

import base64
import re
import zlib
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

# The streams of pages, as reportlab writes them: packed, then written in ASCII. Fonts' streams are not.
_PAGE = re.compile(rb"/ASCII85Decode /FlateDecode \] /Length (\d+)\s*>>\s*stream\r?\n")
_TAGGED = re.compile(rb"/(\w+) <</N (\d+)>> BDC(.*?)EMC", re.DOTALL)
_SHOWN = re.compile(rb"\)\s*Tj|\]\s*TJ")


def read_tags(path: Path) -> dict[str, set[int]]:
    """Return the numbers of what the pages show, by kind: only what has text drawn for it counts.

    Raises YaodianError where the file is not whole.
    """
    data = path.read_bytes()
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-32:]:
        raise YaodianError(_("报告没有写完整，原有文件没有改动。请检查磁盘空间后再试。"))
    found: dict[str, set[int]] = {}
    for match in _PAGE.finditer(data):
        packed = data[match.end() : match.end() + int(match[1])]
        content = zlib.decompress(base64.a85decode(packed.strip().removesuffix(b"~>")))
        for kind, number, drawn in _TAGGED.findall(content):
            if _SHOWN.search(drawn):
                found.setdefault(kind.decode("ascii"), set()).add(int(number))
    return found
