"""Adding files to the vault against cp plus sha256sum, and checking them against sha256sum.

YAODIAN_BENCH_MB is the size, 256 where it is not set; 1024 is the size that the aims were set for.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, compare
from desktop_app.evidence.vault import StoredFile, Vault

MEGABYTES = int(os.environ.get("YAODIAN_BENCH_MB", "256"))
SMALL_FILES, SMALL = 1000, 20_000  # files, bytes each: a year's photos and papers are larger
TIMES = 5


def figures() -> Iterator[Figure]:
    """Measure one large file and many small ones, all of it in the page cache for both sides."""
    if not (shutil.which("cp") and shutil.which("sha256sum")):
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        large = folder / "large.bin"
        with large.open("wb") as target:
            for _part in range(MEGABYTES):
                target.write(os.urandom(1 << 20))
        yield from _large(folder, large)
        large.unlink()
        yield _small(folder)


def _large(folder: Path, large: Path) -> Iterator[Figure]:
    vault = Vault(folder / "evidence")
    for peer, sum_up, adding_aim, checking_aim in _peers():
        copying: list[float] = []

        def ours() -> StoredFile:
            shutil.rmtree(vault.folder, ignore_errors=True)
            return vault.store(large)

        def theirs(
            sum_up: tuple[str, ...] = sum_up, copy: Path = folder / "copy.bin", copying: list[float] = copying
        ) -> None:
            copy.unlink(missing_ok=True)
            copying.append(_seconds("cp", large, copy))
            _seconds(*sum_up, large)

        mine, other = compare(ours, theirs, TIMES)
        yield Figure(
            f"adding {MEGABYTES} MB against cp plus {peer}",
            mine / other,
            adding_aim,
            f"{mine:.2f} s, flushed to disk; {other:.2f} s not flushed, cp {median(copying):.2f} s of it",
        )
        stored = vault.store(large)
        mine, other = compare(
            lambda stored=stored: vault.check([stored]),  # type: ignore[misc]
            lambda sum_up=sum_up: _seconds(*sum_up, large),  # type: ignore[misc]
            TIMES,
        )
        name = f"checking {MEGABYTES} MB against {peer}"
        yield Figure(name, mine / other, checking_aim, f"{mine:.2f} s, {peer} {other:.2f} s")


def _peers() -> Iterator[tuple[str, tuple[str, ...], float | None, float | None]]:
    """Yield the peers that sum up: their name, their command, the aims for adding and for checking."""
    yield "sha256sum", ("sha256sum",), 1.25, 1.1
    if shutil.which("openssl"):  # uses the processor's own instructions, which not every sha256sum does
        yield "openssl", ("openssl", "dgst", "-sha256"), None, None


def _small(folder: Path) -> Figure:
    sources, copies = folder / "sources", folder / "copies"
    sources.mkdir()
    for number in range(SMALL_FILES):
        (sources / f"{number}.bin").write_bytes(os.urandom(SMALL))
    paths = sorted(sources.iterdir())
    vault = Vault(folder / "small")

    def ours() -> None:
        shutil.rmtree(vault.folder, ignore_errors=True)
        assert sum(isinstance(one, StoredFile) for one in vault.store_all(paths)) == SMALL_FILES

    def peer() -> None:
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        _seconds("cp", *paths, copies)
        _seconds("sha256sum", *paths)
        _seconds("sync", "-f", copies)

    mine, theirs = compare(ours, peer, 3)
    return Figure(
        f"adding {SMALL_FILES:,} files of {SMALL // 1000} KB against cp, sha256sum and one sync of all",
        mine / theirs,
        None,
        f"{1000 * mine / SMALL_FILES:.2f} ms a file, each safe on disk before the next; {theirs:.2f} s",
    )


def _seconds(*command: str | Path) -> float:
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin
