"""`yaodian backup` and `restore`: a copy of everything, and everything again from a copy."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from desktop_app.cli.output import print_json, print_lines
from desktop_app.cli.workspaces import folder_of, open_workspace
from desktop_app.i18n import _
from desktop_app.models.backups import make
from desktop_app.models.copies import Snapshot
from desktop_app.models.migrations import OURS
from desktop_app.models.packing import pack, reserves
from desktop_app.models.unpacking import unpack
from desktop_app.models.workspace import FILE, Workspace


def backup(arguments: argparse.Namespace) -> int:
    """Pack everything into one file; without a file back the tables up inside the workspace."""
    with open_workspace(arguments, read_only=True) as workspace:
        folder = workspace.folder
        if arguments.file is None:
            return _inside(folder, as_json=arguments.json)
        packed = pack(folder, arguments.file, _progress())
    if arguments.json:
        print_json(asdict(packed) | {"file": str(arguments.file)})
        return 0
    said = _("已备份到“{name}”：条目 {items} 个，佐证材料 {evidence} 份，文件共 {files} 个，{size} MB。")
    print(
        said.format(
            name=arguments.file.name,
            items=packed.items,
            evidence=packed.evidence,
            files=packed.files,
            size=(packed.size >> 20) + 1,
        )
    )
    print_lines(reserves(packed))
    return 0


def _inside(folder: Path, *, as_json: bool) -> int:
    with Snapshot(folder / FILE) as snapshot:
        made = make(snapshot, folder, OURS.newest, datetime.now())
    if as_json:
        print_json({"file": str(made.path)})
    else:
        print(_("已在工作区里备份：{name}。佐证材料不在其中，另请备份到 U 盘。").format(name=made.path.name))
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Make a workspace of a package, or put a backup in the place of damaged tables."""
    if arguments.backup:
        return _restore_backup(arguments)
    restored = unpack(arguments.file, folder_of(arguments), _progress())
    if arguments.json:
        print_json(asdict(restored) | {"folder": str(restored.folder)})
        return 0
    print(
        _("已恢复到“{folder}”：{made} 的备份，条目 {items} 个，佐证材料 {evidence} 份，{checked}").format(
            folder=restored.folder,
            made=restored.made.replace("T", " ")[:16],
            items=restored.items,
            evidence=restored.evidence,
            checked=restored.checked,
        )
    )
    return 0


def _restore_backup(arguments: argparse.Namespace) -> int:
    offer = Workspace.restore_backup(folder_of(arguments))
    if arguments.json:
        print_json(asdict(offer) | {"backup": offer.backup.path.name})
        return 0
    said = _(
        "已恢复 {moment} 的备份：条目 {items} 个，佐证材料 {files} 份。损坏的文件留在 backups 文件夹里。"
    )
    moment = f"{offer.backup.moment:%Y-%m-%d %H:%M}"
    print(said.format(moment=moment, items=offer.items, files=offer.files))
    if offer.lacking:
        print(offer.material)
    if offer.files_left:
        print(_("后来添加的 {count} 份材料仍在文件夹里，要重新添加到条目。").format(count=offer.files_left))
    return 0


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows how far it is, where a person is watching."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total if total else 100
        if percent != shown:
            shown = percent
            with suppress(OSError):
                sys.stderr.write(f"\r{percent}%" + ("\n" if percent == 100 else ""))
                sys.stderr.flush()

    return show
