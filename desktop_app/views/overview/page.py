"""The year on one page: head figures, every section as bars, the curve. Each figure leads to its items."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.overview import Ids, Overview, Section, Standing
from desktop_app.models.scores import Score
from desktop_app.models.values import Progress, Verdict
from desktop_app.views.overview.charts import BigFigure, Part, PartsBar, YearCurve
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label, title_label
from desktop_app.views.widgets.theme import XL, L, M, Role, S, Theme, sized, tabular
from desktop_app.views.widgets.words import PROGRESS_ROLES, VERDICT_ROLES, numbered_heading

_ROW = 28
_WIDEST = 1120  # pixels: longer bars are no easier to compare


class OverviewPage(QScrollArea):
    """Shows an Overview.

    Signals: `items_requested(words, ids)` where a figure is chosen, `print_requested()`.
    """

    items_requested = Signal(str, object)
    print_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("概览"))
        self._shown: tuple[Overview, str] | None = None
        self._leads: dict[QAbstractButton, tuple[Part, str]] = {}

    def show_overview(self, overview: Overview, title: str) -> None:
        """Show how a checklist of this title stands."""
        self._shown = overview, title
        self._leads.clear()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(M)
        column.addLayout(self._head(title))
        if overview.sections:
            column.addLayout(self._figures(overview))
            column.addSpacing(M)
            column.addLayout(self._sections(overview))
            column.addSpacing(M)
            self._add_curve(column, overview)
        else:
            column.addWidget(
                plain_label(_("这份清单里还没有要点。添加要点后，这里会显示全年的进展。"), "soft")
            )
        column.addStretch(1)
        page.setMaximumWidth(_WIDEST)
        self.setWidget(page)

    def recolour(self) -> None:
        """Draw everything in the colours in force."""
        if self._shown is not None:
            self.show_overview(*self._shown)

    def _head(self, title: str) -> QHBoxLayout:
        line = QHBoxLayout()
        words = ElidedLabel()
        words.setFont(sized(self.font(), 3, medium=True))
        words.show_words(title)
        button = QPushButton(_("打印本页"))
        button.clicked.connect(self.print_requested)
        line.addWidget(words, 1)
        line.addWidget(button)
        return line

    def _figures(self, overview: Overview) -> QHBoxLayout:
        total, line = overview.total, QHBoxLayout()
        line.setSpacing(L)
        figures = [
            (_("已完成"), total.done, f"/ {total.points}", Role.DONE),
            (_("已逾期"), total.late, "", Role.FAILED),
            (_("缺佐证"), total.lacking, "", Role.MOSTLY),
            (_("有问题"), total.problems, "", Role.MOSTLY),
        ]
        for words, ids, rest, role in figures:
            figure = BigFigure(self._theme, words, str(len(ids)), rest, role if ids else Role.INK)
            self._lead(figure, Part(words, ids, role))
            line.addWidget(figure)
        if total.score.full:
            got = _number(total.score.got) if total.score.got is not None else "—"
            words = _("自评得分 {grade}").format(grade=overview.grade).strip()
            part = Part(_("全部要点"), _all(total), Role.INK)
            if overview.unscored:
                words = _("自评得分，还有 {count} 项没有评分").format(count=len(overview.unscored))
                part = Part(_("没有评分"), overview.unscored, Role.INK)
            figure = BigFigure(self._theme, words, got, f"/ {_number(total.score.full)}")
            self._lead(figure, part)
            line.addWidget(figure)
        line.addStretch(1)
        return line

    def _sections(self, overview: Overview) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        scored = bool(overview.total.score.full)
        heads = ["", _("进度"), "", _("自评结论"), _("逾期"), _("缺佐证"), _("得分") if scored else ""]
        for at, words in enumerate(heads):
            align = Qt.AlignmentFlag.AlignRight if at > 3 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(plain_label(words, "faint"), 0, at, align)
        for at, section in enumerate(overview.sections, start=1):
            self._add_section(grid, at, section, scored)
        for at, stretch in ((0, 5), (1, 4), (3, 5)):
            grid.setColumnStretch(at, stretch)
        return grid

    def _add_section(self, grid: QGridLayout, row: int, section: Section, scored: bool) -> None:
        standing = section.standing
        heading = numbered_heading(section.item) if section.item else _("不在任何一章里的要点")
        name = ElidedLabel()
        name.show_words(heading)
        grid.addWidget(name, row, 0)
        grid.setRowMinimumHeight(row, _ROW)
        progress = [Part(one.label, standing.progress[one], PROGRESS_ROLES[one]) for one in _DONE_FIRST]
        progress[-1] = Part(progress[-1].words, progress[-1].ids, Role.TRACK)
        grid.addWidget(self._bar(heading, progress, tall=False), row, 1)
        figure = plain_label(f"{len(standing.done)}/{standing.points}", "soft")
        figure.setFont(tabular(figure.font()))
        grid.addWidget(figure, row, 2)
        verdicts = [Part(one.label, standing.verdicts[one], VERDICT_ROLES[one], one) for one in Verdict]
        verdicts.append(Part(_("尚无结论"), standing.verdicts[None], Role.TRACK))
        grid.addWidget(self._bar(heading, verdicts, tall=True), row, 3)
        for at, words, ids in ((4, _("逾期"), standing.late), (5, _("缺佐证"), standing.lacking)):
            if ids:
                grid.addWidget(self._count(heading, words, ids), row, at, Qt.AlignmentFlag.AlignRight)
        if scored:
            score = plain_label(_score_in_words(standing.score), "soft")
            score.setFont(tabular(score.font()))
            grid.addWidget(score, row, 6, Qt.AlignmentFlag.AlignRight)

    def _bar(self, heading: str, parts: Sequence[Part], tall: bool) -> PartsBar:
        bar = PartsBar(self._theme, heading, parts, tall)
        bar.chosen.connect(self._ask_for_part)
        return bar

    def _count(self, heading: str, words: str, ids: Ids) -> QToolButton:
        button = link(str(len(ids)))
        button.setAccessibleName(f"{heading} {words} {len(ids)}")
        self._lead(button, Part(words, ids, Role.MOSTLY), heading)
        return button

    def _add_curve(self, column: QVBoxLayout, overview: Overview) -> None:
        head = title_label(_("{years}年进度").format(years=overview.years), 1)
        column.addWidget(head)
        line = QHBoxLayout()
        for words in _curve_notes(overview):
            line.addWidget(plain_label(words, "soft"))
        if overview.undated:
            more = link(_("没有时限 {count} 项").format(count=len(overview.undated)))
            self._lead(more, Part(_("没有时限"), overview.undated, Role.SOFT))
            line.addWidget(more)
        line.addStretch(1)
        column.addLayout(line)
        if overview.curve[-1].due or overview.total.done:
            curve = YearCurve(self._theme, overview.curve, overview.today, overview.total.points)
            curve.chosen.connect(self._ask_for_part)
            column.addWidget(curve)

    def _lead(self, button: QAbstractButton, part: Part, heading: str = "") -> None:
        self._leads[button] = part, heading
        button.clicked.connect(self._ask_for_figure)

    def _ask_for_figure(self) -> None:
        button = self.sender()
        if isinstance(button, QAbstractButton):
            self._ask(*self._leads[button])

    def _ask_for_part(self, part: Part) -> None:
        bar = self.sender()
        self._ask(part, bar.name if isinstance(bar, PartsBar) else "")

    def _ask(self, part: Part, heading: str) -> None:
        words = _("{words} {count} 项").format(words=part.words, count=len(part.ids))
        self.items_requested.emit(f"{heading}　{words}" if heading else words, part.ids)


_DONE_FIRST = (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_STARTED)


def _curve_notes(overview: Overview) -> list[str]:
    """Return what the curve leaves out, in sentences."""
    notes = []
    if not overview.curve[-1].due:
        notes.append(_("还没有完成时限。给要点填上时限，这里就会画出到哪个月应完成多少。"))
    elif overview.undated:
        notes.append(_("没有时限的要点不算在“应完成”里。"))
    left_out = len(overview.total.verdicts[Verdict.NOT_APPLICABLE])
    if left_out:
        notes.append(_("不适用的 {count} 项不算在内。").format(count=left_out))
    return notes


def _all(standing: Standing) -> Ids:
    return tuple(one for ids in standing.progress.values() for one in ids)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _score_in_words(score: Score) -> str:
    if score.full is None:
        return ""
    return f"{'—' if score.got is None else _number(score.got)} / {_number(score.full)}"
