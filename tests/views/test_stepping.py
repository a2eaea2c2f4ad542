"""Undo and redo of very many rows in the real window: it answers meanwhile, and what is done comes after."""

from pathlib import Path

import pytest

from desktop_app.evidence.vault import StoredFile
from desktop_app.models import linking, queries
from desktop_app.models.values import Progress
from desktop_app.models.workspace import Workspace
from tests.views.conftest import Start
from tests.views.driving import Driver

MANY = 1100  # more than is done at once


@pytest.fixture
def many(filled: Driver) -> Driver:
    files = [StoredFile(f"{number:064}", f"记录{number}.txt", number) for number in range(MANY)]
    filled.main.desk.do(lambda ws: linking.add_to_inbox(ws, files)[1])
    assert inbox(filled) == MANY
    return filled


def inbox(window: Driver) -> int:
    return len(window.main.evidence.shelf.inbox())


def test_the_window_answers_while_thousands_of_rows_go_and_come(many: Driver) -> None:
    desk, bot = many.main.desk, many.bot
    said: list[str] = []
    desk.stepping.told.connect(said.append)
    desk.undo()
    assert desk.stepping.busy
    assert inbox(many) == MANY
    many.until(lambda: not desk.stepping.busy)
    assert inbox(many) == 0
    assert len(said) > 10
    assert said[0] == "正在撤销 7%"
    assert many.main.status.message.text().startswith("已撤销：收到材料")
    with bot.waitSignal(desk.stepped, timeout=30_000):
        desk.redo()
    assert inbox(many) == MANY
    assert said[-1].startswith("正在重做")


def test_what_is_done_meanwhile_comes_after(many: Driver) -> None:
    desk = many.main.desk
    point = many.item("每学期组织")
    desk.undo()
    assert desk.stepping.busy
    desk.tick([point.id], True)
    assert not desk.stepping.busy
    assert inbox(many) == 0
    assert desk.tree[point.id].progress is Progress.DONE
    assert (desk.redo_name, desk.undo_name) == (None, queries.can_undo(desk.workspace))
    assert (desk.undo_name or "").startswith("勾选")


def test_keys_pressed_meanwhile_count(many: Driver) -> None:
    desk = many.main.desk
    desk.undo()
    desk.redo()
    desk.undo()
    desk.undo()  # the import
    many.until(lambda: not desk.stepping.busy)
    assert desk.opened is None
    assert inbox(many) == 0


def test_a_window_closed_meanwhile_has_done_it(many: Driver, start: Start, tmp_path: Path) -> None:
    many.main.desk.undo()
    assert many.main.desk.stepping.busy
    folder = many.main.desk.workspace.folder
    many.program.frame.close()
    many.program.stop()
    with Workspace.open(folder) as ws:
        assert queries.inbox(ws) == []
        assert queries.can_redo(ws) is not None
