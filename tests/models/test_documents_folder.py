"""The documents folder as Windows names it, through the same call that Windows gets."""

import ctypes
import os
from pathlib import Path

import pytest

from desktop_app.models.documents_folder import documents_folder, known_folder

# FOLDERID_Documents {FDD39AD0-238F-46AF-ADB4-6C85480369C7}, as it lies in memory
DOCUMENTS = bytes.fromhex("d09ad3fd 8f23 af46 adb4 6c85480369c7")
CALL = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p)
FREE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Shell:
    """Answers as Windows' shell does: takes the folder's name, hands out memory, takes it back."""

    def __init__(self, place: str | None) -> None:
        self.memory = None if place is None else ctypes.create_unicode_buffer(place)
        self.freed: list[int | None] = []
        self.ask = CALL(self._ask)
        self.free = FREE(self.freed.append)

    def _ask(self, name: int, flags: int, token: int | None, found: int) -> int:
        if ctypes.string_at(name, 16) != DOCUMENTS or flags or token or self.memory is None:
            return -2147024894  # no such folder
        ctypes.c_void_p.from_address(found).value = ctypes.addressof(self.memory)
        return 0


def test_a_moved_folder_is_found_and_its_name_given_back() -> None:
    shell = Shell("D:\\王老师\\OneDrive\\文档")
    assert known_folder(shell.ask, shell.free) == Path("D:\\王老师\\OneDrive\\文档")
    assert shell.memory is not None
    assert shell.freed == [ctypes.addressof(shell.memory)]


def test_a_folder_that_windows_does_not_know() -> None:
    shell = Shell(None)
    assert known_folder(shell.ask, shell.free) is None
    assert shell.freed == [None]


@pytest.mark.skipif(os.name != "nt", reason="Windows' own answer needs Windows")
def test_windows_own_answer_is_a_folder() -> None:
    assert documents_folder().is_dir()
