"""What a forked process does: it tries bad inputs one after the other.

Its memory (and that of each process it starts) is limited to 1 GB and each input to 10 s of processor time, at which
the system ends it.
"""

import os
import resource
import signal
import traceback
from collections import Counter
from mmap import mmap
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time
from typing import Any

from desktop_app.errors import YaodianError
from tests.fuzz.forms import Form, Use

MEMORY = 1 << 30
SLOWER = float(os.environ.get("YAODIAN_FUZZ_SLOWER", "1"))  # than a PC of today: by how much more is given
SECONDS, A_QUICK_ONE = 10.0 * SLOWER, 1.0  # of a form's quicker way, after which the whole one is gone
SLOW = 3.0
WHOLE_EACH = 100  # where a form has a quicker way, one input of so many goes the whole one
LAST_WORDS = "stderr"  # a file in the folder, of a process that is ended
Said = dict[str, Any]


def try_all(
    form: Form, numbers: range, folder: Path, at: mmap, said: "Connection[Said, Said]", *, whole: bool
) -> None:
    """Try the inputs of these numbers, `whole` or by a form's quicker way; `at` holds which is in work.

    Says each that raised what is no sentence or took long, and at the end how many there were.
    """
    words = os.open(folder / LAST_WORDS, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(words, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes = Counter[str]()
    for number in numbers:
        at[:8] = number.to_bytes(8, "big")
        quick = None if whole or number % WHOLE_EACH == 0 else form.quick
        outcomes[_tried(form, quick, number, folder, said)] += 1
    said.send({"done": len(numbers), **outcomes})


def _tried(form: Form, quick: Use | None, number: int, folder: Path, said: "Connection[Said, Said]") -> str:
    """Return what became of an input, "wrong" where it is to be mended, which is said."""
    path = folder / f"input.{form.ending}"
    path.write_bytes(form.make(number))
    wrong: Said = {}
    begin = process_time()
    signal.setitimer(signal.ITIMER_PROF, A_QUICK_ONE if quick else SECONDS)
    try:
        (quick or form.use)(path)
        outcome = "read"
    except YaodianError as error:
        outcome = "refused"
        if "\n" in str(error) or not str(error):
            wrong = {"wrong": "no sentence", "words": repr(str(error))}
    except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for
        wrong = {"wrong": "raised", "words": traceback.format_exc()}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if process_time() - begin > SLOW:
        said.send({"number": number, "slow": process_time() - begin})
    if not wrong:
        return outcome
    said.send({"number": number, **wrong})
    path.rename(folder / f"wrong-{form.name}-{number}.{form.ending}")
    return "wrong"
