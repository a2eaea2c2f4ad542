"""The command `yaodian`, also as `python -m desktop_app`."""

import sys

from desktop_app.cli import main as run


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
