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

from tests.fuzz.running import ROOT, WITHOUT_OFFICE
from tests.fuzz.shares import shared

INPUTS = int(os.environ.get("YAODIAN_FUZZ", "500"))
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows limits no memory and time of a child so"
)


@pytest.mark.timeout(120 + INPUTS)
def test_fuzzing_of_every_reader_of_the_imports_and_of_the_parser(tmp_path: Path) -> None:
    counts = [f"{name}={count}" for name, count in shared(INPUTS).items()]
    child = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.child", str(tmp_path), "0", *counts],
        cwd=ROOT,
        env={**os.environ, **WITHOUT_OFFICE},
        capture_output=True,
        text=True,
        check=False,
    )
    *wrong, last = child.stdout.splitlines() or [""]
    assert wrong == []
    assert '"done"' in last, (tmp_path / "at").read_text()
    done = json.loads(last)
    assert done["read"] + done["refused"] == done["done"] >= INPUTS * 0.9
    assert min(done["read"], done["refused"]) > done["done"] / 10


def test_an_input_is_made_again_from_its_number() -> None:
    from tests.fuzz.forms import all_forms  # Windows has no reader of its limits

    one, other = all_forms(), all_forms()
    for name, form in one.items():
        made = [form.make(name, number) for number in range(20)]
        assert len(set(made)) > 10
        if name != "package":  # a new workspace has new names inside
            assert made == [other[name].make(name, number) for number in range(20)]
