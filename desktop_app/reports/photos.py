"""The photos of a report and the line under each: what the photo sheets show, and nothing of how."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from desktop_app.evidence.clues import says_something, without_day
from desktop_app.models.missing import PICTURES
from desktop_app.reports import words
from desktop_app.reports.content import Entry, EvidenceEntry, Report

A_PAGE = 2
DOTS = 200 / 72  # pixels of a photo a point: what print shows


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
    for section, point, entry in _entries(report):
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


def lost_words(photo: Photo) -> str:
    """Return why a photo cannot be shown."""
    return "照片文件已经不在" if photo.path is None else "照片打不开，文件可能已损坏"


def caption_of(file: EvidenceEntry, point: Entry) -> str:
    """Return the line under a photo: the stored caption; else the day, and its title or what it shows."""
    if file.caption:
        return " ".join(file.caption.split())
    stem = PurePath(file.name.split("、")[0]).stem
    said = file.title or without_day(stem, file.taken_on)
    if not says_something(said):  # IMG_2034 says nothing
        said = point.item.title or point.heading or point.place
    day = f"{words.long_date(file.taken_on)}，" if file.taken_on else ""
    return said if day and said.startswith(day[:-1]) else f"{day}{said}"


def called(file: EvidenceEntry, entry: Entry) -> str:
    """Return what a line below an item calls a file: a photo by its line, others by title or name."""
    if is_photo(file) and (file.caption or (file.taken_on and entry.item.title)):
        return caption_of(file, entry)
    return file.title or file.name


def listed(file: EvidenceEntry, entry: Entry) -> str:
    """Return what a line below an item says of a file: its number in the list, and what it is called."""
    return f"〔{file.number}〕{called(file, entry)}"


def _entries(report: Report) -> Iterator[tuple[str, Entry, Entry]]:
    """Yield (heading of its top, the point that it is or is below, entry) in document order."""
    points: dict[str | None, Entry] = {}  # by item: itself, or the nearest above that is a point
    for top in report.entries:
        section = "" if top.counted else top.shown_heading
        for entry in top.walk():
            above = points.get(entry.item.parent_id)
            points[entry.item.id] = above if above is not None and above.counted else entry
            yield section, points[entry.item.id], entry


def _place(file: EvidenceEntry, entry: Entry, point: Entry) -> str:
    title = point.item.title or point.heading
    others = "、".join(place for place in file.places if place != entry.place)
    also = f"（另见{others}）" if others else ""
    return f"要点{entry.place}　{title}{also}".rstrip("　") if point.counted else f"{entry.heading}{also}"
