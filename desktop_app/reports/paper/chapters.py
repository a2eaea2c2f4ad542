"""A chapter of the paper: its title with its bookmark, and the chapters that are words alone."""

from dataclasses import replace

from desktop_app.reports.content import Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.parts import GLANCE, school_facts
from desktop_app.reports.typesetting.grid import LEADING
from desktop_app.reports.typesetting.paragraph import Compositor, Label, kept
from desktop_app.reports.typesetting.strips import Mark, Strip


def chapter(compositor: Compositor, title: str, key: str, new_page: bool = True) -> list[Strip]:
    """Return a chapter's title, with its bookmark `key`; it stays with what follows."""
    lines = compositor.paragraph(title, styles.CHAPTER)
    lines[0] = replace(lines[0], new_page=new_page, snap=True, mark=Mark(key, title, 0))
    before = [] if new_page else [Strip(LEADING)]
    return [*before, *kept(lines), Strip(LEADING, keep=True)]


def told(compositor: Compositor, title: str, key: str, words: str, new_page: bool = True) -> list[Strip]:
    """Return a chapter of the school's own words; nothing where it wrote none."""
    if not words.strip():
        return []
    return [*chapter(compositor, title, key, new_page), *compositor.paragraph(words, styles.TEXT)]


def glance(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the school at a glance: its code and stage, then its own words.

    Nothing where there is no more to say than stands on the cover.
    """
    known = school_facts(report)
    if not known and not report.school.glance.strip():
        return []
    strips = chapter(compositor, GLANCE, "glance")
    for label, said in known:
        strips += compositor.paragraph(said, styles.TEXT, label=Label(f"{label}：", Role.HEI))
    return strips + compositor.paragraph(report.school.glance, styles.TEXT)
