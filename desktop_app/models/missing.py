"""What is missing: what an inspector would ask after, found before one does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.evidence.extract import Problem
from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceKind, EvidenceRow, Progress

LEAST_PICTURE = 1024  # bytes; what is smaller is an icon, a placeholder, or half a download
PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic")


class Lack(StrEnum):
    """What may be missing, in the order in which it is worth a look."""

    NO_EVIDENCE = "no_evidence"
    BROKEN_CHAIN = "broken_chain"
    OUTSIDE_YEAR = "outside_year"
    TOO_SMALL = "too_small"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_TEXT = "no_text"
    NO_ITEM = "no_item"

    @property
    def label(self) -> str:
        """The words on screen."""
        labels = {
            "no_evidence": _("已完成但没有佐证材料"),
            "broken_chain": _("材料链条不完整"),
            "outside_year": _("材料日期不在清单年份内"),
            "too_small": _("图片太小，可能不完整"),
            "empty": _("文件里没有内容"),
            "unreadable": _("文件打不开"),
            "no_text": _("扫描件，里面没有文字"),
            "no_item": _("没有对应条目的材料"),
        }
        return labels[self.value]


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, with the item or file to go to; `detail` says more, "" where all is said.

    A file that serves items of the checklist tells the first of them too.
    """

    lack: Lack
    name: str
    item_id: str | None = None
    evidence_id: str | None = None
    detail: str = ""


def lacking(
    items: ItemTree, year: int | None, every: Sequence[EvidenceRow], problems: Mapping[str, str]
) -> list[Missing]:
    """Return what one checklist of this year lacks, by kind and then in its order; `every` file is asked.

    `problems` are those of `Search.problems`: what cannot be known without reading files comes from there.
    """
    older = {row.previous_id for row in every}
    found = [row for row in every if not row.binned and not (row.id in older and not row.item_ids)]
    by_item: dict[str, list[EvidenceRow]] = {}
    for row in found:
        for item_id in row.item_ids:
            by_item.setdefault(item_id, []).append(row)
    here = _in_order(items, by_item)
    lacks = [*_of_points(items, by_item)]
    told = (_of_file(row, item_id, year, problems) for row, item_id in here)
    lacks += [one for one in told if one is not None]
    lacks += [Missing(Lack.NO_ITEM, row.name, None, row.id) for row in found if not row.item_ids]
    order = list(Lack)
    return sorted(lacks, key=lambda one: order.index(one.lack))


def _in_order(
    items: ItemTree, by_item: Mapping[str, Sequence[EvidenceRow]]
) -> Iterable[tuple[EvidenceRow, str]]:
    """Return the files of a checklist, each once, with the first item that each serves."""
    once: dict[str, tuple[EvidenceRow, str]] = {}
    for item in items.walk():
        for row in by_item.get(item.id, ()):
            once.setdefault(row.id, (row, item.id))
    return once.values()


def _of_points(items: ItemTree, by_item: Mapping[str, Sequence[EvidenceRow]]) -> Iterator[Missing]:
    for point in items.points():
        if not items.applies(point.id):
            continue
        name = f"{point.shown_number}{point.title or point.text}"
        below = (point.id, *(row.id for row in items.walk(point.id)))
        files = [row for item_id in below for row in by_item.get(item_id, ())]
        if not files and items.progress(point.id) is Progress.DONE:
            yield Missing(Lack.NO_EVIDENCE, name, point.id)
        wanted = _wanted_links({row.kind for row in files if row.kind})
        if wanted:
            labels = "、".join(kind.label for kind in wanted)
            yield Missing(Lack.BROKEN_CHAIN, name, point.id, None, _("还缺：{kinds}").format(kinds=labels))


def _wanted_links(kinds: set[EvidenceKind]) -> list[EvidenceKind]:
    """Return which links a chain lacks: a plan asks for a result, a result or feedback for what led there."""
    wanted = []
    later = kinds & {EvidenceKind.RESULT, EvidenceKind.FEEDBACK}
    if later and EvidenceKind.PROCESS not in kinds:
        wanted.append(EvidenceKind.PROCESS)
    if (kinds & {EvidenceKind.PLAN, EvidenceKind.FEEDBACK}) and EvidenceKind.RESULT not in kinds:
        wanted.append(EvidenceKind.RESULT)
    return wanted


def _of_file(row: EvidenceRow, item_id: str, year: int | None, problems: Mapping[str, str]) -> Missing | None:
    """Return what is wrong with a file, once: the worst of it is the kind, the rest a detail."""
    lack, detail = _trouble(row, problems.get(row.sha256, ""))
    if year and row.date and row.date.year != year:
        day = row.date.isoformat()
        if lack is None:
            lack, detail = Lack.OUTSIDE_YEAR, day
        else:
            detail = "，".join(filter(None, (detail, _("材料日期 {day}").format(day=day))))
    return Missing(lack, row.name, item_id, row.id, detail) if lack else None


def _trouble(row: EvidenceRow, problem: str) -> tuple[Lack | None, str]:
    """Return what keeps a file from being read, with a detail: the reason is told, not what comes of it."""
    if problem == Problem.EMPTY:
        return Lack.EMPTY, ""
    if problem in (Problem.UNREADABLE, Problem.LOCKED):
        return Lack.UNREADABLE, _("有密码") if problem == Problem.LOCKED else ""
    if row.size < LEAST_PICTURE and row.name.lower().endswith(PICTURES):
        return Lack.TOO_SMALL, ""
    return (Lack.NO_TEXT, "") if problem == Problem.NO_TEXT else (None, "")
