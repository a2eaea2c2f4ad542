"""Places that fail: a stick that is pulled out while its workspace is open, and paths that are too long."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from desktop_app.documents.readers import read_source
from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import Vault
from desktop_app.models import queries
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.workspace import Workspace
from desktop_app.reports import gathering
from desktop_app.reports.writers import write
from tests.trouble.work import STEPS, check_whole, made, state

TOO_LONG = "长" * 120  # 360 bytes; a name may have 255
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows lets no folder go whose files are open")


@posix_only
@pytest.mark.parametrize("name", [name for name in STEPS if name not in ("undo", "redo", "restore")])
def test_a_stick_pulled_out_is_a_sentence_and_nothing_is_written_where_it_was(
    name: str, tmp_path: Path
) -> None:
    folder = made(tmp_path / "made")
    (tmp_path / "made" / "ws.out").mkdir()
    pack(folder, tmp_path / "made" / "pack.yaodian")
    with Workspace.open(folder) as ws:
        rows, _entries, files = state(ws)
        away = folder.rename(folder.with_name("away"))
        said = None
        try:
            STEPS[name](ws, tmp_path / "made", 1)
        except YaodianError as error:
            said = str(error)
        assert said is None or (said and "\n" not in said)
        assert not folder.exists(), sorted(folder.rglob("*"))
        away.rename(folder)
        ws.reconnect()
        check_whole(ws)
        now, _entries, left = state(ws)
        assert files.items() <= left.items()
        assert said is None or now == rows
        STEPS[name](ws, tmp_path / "made", 2)


def test_a_path_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    folder = made(tmp_path / "made")
    pack(folder, tmp_path / "a.yaodian")
    doors: dict[str, Callable[[], object]] = {
        "create": lambda: Workspace.create(tmp_path / TOO_LONG),
        "open": lambda: Workspace.open(tmp_path / TOO_LONG),
        "deep": lambda: Workspace.create(tmp_path.joinpath(*["深" * 80] * 20)),
        "read": lambda: read_source(tmp_path / f"{TOO_LONG}.docx"),
        "store": lambda: Vault(tmp_path / "v").store(tmp_path / f"{TOO_LONG}.docx"),
        "pack": lambda: pack(folder, tmp_path / f"{TOO_LONG}.yaodian"),
        "unpack": lambda: unpack(tmp_path / "a.yaodian", tmp_path / TOO_LONG),
    }
    with Workspace.open(folder) as ws:
        report = gathering.gather(ws, queries.checklists(ws)[0].id)
        for kind, ending in (("excel", "xlsx"), ("word", "docx"), ("pdf", "pdf")):
            doors[kind] = partial(write, kind, report, tmp_path / f"{TOO_LONG}.{ending}")
        for name, door in doors.items():
            before = sorted(tmp_path.iterdir())
            with pytest.raises(YaodianError) as refused:
                door()
            assert "\n" not in str(refused.value), name
            left = set(tmp_path.iterdir()) - set(before) - {tmp_path / "v"}
            for path in left if name == "deep" else ():
                shutil.rmtree(path)
                left = set()
            assert not left, name
        check_whole(ws)
