"""Reads bad inputs one after the other: python -m tests.fuzz.child FOLDER FIRST FORM=COUNT….

Its memory (and that of each process it starts) is limited to 1 GB and each input to 10 s of processor time, at which the system ends it. FOLDER/at holds
the form and number in work, so that whoever started it knows which input that was. Prints a line of JSON for each input that
raised what is no sentence, and a last one that counts.
"""

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from time import process_time

from desktop_app.errors import YaodianError
from tests.fuzz.forms import Form, all_forms

MEMORY = 1 << 30
SECONDS = 10.0
SLOW = 3.0


def main() -> None:
    """Do what the arguments say."""
    folder, first = Path(sys.argv[1]), int(sys.argv[2])
    forms = all_forms()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes = {"read": 0, "refused": 0}
    with (folder / "at").open("wb", buffering=0) as at:
        for name, count in (one.split("=") for one in sys.argv[3:]):
            for number in range(first, first + int(count)):
                os.pwrite(at.fileno(), f"{number:12} {name:20}".encode(), 0)
                outcome = _tried(forms[name], name, number, folder)
                if outcome:
                    outcomes[outcome] += 1
    _say({"done": sum(int(one.split("=")[1]) for one in sys.argv[3:]), **outcomes})


def _tried(form: Form, name: str, number: int, folder: Path) -> str:
    """Return what became of an input, "" where it is to be mended, which is said."""
    path = folder / f"input.{form.ending}"
    path.write_bytes(form.make(name, number))
    begin = process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        form.use(path)
        outcome = "read"
    except YaodianError as error:
        outcome = "" if "\n" in str(error) or not str(error) else "refused"
        if not outcome:
            _say({"number": number, "wrong": "a sentence of several lines", "said": str(error)})
    except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for
        _say({"number": number, "wrong": "raised", "said": traceback.format_exc()})
        outcome = ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if process_time() - begin > SLOW:
        _say({"number": number, "slow": process_time() - begin})
    if not outcome:
        path.rename(folder / f"wrong-{name}-{number}.{form.ending}")
    return outcome


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
