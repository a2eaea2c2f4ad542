"""What is put right by hand while a document is under review, every step of which can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop_app.documents import editing
from desktop_app.documents.levels import LEVELS
from desktop_app.documents.measure_edits import join_measure, leave_out_measure, split_measure
from desktop_app.documents.outline import Level, Outline, Warning
from desktop_app.i18n import _


@dataclass(frozen=True)
class _Step:
    """An outline, what led to it, and the heading that was chosen before and is to be chosen after."""

    outline: Outline
    name: str
    before: int
    after: int


class ReviewEdits(QObject):
    """Holds the outlines that the edits led through. A place is an index in `editing.headings(outline)`.

    `changed(place)`: another outline holds now, and the heading at this place is to be chosen (-1: none).
    Every edit tells whether it changed anything; while `frozen`, none does.
    """

    changed = Signal(int)

    def __init__(self, outline: Outline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = [_Step(outline, "", -1, -1)]
        self._at = 0
        self._levels = {node.source[0]: node.level for node in editing.headings(outline)}
        self.frozen = False

    @property
    def touched(self) -> bool:
        """Whether there is anything that would be missed."""
        return len(self._steps) > 1

    @property
    def outline(self) -> Outline:
        """The outline as it stands."""
        return self._steps[self._at].outline

    @property
    def undo_name(self) -> str | None:
        """What undo would take back; None where there is nothing."""
        return None if self.frozen else self._steps[self._at].name or None

    @property
    def redo_name(self) -> str | None:
        """What redo would do again; None where there is nothing."""
        after = self._steps[self._at + 1 : self._at + 2]
        return after[0].name if after and not self.frozen else None

    def rename(self, place: int, title: str) -> bool:
        """Give a heading another title; an empty one is none."""
        words = title.strip()
        if not words or words == editing.headings(self.outline)[place].title:
            return False
        return self._take(editing.rename(self.outline, place, words), _("改标题"), place, place)

    def change_level(self, place: int, step: int) -> bool:
        """Move a heading up (-1) or down (1) a level."""
        if not can_move(editing.headings(self.outline)[place].level, step):
            return False
        name = _("升一级") if step < 0 else _("降一级")
        after = editing.change_level(self.outline, place, step)
        start = editing.headings(self.outline)[place].source[0]
        return self._take(after, name, place, editing.place_from(after, start))

    def join_before(self, place: int) -> bool:
        """Make a heading the end of the one before."""
        joined = editing.headings(self.outline)[place]
        after = editing.join_before(self.outline, place)
        ends = [node.source[1] for node in editing.headings(after)]
        chosen = ends.index(joined.source[1]) if joined.source[1] in ends else 0
        return self._take(after, _("并入上一条"), place, chosen)

    def split_at(self, place: int, at: int) -> bool:
        """Cut a heading at a place of the source text: a measure in two, where it stands within one."""
        halved = split_measure(self.outline, place, at)
        if halved is not self.outline:
            return self._take(halved, _("拆分举措"), place, place)
        after = editing.split_at(self.outline, place, at)
        return after is not self.outline and self._take(after, _("拆分"), place, place + 1)

    def split_title(self, place: int, title: str, offset: int) -> bool:
        """Give a heading a title as it is being typed, and cut it there."""
        typed = editing.rename(self.outline, place, title)
        after = editing.split_title(typed, place, offset - len(title) + len(title.lstrip()))
        return after is not typed and self._take(after, _("拆分"), place, place + 1)

    def join_measure(self, place: int, number: int) -> bool:
        """Join one of a heading's measures (from 0) with the one before."""
        after = join_measure(self.outline, place, number)
        return after is not self.outline and self._take(after, _("并入上一条"), place, place)

    def leave_out_measure(self, place: int, number: int) -> bool:
        """Take one of a heading's measures (from 0) out."""
        after = leave_out_measure(self.outline, place, number)
        return after is not self.outline and self._take(after, _("不要这一条"), place, place)

    def leave_out(self, place: int) -> bool:
        """Take a heading and all below it out."""
        after = editing.leave_out(self.outline, place)
        chosen = min(place, len(editing.headings(after)) - 1)
        return self._take(after, _("不要这一条"), place, chosen)

    def accept(self, warnings: Sequence[Warning], place: int) -> bool:
        """Take note of warnings; one that asks is passed over, its question left open."""
        noted = set(warnings)
        left = tuple(warning for warning in self.outline.warnings if warning not in noted)
        outline = replace(self.outline, warnings=left)
        passed = len(warnings) == 1 and editing.asks(warnings[0])
        name = _("暂不选择") if passed else _("接受") if len(warnings) == 1 else _("全部接受")
        return bool(warnings) and self._push(_Step(outline, name, place, place))

    def choose(self, warning: Warning, choice: str, place: int) -> bool:
        """Take one of the readings that a warning offers."""
        return self._push(_Step(editing.choose(self.outline, warning, choice), _("选日期"), place, place))

    def correct(self, name: str, value: str | int | None, place: int) -> bool:
        """Correct one of the document's facts, named as the outline names it."""
        if getattr(self.outline, name) == value:
            return False
        step = _("改{fact}").format(fact=fact_names()[name])
        return self._push(_Step(editing.with_facts(self.outline, **{name: value}), step, place, place))

    def revert(self, warning: Warning, place: int) -> bool:
        """Take back the repair that a warning reports."""
        after = editing.revert(self.outline, warning)
        chosen = min(place, len(editing.headings(after)) - 1)
        return self._take(after, _("撤回改动"), place, chosen)

    def undo(self) -> None:
        """Take the last edit back, exactly."""
        if self._at and not self.frozen:
            chosen = self._steps[self._at].before
            self._at -= 1
            self.changed.emit(chosen)

    def redo(self) -> None:
        """Do the edit taken back last again, exactly."""
        if self._at + 1 < len(self._steps) and not self.frozen:
            self._at += 1
            self.changed.emit(self._steps[self._at].after)

    def _take(self, outline: Outline, name: str, before: int, after: int) -> bool:
        return self._push(_Step(editing.rechecked(self.outline, outline, self._levels), name, before, after))

    def _push(self, step: _Step) -> bool:
        if self.frozen:
            return False
        self._at += 1
        self._steps[self._at :] = [step]
        self.changed.emit(step.after)
        return True


def fact_names() -> dict[str, str]:
    """Return what the document's facts are called on screen."""
    return {
        "title": _("标题"),
        "kind": _("类型"),
        "issuer": _("发文单位"),
        "document_number": _("文号"),
        "date": _("日期"),
        "year": _("年度"),
    }


def can_move(level: Level, step: int) -> bool:
    """Tell whether a heading of a level can move up (-1) or down (1)."""
    return level in LEVELS and 0 <= LEVELS.index(level) + step < len(LEVELS)
