"""python -m tests.fuzz COUNT [FIRST]: COUNT inputs over all forms, one process at a time.

Goes on from number FIRST of each form (0). Says what was wrong and, after each round, the totals so far as JSON.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.forms import all_forms
from tests.fuzz.running import Result, run
from tests.fuzz.shares import shared

ROUND = 5_000  # inputs
MEMORY = Path("/dev/shm")  # a disk of memory: a file written over and over waits for no other


def main() -> None:
    """Do what the arguments say."""
    os.environ["PATH"] = "/nonexistent"  # without Word and WPS, which have their own readers
    wanted = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    forms = all_forms()
    results = {name: Result() for name in forms}
    done = 0
    with tempfile.TemporaryDirectory(
        prefix="yaodian-fuzz-", dir=MEMORY if MEMORY.is_dir() else None
    ) as folder:
        while done < wanted:
            for name, count in shared(min(ROUND, wanted - done)).items():
                result = results[name]
                said, begin = len(result.wrong), first + result.counts["tried"]
                run(forms[name], range(begin, begin + count), Path(folder), result)
                sys.stdout.writelines(f"WRONG {one}\n" for one in result.wrong[said:])
            totals = sum((result.counts for result in results.values()), Counter[str]())
            done = totals["tried"]
            sys.stdout.write(
                json.dumps({"all": totals, **{n: one.counts for n, one in results.items()}}) + "\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
