"""The head of the review: what was read, which of several plans, and the two ways out."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.documents import editing
from desktop_app.documents.dates import day_in_full
from desktop_app.documents.outline import Level, Outline
from desktop_app.i18n import _
from desktop_app.views.review.facts import DrawnBox
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label, primary_button
from desktop_app.views.widgets.theme import XL, L, M, S, sized

_SHORTEST = 80  # pixels for the facts, beside what changes them
_LONGEST = 320  # pixels for a plan's name in the chooser


class ReviewHead(QWidget):
    """Says what was read. `paper_requested(number of the plan)` where a file holds several."""

    paper_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = 0  # the one that is shown
        self.setObjectName("reviewHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = ElidedLabel()
        self.title.setFont(sized(self.font(), 4, medium=True))
        self.facts = ElidedLabel("soft")
        self.facts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.facts.setMinimumWidth(_SHORTEST)
        self.edit_facts = link(_("修改"))
        self.papers_title = plain_label()
        self.papers = DrawnBox()
        self.papers.setMaximumWidth(_LONGEST)
        self.papers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.papers_title.setBuddy(self.papers)
        self.accept = primary_button(_("生成清单"))
        self.cancel = QPushButton(_("取消"))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        below = QHBoxLayout()
        below.setSpacing(M)
        below.addWidget(self.facts)
        below.addWidget(self.edit_facts)
        below.addStretch()
        words.addLayout(below)
        across = QHBoxLayout(self)
        across.setContentsMargins(XL, M, XL, M)
        across.setSpacing(S)
        across.addLayout(words, 1)
        for part in (self.papers_title, self.papers):
            across.addWidget(part)
        across.addSpacing(L)
        across.addWidget(self.cancel)
        across.addWidget(self.accept)
        self.papers.activated.connect(self._ask_for_paper)

    def show_storing(self, storing: bool) -> None:
        """Show that the checklist is being made, and offer nothing meanwhile."""
        self.accept.setText(_("正在生成…") if storing else _("生成清单"))
        for part in (self.accept, self.cancel, self.papers, self.edit_facts):
            part.setDisabled(storing)

    def show_outline(self, outline: Outline) -> None:
        """Show what is known of a document."""
        self.title.show_words(outline.title)
        self.facts.show_words(facts_in_words(outline))
        several = len(outline.papers) > 1
        self.papers_title.setText(_("文件里有 {count} 份计划").format(count=len(outline.papers)))
        for part in (self.papers_title, self.papers):
            part.setVisible(several)
        self._paper = outline.paper
        self.papers.clear()
        if several:
            self.papers.addItems(outline.papers)
            self.papers.setCurrentIndex(outline.paper)

    def _ask_for_paper(self, paper: int) -> None:
        """Ask for another plan; the box names the one that is shown until the other is read, if it can be."""
        self.papers.setCurrentIndex(self._paper)
        if paper != self._paper:
            self.paper_requested.emit(paper)


def facts_in_words(outline: Outline) -> str:
    """Return what was read on one line: 工作计划 · 2022年度 · 沪崇教〔2022〕1号 · 4 章 48 条要点."""
    words = {
        Level.SECTION: _("{count} 章"),
        Level.SUBSECTION: _("{count} 节"),
        Level.POINT: _("{count} 条要点"),
        Level.MEASURE: _("{count} 项举措"),
    }
    headings = editing.headings(outline)
    found = Counter(node.level for node in headings)
    # A heading has measures below it or headings, never both.
    leaves = (node for node in headings if node.children and node.children[0].level is Level.MEASURE)
    found[Level.MEASURE] = sum(len(node.children) for node in leaves)
    counts = [words[level].format(count=found[level]) for level in Level if found[level]]
    kind = _("工作总结") if outline.kind == "summary" else _("工作计划")
    year = _("{year}年度").format(year=outline.year) if outline.year else ""
    day = day_in_full(outline.date) if outline.date else _("没有日期")
    facts = [kind, year, outline.issuer, outline.document_number, day, " ".join(counts)]
    return " · ".join(fact for fact in facts if fact)
