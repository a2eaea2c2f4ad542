"""Take every figure and print it: python -m benchmarks [name …]."""

import importlib
import sys

NAMES = (
    "parsing",
    "readers",
    "tick",
    "start",
    "workbench",
    "placing",
    "pdf",
    "office",
    "search",
    "report_page",
)


def main(names: list[str]) -> int:
    """Print the figures of the named benchmarks, all where none is named; 0 where every aim is met."""
    met = True
    for name in names or NAMES:
        for figure in importlib.import_module(f"benchmarks.{name}").figures():
            print(figure, flush=True)
            met &= figure.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
