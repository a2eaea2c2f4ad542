"""Which workspace, checklist and item the words of a command mean."""

import argparse
import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import queries
from desktop_app.models.addresses import resolve
from desktop_app.models.rescue import DamagedWorkspaceError
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ChecklistRow
from desktop_app.models.workspace import OlderWorkspaceError, Workspace


def folder_of(arguments: argparse.Namespace) -> Path:
    """Return the workspace's folder: the one named by -w, else the user's own."""
    return arguments.workspace or Workspace.default_folder()


def open_workspace(arguments: argparse.Namespace, *, read_only: bool = False) -> Workspace:
    """Open the workspace meant. Reading works beside an open window and on a write-protected medium.

    An older program's is brought up to date first, after a backup, as the window does.
    """
    folder = folder_of(arguments)
    if not folder.exists():
        raise YaodianError(
            _("还没有工作区“{folder}”。请先用 yaodian import 导入文件，或用 -w 指明工作区文件夹。").format(
                folder=folder
            )
        )
    try:
        return _opened(folder, read_only=read_only)
    except DamagedWorkspaceError as error:
        if error.offer is None:
            raise
        command = as_typed(["yaodian", "-w", str(folder.absolute()), "restore", "--backup"])
        raise YaodianError(
            _("{trouble}恢复的命令：{command}").format(trouble=error, command=command)
        ) from error


def _opened(folder: Path, *, read_only: bool) -> Workspace:
    try:
        return Workspace.open(folder, read_only=read_only)
    except OlderWorkspaceError:
        return Workspace.open(folder)  # where that may not be, its sentence names the true cause


def as_typed(words: Sequence[str]) -> str:
    """Return a command as it is typed in this system's shell, quoted where need be."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def chosen_checklist(workspace: Workspace, wanted: str | None) -> ChecklistRow:
    """Return the checklist whose year and title hold the words wanted, or its number; else the newest.

    Raises YaodianError where there is none, or several fit.
    """
    every = queries.checklists(workspace)
    if not every:
        raise YaodianError(_("工作区里还没有清单。请先用 yaodian import 导入教育局的文件。"))
    if wanted is None:
        return every[0]
    numbered = {str(number): row for number, row in enumerate(every, start=1)}
    if wanted in numbered:
        return numbered[wanted]
    exact = [row for row in every if wanted in (row.id, row.title)]
    fitting = exact or [row for row in every if wanted in title_with_year(row)]
    if len(fitting) == 1:
        return fitting[0]
    shown = fitting or every
    names = "；".join(f"{number} {title_with_year(row)}" for number, row in numbered.items() if row in shown)
    several = _("“{wanted}”符合几份清单，没有改动。请写前面的号码：{names}。")
    none = _("没有叫“{wanted}”的清单，没有改动。现有：{names}。")
    raise YaodianError((several if fitting else none).format(wanted=wanted, names=names))


def title_with_year(row: ChecklistRow) -> str:
    """Return a checklist's title, after its year where the title does not say it."""
    return f"{row.year} {row.title}" if row.year and str(row.year) not in row.title else row.title


def chosen_items(tree: ItemTree, addresses: list[str]) -> list[str]:
    """Return the ids that number paths mean, each once; YaodianError where one is unknown or ambiguous."""
    return list(dict.fromkeys(resolve(tree, address) for address in addresses))
