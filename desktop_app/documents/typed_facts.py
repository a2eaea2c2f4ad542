"""What a person types as a document's facts, read: a date in any way of writing it, a year, a name."""

import re
import unicodedata

from desktop_app.documents.dates import date_alone, eaten_date
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

_YEAR = re.compile(r"((?:19|20)\d{2})\s*(?:学?年(?:度)?)?")


def typed_fact(name: str, words: str) -> str | int | None:
    """Return the value that typed words mean for one of an outline's facts; None where it is left empty.

    Raises YaodianError where they mean none: no such day, no year, no title at all.
    """
    words = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    if name == "title" and not words:
        raise YaodianError(_("标题不能为空，没有改动。请写上文件的标题。"))
    if not words:
        return None
    if name == "date":
        return _date(words)
    return _year(words) if name == "year" else words


def _date(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).replace(" ", "")
    whole = date_alone(plain.replace("/", "-"))
    readings = [whole[0]] if whole else (eaten_date(plain) or ([], False))[0]
    if len(readings) != 1:
        message = _("“{words}”不是一个日期，没有改动。请写成 2026年2月6日 或 2026-2-6。")
        raise YaodianError(message.format(words=words))
    return readings[0]


def _year(words: str) -> int:
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", words))
    if found is None:
        raise YaodianError(_("“{words}”不是年度，没有改动。请写成 2026 这样的四位数。").format(words=words))
    return int(found[1])
