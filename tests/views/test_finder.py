"""Searching in the window: by pinyin, in the names of files, and at once after a change."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.views.finder import Finder
from tests.views.driving import Driver
from tests.views.papers import write_evidence
from tests.views.trees import tree


def test_the_index_is_made_ready_while_nothing_happens(filled: Driver) -> None:
    finder = filled.main.desk._finder
    assert finder._timer.isActive()  # not at once: the first screen comes first
    filled.until(lambda: not finder._timer.isActive())
    assert finder._index is not None
    assert finder._index.warm(0)


def test_files_are_found_by_name_as_soon_as_they_are_there(filled: Driver, tmp_path: Path) -> None:
    row = filled.go_to("开好思政课")
    desk = filled.main.desk
    assert desk.find("ylfa") == []
    filled.drop(filled.main.work.panel.viewport(), write_evidence(tmp_path, "演练方案.docx"))
    filled.until(lambda: desk.tree[row.id].evidence_count == 1)
    assert desk.find("ylfa") == desk.find("演练方案") == [row.id]
    desk.undo()
    assert desk.find("演练方案") == []


def test_words_typed_by_pinyin_show_their_rows(filled: Driver) -> None:
    filled.main.bar.search.setText("ldjy")
    assert "办好劳动教育" in filled.shown()
    assert "开好思政课" not in filled.shown()


def test_very_many_changes_at_once_are_found_too(qapp: QApplication) -> None:
    items = tree(sections=10, points=20, measures=2)
    finder = Finder(lambda _ids: {})
    finder.show_tree(items)
    assert finder.find("迎检") == []
    every = [row.id for row in items.walk()]
    items.update([replace(items[one], note="迎检") for one in every])
    finder.update(every)
    assert finder.find("迎检") == every
    finder.stop()
