"""What can go wrong while files come in, each with real files: a sentence, and all of the file or nothing."""

import errno
import gc
import os
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.copying import CHUNK, hash_file, plain_write_errors, size_to_store, unreadable
from desktop_app.evidence.vault import Refused, StoredFile, Vault

ROOT = Path(__file__).parents[2]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def file(folder: Path, name: str, content: bytes = b"content") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def stored_files(vault: Vault) -> list[Path]:
    return [path for path in vault.folder.glob("*/*") if path.is_file()]


def needs_posix() -> None:
    if os.name != "posix":
        pytest.skip("needs a POSIX system")


def test_a_link_is_refused_with_a_sentence_and_not_followed(vault: Vault, tmp_path: Path) -> None:
    secret = file(tmp_path, "私密.txt")
    link = tmp_path / "链接.txt"
    try:
        link.symlink_to(secret)
    except OSError:
        pytest.skip("no right to make links")
    with pytest.raises(YaodianError, match=r"链接\.txt.*链接"):
        vault.store(link)
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(YaodianError, match=r"链接\.txt.*链接"):
        vault.store(link)
    assert not vault.folder.exists()


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(vault: Vault, device: str) -> None:
    needs_posix()
    with pytest.raises(YaodianError, match="不是普通文件"):
        vault.store(Path(device))


def test_what_becomes_a_pipe_or_a_link_before_it_is_opened_is_refused(vault: Vault, tmp_path: Path) -> None:
    """A lazily given list names a file whose kind changes after it was looked at: no hang, nothing kept."""
    needs_posix()
    good, changing = file(tmp_path, "a.txt"), file(tmp_path, "b.txt")

    def change(_files: int, _done: int, _total: int) -> None:
        if not changing.is_fifo():
            changing.unlink()
            os.mkfifo(changing)

    first, second = vault.store_all([good, changing], change)
    assert isinstance(first, StoredFile)
    assert isinstance(second, Refused)
    assert "不是普通文件" in second.reason


def test_a_file_that_grows_while_it_is_copied_is_refused_whole(vault: Vault, tmp_path: Path) -> None:
    growing = file(tmp_path, "日志.txt", b"x" * 3 * CHUNK)
    os.utime(growing, (1_600_000_000, 1_600_000_000))

    def write(done: int, _total: int) -> None:
        if done == CHUNK:
            with growing.open("r+b") as target:
                target.write(b"y" * 10)

    with pytest.raises(YaodianError, match=r"日志\.txt.*被改动"):
        vault.store(growing, write)
    assert list(vault.folder.iterdir()) == []


def test_a_file_that_is_cut_while_it_is_copied_is_refused_whole(vault: Vault, tmp_path: Path) -> None:
    shrinking = file(tmp_path, "a.bin", b"x" * 3 * CHUNK)
    os.utime(shrinking, (1_600_000_000, 1_600_000_000))
    with pytest.raises(YaodianError, match="被改动"):
        vault.store(shrinking, lambda done, _total: os.truncate(shrinking, 2 * CHUNK))
    assert list(vault.folder.iterdir()) == []


def test_a_file_deleted_before_its_turn_is_a_sentence_and_the_others_come_in(
    vault: Vault, tmp_path: Path
) -> None:
    paths = [file(tmp_path, f"{number}.txt", str(number).encode()) for number in range(3)]

    def vanishing() -> Iterator[Path]:
        yield paths[0]
        paths[1].unlink()
        yield paths[1]
        yield paths[2]

    results = list(vault.store_all(vanishing()))
    assert [type(result) for result in results] == [StoredFile, Refused, StoredFile]
    assert results[1] == Refused(paths[1], "找不到文件“1.txt”，没有添加。请检查名称和位置。")
    assert len(stored_files(vault)) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "sharing violation"), "WPS"),
        (FileNotFoundError(errno.ENOENT, "gone"), "找不到"),
        (OSError(errno.EIO, "the stick was pulled"), "U 盘"),
        (OSError(errno.ESTALE, "the share is gone"), "网络"),
        (ValueError("embedded null"), "无法读取"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(error: OSError | ValueError, said: str) -> None:
    sentence = str(unreadable(Path("/x/方案.docx"), error))
    assert said in sentence
    assert "“方案.docx”" in sentence
    assert "没有添加" in sentence


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_called_so(number: int) -> None:
    with pytest.raises(YaodianError, match="空间不够"), plain_write_errors(Path("甲.txt")):
        raise OSError(number, "no space")


def test_a_file_larger_than_the_free_space_is_refused_before_it_is_copied(
    vault: Vault, tmp_path: Path
) -> None:
    needs_posix()
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as target:
        try:
            target.truncate(1 << 43)
        except OSError:
            pytest.skip("this file system takes no file of 8 TB, not even an empty one")
    with pytest.raises(YaodianError, match=r"空间不够，“huge\.bin”"):
        vault.store(huge, lambda _done, _total: pytest.fail("it was copied"))
    assert list(vault.folder.iterdir()) == []


def test_a_disk_that_fills_up_half_way_leaves_nothing(tmp_path: Path) -> None:
    """A real write that stops half way: the system's limit on a file's size plays the full disk."""
    needs_posix()
    file(tmp_path, "大.bin", os.urandom(3 * CHUNK))
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from desktop_app.evidence.vault import Vault\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({CHUNK} + 7, {CHUNK} + 7))\n"
        "try:\n"
        "    Vault(Path(sys.argv[1]) / 'evidence').store(Path(sys.argv[1]) / '大.bin')\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.startswith("YaodianError 工作区所在的磁盘空间不够，“大.bin”")
    assert list((tmp_path / "evidence").iterdir()) == []


def test_a_sentence_shows_a_name_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(YaodianError) as told:
        size_to_store(tmp_path / "年报\u202excod.exe")
    assert "“年报xcod.exe”" in str(told.value)
    with pytest.raises(YaodianError) as told:
        size_to_store(tmp_path / "a\nb.txt")
    assert "“ab.txt”" in str(told.value)


def test_a_name_that_is_no_text_is_stored_and_can_be_written_down(vault: Vault, tmp_path: Path) -> None:
    needs_posix()
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0\xce\xc4.txt"))
    try:
        path.write_bytes(b"GBK name")
    except OSError:
        pytest.skip("this file system takes no such name")
    stored = vault.store(path)
    assert stored.given.encode("utf-8")
    assert vault.check([stored]).sound == (stored,)


def test_many_files_come_in_lazily_with_progress_for_each(vault: Vault, tmp_path: Path) -> None:
    sizes = [CHUNK + 5, 3, CHUNK]
    paths = [file(tmp_path, f"{number}.bin", os.urandom(size)) for number, size in enumerate(sizes)]
    asked: list[int] = []
    steps: list[tuple[int, int, int]] = []

    def given() -> Iterator[Path]:
        for number, path in enumerate(paths):
            asked.append(number)
            yield path

    results = vault.store_all(given(), lambda *step: steps.append(step))
    first = next(results)
    assert isinstance(first, StoredFile)
    assert asked == [0]
    assert hash_file(vault.path(first.sha256, first.name)) == first.sha256
    assert len([*results]) == 2
    assert steps == [
        (0, CHUNK, CHUNK + 5), (0, CHUNK + 5, CHUNK + 5), (1, 3, 3), (2, CHUNK, CHUNK),
    ]  # fmt: skip
    assert not list(vault.folder.glob(".incoming-*"))


def test_cancelling_keeps_what_came_in_whole_and_nothing_else(vault: Vault, tmp_path: Path) -> None:
    paths = [file(tmp_path, f"{number}.bin", os.urandom(2 * CHUNK)) for number in range(3)]
    stop = threading.Event()
    kept: list[StoredFile | Refused] = []

    def step(files: int, _done: int, _total: int) -> None:
        if files == 1:
            stop.set()

    with pytest.raises(CancelledError):
        kept.extend(vault.store_all(paths, step, stop.is_set))
    assert [path.name for path in stored_files(vault)] == ["0.bin"]
    assert not list(vault.folder.glob(".incoming-*"))


def test_leaving_off_in_the_middle_leaves_no_half_file(vault: Vault, tmp_path: Path) -> None:
    results = vault.store_all([file(tmp_path, "a.txt", b"1"), file(tmp_path, "b.txt", b"2")])
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert len(stored_files(vault)) == 1
    assert not list(vault.folder.glob(".incoming-*"))


def test_a_read_only_vault_takes_none_of_many(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="只读"):
        list(Vault(tmp_path / "evidence", read_only=True).store_all([file(tmp_path, "a.txt")]))


def test_a_thousand_files_take_no_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """The same few files again and again: what grows with their number would show."""
    vault = Vault(tmp_path / "evidence")
    paths = [file(tmp_path, f"{number}.txt", str(number).encode()) for number in range(20)]
    tracemalloc.start()
    try:
        few, many = _most_memory(vault, paths, 5), _most_memory(vault, paths, 50)
    finally:
        tracemalloc.stop()
    assert many < few + 100_000
    assert many < 4 * CHUNK


def _most_memory(vault: Vault, paths: list[Path], times: int) -> int:
    """Return the most bytes held at once while adding files so many times."""
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    for _result in vault.store_all(path for _time in range(times) for path in paths):
        pass
    return tracemalloc.get_traced_memory()[1] - before
