"""Reads a finished PDF back, as far as is needed to know what is really on its pages."""

import re
import zlib
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

# The packed streams of pages and of tables of characters; those of fonts have more in their heads.
_STREAM = re.compile(rb"/FlateDecode \] /Length (\d+)\s*>>\s*stream\r?\n")
_TAGGED = re.compile(rb"/(\w+) <</N (\d+)(?: /Also \[([\d ]+)\])?>> BDC(.*?)EMC", re.DOTALL)
_SHOWN = re.compile(rb"> Tj")


def read_tags(path: Path) -> dict[str, set[int]]:
    """Return the numbers of what the pages show, by kind: only what has text drawn for it counts.

    Raises YaodianError where the file is not whole.
    """
    data = path.read_bytes()
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-32:]:
        raise YaodianError(_("报告没有写完整，原有文件没有改动。请检查磁盘空间后再试。"))
    found: dict[str, set[int]] = {}
    for match in _STREAM.finditer(data):
        content = zlib.decompress(data[match.end() : match.end() + int(match[1])])
        for kind, number, also, drawn in _TAGGED.findall(content):
            if _SHOWN.search(drawn):
                found.setdefault(kind.decode("ascii"), set()).update(map(int, (number, *also.split())))
    return found
