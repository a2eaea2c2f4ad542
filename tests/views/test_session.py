"""A working session in the real window, from the first start to the reports."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.documents import read_outline
from desktop_app.models import queries
from desktop_app.models.values import Progress, Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.views.errands import Read
from desktop_app.views.places import Place
from tests.views.driving import Driver
from tests.views.papers import TITLE, write_document, write_evidence

CONTROL = Qt.KeyboardModifier.ControlModifier


def everything(window: Driver) -> list[object]:
    """Return all that the database holds of the open checklist."""
    desk = window.main.desk
    assert desk.opened is not None
    workspace, checklist = desk.workspace, desk.opened.id
    return [
        list(queries.tree(workspace, checklist).walk()),
        queries.evidence(workspace, checklist),
        queries.school(workspace),
        queries.checklists(workspace),
    ]


def test_a_whole_session(window: Driver, tmp_path: Path) -> None:
    main = window.main
    assert main.frame.pages.currentWidget() is main.welcome
    assert not main.bar.isVisible()

    # the document is dropped, looked at, accepted
    window.drop(main.frame, [write_document(tmp_path)])
    window.until(lambda: main.flows.under_review)
    assert main.frame.pages.currentWidget() is main.review
    assert "2 章 2 节 5 条要点" in main.review.facts.text()
    window.click(main.review.accept)
    window.until(lambda: main.desk.opened)
    assert main.frame.pages.currentWidget() is main.work
    assert main.frame.windowTitle().startswith(TITLE)
    at_first = everything(window)

    # ticking by key and by mouse
    window.go_to("开好思政课")
    window.key(Qt.Key.Key_Space)
    assert main.desk.tree.progress(window.item("开好思政课").id) is Progress.DONE
    assert main.status.done.text() == "已完成 1 / 5"
    window.click_sign("守护心理健康")
    assert window.stored("配齐心理教师").progress is Progress.DONE
    window.choose("加强校园安全", "规范食堂管理")
    window.key(Qt.Key.Key_Space)
    assert main.desk.census.count(Place.DONE) == 4

    # words, a verdict, a file
    window.go_to("加强校园安全")
    window.type_into(main.work.panel.narrative, "全年演练10次。")
    assert main.status.saved.text() == "正在填写，会自动保存"
    main.work.tree.setFocus()
    window.until(lambda: window.stored("加强校园安全").narrative == "全年演练10次。")
    assert main.status.saved.text() == "全部改动已保存"
    window.click(main.work.panel.verdict.button(Verdict.ACHIEVED))
    assert window.stored("加强校园安全").verdict is Verdict.ACHIEVED
    papers = write_evidence(tmp_path, "演练方案.docx", "演练照片.jpg")
    window.drop(main.work.tree.viewport(), papers, window.place_of("加强校园安全"))
    window.until(lambda: window.item("加强校园安全").evidence_count == 2)
    assert [row.name for row in main.work.panel.evidence.rows] == ["演练方案.docx", "演练照片.jpg"]
    assert main.desk.census.count(Place.LACKING) == 3
    window.click(main.status.lacking)
    assert "加强校园安全" not in window.shown()
    assert "开好思政课" in window.shown()
    main.work.choose_place(Place.ALL)
    at_last = everything(window)

    # everything back to the start, then forward again
    steps = 0
    while main.desk.undo_name and not main.desk.undo_name.startswith("导入"):
        main.actions.undo.trigger()
        steps += 1
    assert everything(window) == at_first
    main.actions.undo.trigger()
    assert main.frame.pages.currentWidget() is main.welcome
    for _step in range(steps + 1):
        main.actions.redo.trigger()
    assert main.actions.redo.isEnabled() is False
    assert everything(window) == at_last
    assert main.frame.pages.currentWidget() is main.work


def test_a_list_without_items_shows_no_item_of_another(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    assert main.work.panel.item_id
    title_alone = tmp_path / "空要点.txt"
    title_alone.write_text("云溪区教育局2027年工作要点\n", encoding="utf-8")
    filled.import_document(title_alone)
    assert len(main.desk.tree) == 0
    assert main.work.panel.item_id == ""


def test_finding(filled: Driver) -> None:
    main = filled.main
    QTest.keyClick(main.frame, Qt.Key.Key_F, CONTROL)
    filled.type_into(main.bar.search, "演练")
    assert filled.shown() == ["守牢安全底线", "加强校园安全", "每月开展1次应急疏散演练", "完善门卫管理制度"]
    assert main.bar.hits.text() == "找到 2 项"
    assert main.work.panel.item_id == filled.item("加强校园安全").id
    QTest.keyClick(main.bar.search, Qt.Key.Key_Escape)
    assert len(filled.shown()) == len(main.desk.tree)
    main.bar.search.setText("没有这样的话")
    assert main.work.empty_words.isVisible()
    filled.click(main.work.empty_button)
    assert main.bar.search.text() == ""
    assert len(filled.shown()) == len(main.desk.tree)


def test_a_document_that_cannot_be_kept_leaves_nothing_in_the_vault(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    before = sorted((main.desk.workspace.folder / "evidence").iterdir())
    document = tmp_path / "另一份要点.txt"
    document.write_text("某区教育局2027年工作要点\n一、夯实基础\n1.做好一件事。内容。\n", "utf-8")
    outline = replace(read_outline(document), source_text="有\0的原文")
    main.errands.store_original(main.desk.workspace.vault, Read(document, outline))
    filled.until(main.notice.isVisible)
    assert "没有导入" in main.notice.words.text()
    assert sorted((main.desk.workspace.folder / "evidence").iterdir()) == before


def test_the_title_names_a_workspace_that_is_not_the_usual_one(filled: Driver) -> None:
    main = filled.main
    usual = Workspace.default_folder().name
    assert main.desk.workspace.folder.name != usual
    assert main.frame.windowTitle() == f"{TITLE} — 要点自评（工作区“{main.desk.workspace.folder.name}”）"
    main.desk.workspace.folder = main.desk.workspace.folder.with_name(usual)
    main._show_checklists()
    assert main.frame.windowTitle() == f"{TITLE} — 要点自评"
