"""A process that reads what others wrote gets so much memory and no more, on each system we run on."""

import ctypes
import subprocess
import sys
from pathlib import Path

from desktop_app.safety import limits

TAKING = """
import sys
from desktop_app.safety.limits import limit_memory
limit_memory(1 << 30)
taken = bytearray(100 << 20)
print("some", flush=True)
taken += bytes(2 << 30)
print("all")
"""


def test_a_process_that_takes_more_than_its_limit_gets_none_of_it() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", TAKING], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["some"]
    assert done.returncode != 0
    assert "MemoryError" in done.stderr


def test_what_is_told_to_windows_has_the_size_that_it_wants() -> None:
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION has 144 bytes for programs of 64 bits; any other size is refused."""
    assert ctypes.sizeof(limits._JobLimits) == 144
