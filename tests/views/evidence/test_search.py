"""Words are found in items, in what was written of them, and in the text of files, at their page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.models import linking
from desktop_app.models.searching import Search
from desktop_app.models.workspace import Workspace
from desktop_app.views.evidence import feeding
from tests.views.driving import Driver
from tests.views.evidence.papers import pdf, word

Key = Qt.Key


def find(window: Driver, words: str) -> list[str]:
    dialog = window.main.evidence.rooms.search
    dialog.line.setText(words)
    dialog.search()
    return [hit.title for hit in dialog.found.hits]


def fed(window: Driver) -> None:
    feeder = window.main.evidence.rooms.feeding
    feeder._go_on()
    window.until(lambda: feeder._pending == [] and feeder._task is None)


def test_items_and_what_was_written_of_them_are_found(filled: Driver) -> None:
    main = filled.main
    main.actions.find_all.trigger()
    assert main.evidence.rooms.search.isVisible()
    assert find(filled, "家长开放日") == []
    main.desk.set_fields([filled.item("办好劳动教育").id], {"narrative": "五月举办家长开放日，种下两畦番茄"})
    assert find(filled, "家长开放日") == ["办好劳动教育"]
    QTest.keyClick(main.evidence.rooms.search.line, Key.Key_Return)
    assert main.work.tree.current_item() == filled.item("办好劳动教育").id
    assert not main.evidence.rooms.search.isVisible()


def test_the_text_of_files_is_read_in_the_background_and_opened_at_its_page(
    filled: Driver, tmp_path: Path
) -> None:
    main = filled.main
    papers = [
        pdf(tmp_path / "plan.pdf", "first page", "the fire drill in May"),
        word(tmp_path / "甲.docx", "番茄"),
    ]
    main.evidence.take_paths([filled.item("开好思政课").id], papers)
    filled.until(lambda: len(main.evidence.shelf.every()) == 2)
    fed(filled)
    assert find(filled, "番茄") == ["甲"]
    assert find(filled, "fire drill") == ["plan"]
    (hit,) = main.evidence.rooms.search.found.hits
    assert hit.page == 2
    assert [hit.around[a:b] for a, b in hit.marks] == ["fire", "drill"]
    main.actions.find_all.trigger()
    QTest.keyClick(main.evidence.rooms.search.line, Key.Key_Return)
    pane = main.evidence.preview.pane
    assert main.evidence.preview.isVisible()
    filled.until(lambda: pane._sight is not None)
    assert pane.at.text() == "2 / 2"


def test_files_are_read_without_being_asked_after_they_came(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    main.evidence.take_paths([], [word(tmp_path / "甲.docx", "种下两畦番茄")])
    filled.until(main.evidence.shelf.every)
    filled.until(lambda: find(filled, "番茄") == ["甲"])


def test_reading_goes_on_where_it_stopped_in_a_batch(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    papers = [word(tmp_path / f"{number}.docx", f"番茄第{number}号") for number in range(feeding._BATCH + 3)]
    main.evidence.take_paths([], papers)
    filled.until(lambda: len(main.evidence.shelf.every()) == len(papers))
    fed(filled)
    assert len(find(filled, "番茄")) == len(papers)


def test_nothing_found_is_said(filled: Driver) -> None:
    assert find(filled, "不存在的词") == []
    assert filled.main.evidence.rooms.search.state.text() == "没有找到“不存在的词”"


def test_nothing_is_fed_once_the_window_was_closed(filled: Driver) -> None:
    feeder = filled.main.evidence.rooms.feeding
    filled.program.frame.close()
    filled.main.desk.set_fields([filled.item("办好劳动教育").id], {"note": "关窗之后"})
    assert not feeder.busy


def test_a_file_whose_reader_has_not_started_when_the_window_closes_is_read_the_next_time(
    filled: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, evidence = filled.main.desk, filled.main.evidence
    monkeypatch.setattr("desktop_app.evidence.apart.UNTIL_STARTED", 20.0)
    monkeypatch.setattr("desktop_app.safety.children._SERVE", "import time; time.sleep(3600)")
    stored = evidence.shelf.vault.store(word(tmp_path / "食堂检查.docx", "留样记录"))
    desk.do(lambda ws: linking.add_to_inbox(ws, [stored])[1])
    filled.until(evidence.far._turn.locked)
    filled.program.frame.close()
    filled.program.stop()
    with Workspace.open(desk.workspace.folder) as ws, Search(ws) as search:
        assert search.pending() == [stored]
