import os
import time
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError
from desktop_app.evidence.copying import hash_file
from desktop_app.evidence.rechecking import DAYS, Faults, Marks, check_all, look, recheck
from desktop_app.evidence.vault import StoredFile, Vault


def _never() -> bool:
    return False


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def _stored(vault: Vault, folder: Path, *names: str) -> list[StoredFile]:
    found = []
    for name in names:
        (folder / name).write_text(f"{name}的内容", "utf-8")
        found.append(vault.store(folder / name))
    return found


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with the names of the files that are read."""
    read: list[str] = []

    def noted(path: Path, cancelled: object = None) -> str:
        read.append(path.name)
        return hash_file(path, None)

    monkeypatch.setattr("desktop_app.evidence.rechecking.hash_file", noted)
    return read


def test_a_file_of_the_same_size_and_time_is_found_and_the_gone_too(vault: Vault, tmp_path: Path) -> None:
    files = _stored(vault, tmp_path, "甲.txt", "乙.txt", "丙.txt", "丁.txt")
    marks = Marks(tmp_path / "checked.json")
    assert recheck(vault, files, marks, _never, 0) == Faults()
    turned, newer, gone, _sound = (vault.path(one.sha256, one.name) for one in files)
    for path in (turned, newer):
        moment, content = path.stat(), bytearray(path.read_bytes())
        content[0] ^= 1
        path.write_bytes(content)
        if path is turned:
            os.utime(path, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    gone.unlink()
    changed = frozenset(one.sha256 for one in files[:2])
    assert recheck(vault, files, marks, _never, 0) == Faults(frozenset({files[2].sha256}), changed)


def test_what_looks_the_same_is_not_read_again_until_a_month_has_passed(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _stored(vault, tmp_path, "甲.txt", "乙.txt")
    read = _reads(monkeypatch)
    marks = Marks(tmp_path / "checked.json")
    recheck(vault, files, marks, _never, 0)
    assert read == ["甲.txt", "乙.txt"]
    marks.save()
    kept = Marks(tmp_path / "checked.json")
    recheck(vault, files, kept, _never, 0)
    assert len(read) == 2
    later = time.time() + 86_400 * DAYS
    monkeypatch.setattr("desktop_app.evidence.rechecking.time.time", lambda: later)
    recheck(vault, files, kept, _never, 0)
    assert len(read) == 4
    (tmp_path / "checked.json").write_text("[3", "utf-8")
    assert Marks(tmp_path / "checked.json").get(files[0].sha256) is None


def test_a_check_can_be_stopped(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        recheck(vault, _stored(vault, tmp_path, "甲.txt"), Marks(tmp_path / "m"), lambda: True, 0)


def test_all_are_read_where_that_is_asked_for(vault: Vault, tmp_path: Path) -> None:
    files = _stored(vault, tmp_path, "甲.txt", "乙.txt", "丙.txt", "丁.txt")
    marks, told = Marks(tmp_path / "checked.json"), list[tuple[int, int]]()
    recheck(vault, files, marks, _never, 0)
    turned, gone, short, _sound = (vault.path(one.sha256, one.name) for one in files)
    content = bytearray(turned.read_bytes())
    content[0] ^= 1
    turned.write_bytes(content)
    gone.unlink()
    short.write_bytes(short.read_bytes()[:-1])
    missing, cut = frozenset({files[1].sha256}), frozenset({files[2].sha256})
    assert look(vault, files, _never) == Faults(missing, cut)  # in its size, so nothing is seen of the first
    wrong = cut | {files[0].sha256}
    assert check_all(vault, files, marks, lambda *at: told.append(at), _never) == Faults(missing, wrong)
    assert told[-1] == (sum(one.size for one in files),) * 2


def test_what_cannot_be_read_is_neither_sound_nor_changed(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = _stored(vault, tmp_path, "甲.txt")

    def held(_path: Path, _cancelled: object = None) -> str:
        raise PermissionError

    monkeypatch.setattr("desktop_app.evidence.rechecking.hash_file", held)
    marks = Marks(tmp_path / "checked.json")
    assert recheck(vault, [file], marks, _never, 0) == Faults(unread=frozenset({file.sha256}))
    assert marks.get(file.sha256) is None
