"""Does each step where no file may grow beyond a size: python -m tests.trouble.limited FOLDER."""

import resource
import sys
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.models.packing import pack
from desktop_app.models.workspace import FILE, Workspace
from tests.trouble.work import STEPS, check_whole, files, made, state


def main() -> None:
    """Do what the arguments say."""
    base = Path(sys.argv[1])
    folder = made(base)
    (base / "ws.out").mkdir()
    pack(folder, base / "pack.yaodian")
    size = (folder / FILE).stat().st_size
    for number, most in enumerate((200, 40_000, size - 4096)):
        for name, step in STEPS.items():
            with Workspace.open(folder) as ws:
                before = state(ws)
                (base / "in" / f"材料{number}.txt").write_text(f"第{number}份" * 9000, "utf-8")
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
                try:
                    step(ws, base, number)
                except YaodianError as error:
                    sys.stdout.write(f"{name}: {error}\n")
                    assert state(ws)[:2] == before[:2]
                finally:
                    resource.setrlimit(
                        resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                    )
                kept = {place: one for place, one in before[2].items() if place.startswith("evidence/")}
                assert kept.items() <= files(folder).items()
            with Workspace.open(folder) as ws:
                check_whole(ws)


if __name__ == "__main__":
    main()
