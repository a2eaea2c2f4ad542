import hashlib
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.copying import CHUNK
from desktop_app.evidence.names import safe_name
from desktop_app.evidence.vault import ARRIVED, StoredFile, Tidied, Vault
from tests.ordinary import forbid_writing
from tests.watching import Disk, disk

__all__ = ["disk"]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _everything(vault: Vault) -> list[str]:
    everything = (path.relative_to(vault.folder).as_posix() for path in vault.folder.rglob("*"))
    return sorted(place for place in everything if place != ARRIVED)


def test_a_file_lies_under_its_own_name_in_a_folder_named_by_its_content(
    vault: Vault, tmp_path: Path
) -> None:
    content = os.urandom(3 * CHUNK + 17)
    source = _file(tmp_path, "演练方案.docx", content)
    os.utime(source, (1_600_000_000, 1_600_000_000))
    stored = vault.store(source)
    sha256 = hashlib.sha256(content).hexdigest()
    assert stored == StoredFile(sha256, "演练方案.docx", len(content))
    kept = vault.folder / sha256 / "演练方案.docx"
    assert vault.path(sha256, "演练方案.docx") == kept
    assert kept.read_bytes() == content
    assert kept.stat().st_mtime == 1_600_000_000
    assert _everything(vault) == [sha256, f"{sha256}/演练方案.docx"]


def test_progress_counts_bytes_up_to_the_whole(vault: Vault, tmp_path: Path) -> None:
    source = _file(tmp_path, "大.bin", b"x" * (2 * CHUNK + 1))
    seen: list[tuple[int, int]] = []
    vault.store(source, lambda done, total: seen.append((done, total)))
    whole = 2 * CHUNK + 1
    assert seen == [(CHUNK, whole), (2 * CHUNK, whole), (whole, whole)]


def test_a_file_is_on_disk_before_it_has_its_name_and_the_name_after(
    vault: Vault, tmp_path: Path, disk: Disk
) -> None:
    vault.store(_file(tmp_path, "甲.txt", b"content"))
    folders = 0 if os.name == "nt" else 2
    assert disk.steps == ["file on disk", "renamed", *["folder on disk"] * folders]


def test_the_same_content_is_kept_once_under_its_first_name(vault: Vault, tmp_path: Path) -> None:
    first = vault.store(_file(tmp_path, "甲.txt", b"same"))
    second = vault.store(_file(tmp_path, "乙.txt", b"same"))
    assert second == first
    assert _everything(vault) == [first.sha256, f"{first.sha256}/甲.txt"]


def test_cancelling_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    source = _file(tmp_path, "大.bin", b"x" * (3 * CHUNK))
    answers = iter([False, False, True])
    with pytest.raises(CancelledError):
        vault.store(source, cancelled=lambda: next(answers))
    assert _everything(vault) == []


def test_cancelling_at_the_very_end_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    source = _file(tmp_path, "小.bin", b"x")
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        vault.store(source, cancelled=lambda: next(answers))
    assert _everything(vault) == []


def test_a_failing_progress_bar_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    def fail(_done: int, _total: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        vault.store(_file(tmp_path, "小.bin", b"x"), fail)
    assert _everything(vault) == []


@pytest.mark.parametrize("kind", ["folder", "missing", "empty", "pipe"])
def test_what_is_no_file_with_content_is_refused(vault: Vault, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "材料.txt"
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no named pipes on this system")
        os.mkfifo(path)
    with pytest.raises(YaodianError, match=r"材料\.txt"):
        vault.store(path)
    assert not vault.folder.exists()


def test_a_name_with_a_null_is_refused(vault: Vault) -> None:
    with pytest.raises(YaodianError):
        vault.store(Path("a\0b"))


def test_a_file_that_may_not_be_read_is_a_sentence(ordinary: Path) -> None:
    if os.name == "nt":
        pytest.skip("chmod does not forbid reading on Windows")
    secret = _file(ordinary, "密.txt", b"x")
    secret.chmod(0)
    with pytest.raises(YaodianError, match=r"密\.txt"):
        Vault(ordinary / "evidence").store(secret)
    assert _everything(Vault(ordinary / "evidence")) == []


def test_a_file_in_a_folder_that_may_not_be_read_is_a_sentence(ordinary: Path) -> None:
    if os.name == "nt":
        pytest.skip("chmod does not forbid reading on Windows")
    (ordinary / "密").mkdir()
    secret = _file(ordinary / "密", "密.txt", b"x")
    (ordinary / "密").chmod(0)
    with pytest.raises(YaodianError, match=r"密\.txt"):
        Vault(ordinary / "evidence").store(secret)


def test_a_vault_that_may_not_be_written_is_a_sentence_and_unchanged(ordinary: Path) -> None:
    vault = Vault(ordinary / "evidence")
    stored = vault.store(_file(ordinary, "甲.txt", b"1"))
    new = _file(ordinary, "乙.txt", b"2")
    forbid_writing(vault.folder)
    with pytest.raises(YaodianError, match="磁盘空间"):
        vault.store(new)
    assert _everything(vault) == [stored.sha256, f"{stored.sha256}/甲.txt"]
    assert vault.check([stored]).sound == (stored,)


def test_a_place_that_may_not_be_written_leaves_nothing(ordinary: Path) -> None:
    vault = Vault(ordinary / "evidence")
    place = vault.folder / hashlib.sha256(b"1").hexdigest()
    place.mkdir(parents=True)
    (place / "别的").write_bytes(b"x")
    forbid_writing(place)
    before = _everything(vault)
    with pytest.raises(YaodianError, match="磁盘空间"):
        vault.store(_file(ordinary, "甲.txt", b"1"))
    assert _everything(vault) == before


def test_a_place_that_is_taken_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.folder.mkdir()
    _file(vault.folder, hashlib.sha256(b"1").hexdigest(), b"a file where the folder should be")
    before = _everything(vault)
    with pytest.raises(YaodianError, match="磁盘空间"):
        vault.store(_file(tmp_path, "甲.txt", b"1"))
    assert _everything(vault) == before


def test_a_file_that_may_not_be_read_again_counts_as_changed(ordinary: Path) -> None:
    if os.name == "nt":
        pytest.skip("chmod does not forbid reading on Windows")
    vault = Vault(ordinary / "evidence")
    stored = vault.store(_file(ordinary, "甲.txt", b"1"))
    vault.path(stored.sha256, stored.name).chmod(0)
    assert vault.check([stored]).changed == (stored,)


def test_a_vault_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    in_the_way = _file(tmp_path, "evidence", b"a file where the folder should be")
    with pytest.raises(YaodianError, match="磁盘空间"):
        Vault(in_the_way).store(_file(tmp_path, "甲.txt", b"1"))


def test_a_read_only_vault_stores_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence", read_only=True)
    with pytest.raises(YaodianError, match="只读"):
        vault.store(_file(tmp_path, "甲.txt", b"1"))
    assert not vault.folder.exists()


def test_check_names_what_is_missing_changed_and_unexpected(vault: Vault, tmp_path: Path) -> None:
    sound, missing, changed = (
        vault.store(_file(tmp_path, name, name.encode())) for name in ("好.txt", "丢.txt", "改.txt")
    )
    vault.path(missing.sha256, missing.name).unlink()
    vault.path(changed.sha256, changed.name).write_bytes(b"x")
    _file(vault.folder, "多余.txt", b"?")
    stranger = vault.store(_file(tmp_path, "陌生.txt", b"stranger"))
    steps: list[tuple[int, int]] = []
    report = vault.check([sound, missing, changed], lambda done, total: steps.append((done, total)))
    assert (report.sound, report.missing, report.changed) == ((sound,), (missing,), (changed,))
    assert report.unexpected == tuple(sorted([f"{stranger.sha256}/陌生.txt", "多余.txt"]))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_check_of_a_vault_that_was_never_used(vault: Vault) -> None:
    gone = StoredFile("0" * 64, "甲.txt", 3)
    assert vault.check([]).unexpected == ()
    assert vault.check([gone]).missing == (gone,)


def test_check_can_be_cancelled(vault: Vault, tmp_path: Path) -> None:
    stored = vault.store(_file(tmp_path, "甲.txt", b"1"))
    with pytest.raises(CancelledError):
        vault.check([stored], cancelled=lambda: True)


def test_a_file_renamed_by_hand_is_found_by_its_content(vault: Vault, tmp_path: Path) -> None:
    stored = vault.store(_file(tmp_path, "甲.txt", b"1"))
    vault.path(stored.sha256, stored.name).rename(vault.folder / stored.sha256 / "乙.txt")
    assert vault.path(stored.sha256, stored.name).name == "乙.txt"
    assert vault.check([stored]).sound == (stored,)


def test_storing_again_mends_a_changed_file_and_keeps_the_change_beside_it(
    vault: Vault, tmp_path: Path
) -> None:
    source = _file(tmp_path, "方案.txt", b"as it was")
    stored = vault.store(source)
    kept = vault.path(stored.sha256, stored.name)
    for edit in (b"edited", b"edited again"):
        kept.write_bytes(edit)
        assert vault.check([stored]).changed == (stored,)
        assert vault.store(source) == stored
    report = vault.check([stored])
    assert report.sound == (stored,)
    contents = {(vault.folder / place).read_bytes() for place in report.unexpected}
    assert contents == {b"edited", b"edited again"}


def test_what_a_power_cut_left_is_cleared(vault: Vault, tmp_path: Path) -> None:
    stored = vault.store(_file(tmp_path, "甲.txt", b"1"))
    half = vault.folder / ".incoming-half"
    half.mkdir()
    _file(half, "乙.txt", b"half a fi")
    assert vault.tidy() == Tidied(1)
    assert _everything(vault) == [stored.sha256, f"{stored.sha256}/甲.txt"]


def test_several_threads_may_store_at_once(vault: Vault, tmp_path: Path) -> None:
    sources = [_file(tmp_path, f"{number}.txt", str(number % 4).encode()) for number in range(16)]
    found: list[StoredFile] = []
    threads = [threading.Thread(target=lambda path=path: found.append(vault.store(path))) for path in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len({one.sha256 for one in found}) == 4
    assert len(vault.check(found).sound) == 4
    assert vault.check(found).unexpected == ()


def test_a_path_is_never_made_of_words_from_outside(vault: Vault) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        vault.path("../../etc", "passwd")
    inside = vault.path("0" * 64, "../../../passwd")
    assert inside.parent == vault.folder / ("0" * 64)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("演练方案.docx", "演练方案.docx"),
        ("a:b*c?.txt", "a：b＊c？.txt"),
        ("..\\..\\x.txt", "..＼..＼x.txt"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("com¹.log", "_com¹.log"),
        ("console.txt", "console.txt"),
        ("名称. . ", "名称"),
        ("a\nb\x00.txt", "ab.txt"),
        ("bill\u202excod.exe", "billxcod.exe"),
        ("...", "材料"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    long = safe_name("很长的名字" * 60 + ".docx")
    assert long.endswith(".docx")
    assert len(long) <= 100
    assert len(long.encode()) <= 240
    assert len(safe_name("x." + "y" * 300)) == 100


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe_name(safe) == safe
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe == safe.rstrip(". ")
    assert len(safe.encode()) <= 255
