"""The window opens where one left it."""

from pathlib import Path

from desktop_app.models import operations
from desktop_app.models.workspace import Workspace
from desktop_app.views.places import Place
from tests.views.conftest import Start
from tests.views.papers import TEXT, TITLE, write_document


def test_one_comes_back_to_where_one_was(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    first = start(folder)
    first.import_document(write_document(tmp_path))
    first.import_document(write_document(tmp_path, TEXT.replace("云溪区", "青禾区"), "别区.txt"))
    own = next(row for row in first.main.desk.checklists if row.title == TITLE)
    first.main.desk.open(own.id)
    row = first.go_to("规范食堂管理")
    first.main.work.setSizes([200, 700, 466])
    sizes = first.main.work.sizes()
    first.program.frame.close()
    first.program.stop()
    again = start(folder)
    again.until(lambda: again.main.desk.opened)
    assert again.main.desk.opened == own
    assert again.main.work.panel.item_id == row.id
    assert again.main.work.sizes() == sizes


def test_the_view_of_last_time_is_shown(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    first = start(folder)
    first.import_document(write_document(tmp_path))
    first.main.work.choose_place(Place.DONE)
    first.program.frame.close()
    first.program.stop()
    assert start(folder).place() is Place.DONE


def test_a_list_that_is_gone_is_no_place_to_go_back_to(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    first = start(folder)
    first.import_document(write_document(tmp_path))
    opened = first.main.desk.opened
    assert opened is not None
    first.import_document(write_document(tmp_path, TEXT.replace("云溪区", "青禾区"), "别区.txt"))
    first.main.desk.open(opened.id)
    first.program.frame.close()
    first.program.stop()
    with Workspace.open(folder) as workspace:
        operations.delete_checklist(workspace, opened.id)
    again = start(folder)
    assert again.main.desk.opened is not None
    assert again.main.desk.opened.id != opened.id
