from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.models import queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported
from tests.ordinary import bound, ordinary

__all__ = ["bound", "ordinary"]


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "工作区") as workspace:
        yield workspace


@pytest.fixture
def checklist(ws: Workspace, tmp_path: Path) -> str:
    return imported(ws, tmp_path)


@pytest.fixture
def items(ws: Workspace, checklist: str) -> ItemTree:
    return queries.tree(ws, checklist)
