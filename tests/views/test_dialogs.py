import shutil
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from desktop_app.models import queries
from desktop_app.models.values import SchoolRow
from desktop_app.views.dialogs import documents
from desktop_app.views.office.school_dialog import SchoolDialog
from tests.views.driving import Driver
from tests.views.papers import write_document, write_evidence


def test_the_schools_profile(filled: Driver) -> None:
    main = filled.main
    main.actions.school.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, SchoolDialog)
    dialog.lines["name"].setText(" 云溪区实验小学 ")
    dialog.lines["phone"].setText("1234567")
    filled.click(dialog.save)
    assert queries.school(main.desk.workspace) == SchoolRow(name="云溪区实验小学", phone="1234567")
    main.actions.undo.trigger()
    assert queries.school(main.desk.workspace) == SchoolRow()


def test_a_profile_left_as_it_was_is_no_action(filled: Driver) -> None:
    main = filled.main
    before = main.desk.undo_name
    main.actions.school.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, SchoolDialog)
    filled.click(dialog.save)
    assert main.desk.undo_name == before


def test_choosing_a_document_and_evidence(window: Driver, tmp_path: Path) -> None:
    main = window.main
    window.click(main.welcome.choose)
    dialog = main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(write_document(tmp_path)))
    dialog.close()
    window.until(lambda: main.flows.under_review)
    window.click(main.review.accept)
    window.until(lambda: main.desk.opened)
    row = window.go_to("开好思政课")
    window.click(main.work.panel.evidence.add)
    dialog = main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path) for path in write_evidence(tmp_path, "甲.docx", "乙.docx")])
    dialog.close()
    window.until(lambda: main.desk.tree[row.id].evidence_count == 2)


def test_files_are_chosen_where_one_was_last(window: Driver, tmp_path: Path) -> None:
    main = window.main

    def asked_in() -> str:
        dialog = main.dialogs.current
        assert isinstance(dialog, QFileDialog)
        return dialog.directory().absolutePath()

    window.click(main.welcome.choose)
    assert asked_in() == documents()
    dialog = main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    stick = tmp_path / "U 盘"
    stick.mkdir()
    dialog.fileSelected.emit(str(write_document(stick)))
    dialog.close()
    main.dialogs.choose_evidence([])
    assert asked_in() == str(stick)
    shutil.rmtree(stick)
    main.dialogs.choose_replacement("", "通知.docx")
    assert asked_in() == documents()


def test_a_checklist_gets_another_name_and_goes(filled: Driver) -> None:
    main = filled.main
    row = main.desk.checklists[0]
    menu = main.dialogs.checklist_menu(row)
    rename, delete = menu.actions()
    rename.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("今年的要点")
    dialog.accept()
    assert main.frame.windowTitle().startswith("今年的要点")
    assert main.work.sidebar.model.entries[0].words == "今年的要点"
    delete.trigger()
    assert main.frame.pages.currentWidget() is main.welcome
    main.actions.undo.trigger()
    assert main.desk.opened is not None
    menu.close()


def test_about(filled: Driver) -> None:
    filled.main.actions.about.trigger()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, QMessageBox)
    assert "要点自评" in dialog.text()
    dialog.close()
