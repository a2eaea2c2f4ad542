"""The long run: python -m tests.fuzz COUNT [FIRST], a process at a time, COUNT inputs over all forms.

Goes on from number FIRST of each form (0). After each round the totals so far are printed, and what was wrong.
"""

import sys
import tempfile
from pathlib import Path

from tests.fuzz.running import Result, run
from tests.fuzz.shares import shared

ROUND = 20_000  # inputs


def main() -> None:
    """Do what the arguments say."""
    wanted = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    results: dict[str, Result] = {}
    done = 0
    with tempfile.TemporaryDirectory(prefix="yaodian-fuzz-") as folder:
        while done < wanted:
            for name, count in shared(min(ROUND, wanted - done)).items():
                result = results.setdefault(name, Result())
                said = len(result.wrong)
                run(name, first + result.counts["tried"], count, Path(folder), result)
                sys.stdout.writelines(f"WRONG {one}\n" for one in result.wrong[said:])
            done = sum(result.counts["tried"] for result in results.values())
            sys.stdout.write(f"{done} { ({name: dict(one.counts) for name, one in results.items()}) }\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
