"""Watches in which order files are flushed to disk and renamed, while all of it happens for real."""

import os
import stat
from pathlib import Path

import pytest


class Disk:
    """What happened on disk so far: "file on disk", "folder on disk", "renamed"."""

    def __init__(self) -> None:
        self.steps: list[str] = []


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Return what sees every flush and every rename from here on."""
    seen, fsync, rename = Disk(), os.fsync, Path.replace

    def watched_fsync(handle: int) -> None:
        fsync(handle)
        seen.steps.append(f"{'folder' if stat.S_ISDIR(os.fstat(handle).st_mode) else 'file'} on disk")

    def watched_rename(path: Path, target: Path) -> Path:
        seen.steps.append("renamed")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_rename)
    return seen
