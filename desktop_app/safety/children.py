"""Starting a process of its own for what others wrote, which may be ended at any moment."""

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SERVE = (
    "import sys; from importlib import import_module; sys.path.insert(0, sys.argv[1]);"
    " import_module(sys.argv[2]).serve(*sys.argv[3:])"
)


def serving(module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start a process that calls the function `serve` of a module of the program with these arguments.

    It is asked by its standard input and answers by its standard output; what it complains of is not kept.
    """
    return subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(_ROOT), module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
