"""The type of every part of the paper, by GB/T 9704-2012 where it says something."""

from desktop_app.documents.outline import Level
from desktop_app.reports.fonts import Role
from desktop_app.reports.typesetting.grid import (
    BODY,
    FINE,
    FINE_LEADING,
    LEADING,
    SMALL,
    SMALL_LEADING,
)
from desktop_app.reports.typesetting.paragraph import Align, Style

QUIET = 0.42  # a gray that stays legible on a copy
RULE_GRAY = 0.55

CHART_HEAD = Style(Role.HEI, SMALL, SMALL_LEADING, align=Align.LEFT)
CHAPTER = Style(Role.TITLE, 18, LEADING, align=Align.CENTRE)  # 小2号
HEADINGS = {
    Level.SECTION: Style(Role.HEI, BODY, LEADING, indent=2, align=Align.LEFT, literal=True),
    Level.SUBSECTION: Style(Role.KAI, BODY, LEADING, indent=2, align=Align.LEFT, literal=True),
    Level.POINT: Style(Role.STRONG, BODY, LEADING, indent=2, align=Align.LEFT, literal=True),
    Level.MEASURE: Style(Role.BODY, BODY, LEADING, indent=2, align=Align.LEFT, literal=True),
}
TEXT = Style(Role.BODY, BODY, LEADING, indent=2)
STATUS = Style(Role.SONG, SMALL, SMALL_LEADING, left=2 * BODY, align=Align.LEFT)
QUOTE = Style(Role.KAI, SMALL, SMALL_LEADING, left=3 * BODY, indent=2)
MEASURE = Style(Role.KAI, SMALL, SMALL_LEADING, left=3 * BODY + 1.5 * SMALL)
MEASURE_NOTE = Style(Role.SONG, SMALL, SMALL_LEADING, left=3 * BODY + 1.5 * SMALL)
FILES = Style(Role.SONG, SMALL, SMALL_LEADING, left=2 * BODY + 5 * SMALL, align=Align.LEFT, literal=True)
QUIET_LINE = Style(Role.KAI, SMALL, SMALL_LEADING, left=2 * BODY, align=Align.LEFT, gray=QUIET)
TABLE_HEAD = Style(Role.HEI, FINE, FINE_LEADING * 1.1)
TABLE_BODY = Style(Role.SONG, FINE, FINE_LEADING * 1.1, literal=True)
