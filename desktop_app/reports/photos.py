"""The photos of a report and the line under each: what the photo sheets show, and nothing of how."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from desktop_app.evidence.clues import was_named, without_day
from desktop_app.models.missing import PICTURES
from desktop_app.models.values import ItemRow
from desktop_app.reports import words
from desktop_app.reports.content import Entry, EvidenceEntry, Report, heading_of

A_PAGE = 2
DOTS = 200 / 72  # pixels of a photo a point: what print shows
LONGEST = 18  # characters of an item's words in the line under a photo
_EVIDENCE = "佐证照片"
_FIRST_NAME = re.compile(
    rf"(.+?)(?:{'|'.join(map(re.escape, sorted(PICTURES)))})(?=、|$)", re.IGNORECASE | re.DOTALL
)
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〈", "〉"), ("【", "】"))
_INNER = str.maketrans("“”", "‘’")  # quotation marks within others


@dataclass(frozen=True)
class Photo:
    """One photo: its number in the list of evidence, where it lies (None: it is gone), the line under it.

    `place` says which points it shows, `section` in which section that is, "" where there is none. `name` is
    what its file is called.
    """

    number: int
    path: Path | None
    caption: str
    place: str
    section: str = ""
    name: str = ""


def is_photo(file: EvidenceEntry) -> bool:
    """Tell whether a file of evidence is a picture, by its name."""
    return PurePath(file.name).suffix.lower() in PICTURES


def photos_of(report: Report) -> tuple[Photo, ...]:
    """Return the photos of a report in the order of its items, each once, where it is first used."""
    files = {file.number: file for file in report.evidence if is_photo(file)}
    found: dict[int, Photo] = {}
    for section, point, entry in placed(report):
        for shown in entry.evidence:
            file = files.get(shown.number)
            if file is not None and file.number not in found:
                found[file.number] = Photo(
                    number=file.number,
                    path=file.path,
                    caption=caption_of(file, point),
                    place=_place(file, entry, point),
                    section=section,
                    name=shown.name,
                )
    return tuple(found.values())


def placed(report: Report) -> Iterator[tuple[str, Entry, Entry]]:
    """Yield (heading of its top, the point that it is or is below, entry) in document order."""
    points: dict[str | None, Entry] = {}  # by item: itself, or the nearest above that is a point
    for top in report.entries:
        section = "" if top.counted else top.shown_heading
        for entry in top.walk():
            above = points.get(entry.item.parent_id)
            points[entry.item.id] = above if above is not None and above.counted else entry
            yield section, points[entry.item.id], entry


def lost_words(photo: Photo) -> str:
    """Return why a photo cannot be shown."""
    return "照片文件已经不在" if photo.path is None else "照片打不开，文件可能已损坏"


def caption_of(file: EvidenceEntry, point: Entry) -> str:
    """Return the line under a photo: what was written of it, else what `default_caption` says."""
    if file.caption:
        return " ".join(file.caption.split())
    return default_caption(file.name, file.title, file.taken_on, evidence_of(point.item))


def default_caption(name: str, title: str, day: date | None, what: str = "") -> str:
    """Return the line under a photo of which nobody wrote one. It claims nothing that nobody said.

    That is its day where known, and what somebody called it: its `title`, else its file's `name`; else for
    `what` it is evidence.
    """
    said = " ".join(title.split()) or _name_given(name, day) or what or _EVIDENCE
    if day is None or said.startswith(words.long_date(day)):
        return said
    return f"{words.long_date(day)}，{said}"


def evidence_of(item: ItemRow) -> str:
    """Return for what a photo is evidence, in words that claim nothing: “5.开展消防演练”佐证照片.

    The first clause of the item's title, or of its text where it has none, is quoted: it is the bureau's.
    """
    heading = heading_of(replace(item, title=_first_words(item.title.strip() or item.text.strip())))
    return f"“{heading.translate(_INNER)}”{_EVIDENCE}" if heading else _EVIDENCE


def says_nothing(file: EvidenceEntry) -> bool:
    """Tell whether nobody said of a photo what it shows: no words, no title, a name that a device gave it."""
    return not file.caption and not file.title and not _name_given(file.name, file.taken_on)


def listed(file: EvidenceEntry) -> str:
    """Return what a line below an item says of a file: its number and name as in the list of evidence."""
    return f"〔{file.number}〕{words.called(file)}"


def _first_words(text: str) -> str:
    """Return the first clause of a text, shortened; not parted within brackets or quotation marks."""
    said = _CLAUSE.split(text, maxsplit=1)[0]
    cut = said[:LONGEST]
    for opening, closing in _PAIRS:
        if cut.count(opening) > cut.count(closing):
            cut = cut[: cut.rindex(opening)]
    if not cut:  # the whole begins with a bracket
        return text
    return cut if len(cut) == len(said) else f"{cut}……"


def _name_given(name: str, day: date | None) -> str:
    """Return what somebody called a picture's file, the first where it has several names, or ""."""
    first = _FIRST_NAME.match(name)
    stem = without_day(first[1] if first else PurePath(name).stem, day)
    return stem if was_named(stem) else ""


def _place(file: EvidenceEntry, entry: Entry, point: Entry) -> str:
    title = point.item.title or point.heading
    others = "、".join(place for place in file.places if place != entry.place)
    also = f"（另见{others}）" if others else ""
    return f"要点{entry.place}　{title}{also}".rstrip("　") if point.counted else f"{entry.heading}{also}"
