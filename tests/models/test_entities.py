from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from desktop_app.models import operations
from desktop_app.models.entities import Checklist, Moment, new_id
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace


def test_a_moment_is_the_same_moment_in_every_zone(ws: Workspace, checklist: str) -> None:
    beijing = datetime(2022, 9, 1, 7, 30, tzinfo=timezone(timedelta(hours=8)))
    with ws.action("时刻") as action:
        action.session.get_one(Checklist, checklist).created_at = beijing
    with ws.session() as session:
        (found,) = session.scalars(select(Checklist.created_at))
        raw = session.connection().exec_driver_sql("SELECT created_at FROM checklist").scalar()
    assert found == beijing
    assert found.tzinfo is not None
    assert raw == "2022-08-31 23:30:00.000000"
    assert operations.undo(ws)
    assert operations.redo(ws)
    with ws.session() as session:
        assert session.scalar(select(Checklist.created_at)) == beijing


def test_a_moment_without_a_zone_is_a_mistake(ws: Workspace, checklist: str) -> None:
    with pytest.raises(StatementError, match="time zone"), ws.session() as session:
        session.scalar(select(Checklist.id).where(Checklist.created_at == datetime(2022, 9, 1)))
    assert Moment().python_type is datetime


def test_ids_are_never_the_same(items: ItemTree) -> None:
    ids = {new_id() for _number in range(1000)} | {row.id for row in items.walk()}
    assert len(ids) == 1013
    assert all(len(one) == 32 for one in ids)
