"""Bad files of every form: a result or a sentence, within 10 s and 1 GB, and nothing else ever.

YAODIAN_FUZZ says how many inputs; the long run, a million, is `python -m tests.fuzz 1000000`. What it found is mended
and has a small input of its own beside the tests of what was wrong.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INPUTS = int(os.environ.get("YAODIAN_FUZZ", "1000"))
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows limits no memory and time of a child so"
)


@pytest.mark.timeout(600 + INPUTS)
def test_fuzzing_of_every_reader_of_the_imports_and_of_the_parser() -> None:
    command = [sys.executable, "-m", "tests.fuzz", str(INPUTS)]
    patient = {**os.environ, "YAODIAN_FUZZ_SLOWER": "10"}  # how quick a machine is, is no question here
    run = subprocess.run(command, cwd=ROOT, env=patient, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "WRONG" not in run.stdout, run.stdout
    by_form = json.loads(run.stdout.splitlines()[-1])
    done = by_form.pop("all")
    assert done["tried"] >= INPUTS * 0.9
    assert (
        done["read"] + done["refused"] > done["tried"] * 0.8
    )  # those before one that goes again are not told
    assert min(done["read"], done["refused"]) > done["tried"] / 20
    assert all(one["tried"] for one in by_form.values())


def test_an_input_is_made_again_from_its_number() -> None:
    from tests.fuzz.forms import all_forms  # Windows has no reader of its limits

    one, other = all_forms(), all_forms()
    for name, form in one.items():
        made = [form.make(number) for number in range(20)]
        assert len(set(made)) > 10
        if name != "package":  # a new workspace has new names inside
            assert made == [other[name].make(number) for number in range(20)]
