"""`yaodian suggest`: to which points the files of a folder may belong."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.cli.output import indented, print_json, print_lines, shorten
from desktop_app.cli.workspaces import chosen_checklist, open_workspace
from desktop_app.errors import YaodianError
from desktop_app.evidence.candidates import candidate
from desktop_app.evidence.folders import walk
from desktop_app.evidence.matching import Match, Matcher
from desktop_app.i18n import _
from desktop_app.models import queries
from desktop_app.models.addresses import paths, places
from desktop_app.models.placing import points_of
from desktop_app.models.tree import ItemTree

LONGEST_LINE = 60  # characters of a point shown on one line
SHOWN = 3  # points shown for a file


def suggest(arguments: argparse.Namespace) -> int:
    """Print, for each file of a folder, the points it may belong to; nothing is stored or moved."""
    if not arguments.folder.exists():
        raise YaodianError(
            _("没有“{folder}”这个文件夹，没有改动。请检查名称和位置。").format(folder=arguments.folder)
        )
    with open_workspace(arguments, read_only=True) as workspace:
        chosen = chosen_checklist(workspace, arguments.checklist)
        tree = queries.tree(workspace, chosen.id)
        names = queries.evidence_names(workspace, chosen.id)
    files = list(walk([arguments.folder]))
    found = Matcher(points_of(tree, names)).match([candidate(file) for file in files])
    if arguments.json:
        print_json(_facts(tree, [file.path for file in files], found))
    else:
        print_lines(_lines(tree, [file.path for file in files], found))
    return 0


def _facts(tree: ItemTree, files: Sequence[Path], found: Sequence[Sequence[Match]]) -> list[object]:
    """Return DESIGN.md's JSON; `item` is what the other verbs take."""
    known = paths(tree)
    return [
        {
            "path": str(file),
            "points": [
                {"item": known[one.point_id], "number": tree[one.point_id].number, "score": one.score}
                for one in matches
            ],
        }
        for file, matches in zip(files, found, strict=True)
    ]


def _lines(tree: ItemTree, files: Sequence[Path], found: Sequence[Sequence[Match]]) -> Iterator[str]:
    """Yield each file with its likeliest points, those that are surest first."""
    known = places(tree)
    order = sorted(range(len(files)), key=lambda place: -found[place][0].score if found[place] else 1)
    for place in order:
        yield indented(0, str(files[place]))
        for one in found[place][:SHOWN]:
            row = tree[one.point_id]
            yield indented(
                1, f"{one.score:4.0%} {known[row.id]} {shorten(row.title or row.text, LONGEST_LINE)}"
            )
    alone = sum(not matches for matches in found)
    yield _("文件 {files} 个，找到要点的 {placed} 个，没有合适要点的 {alone} 个").format(
        files=len(files), placed=len(files) - alone, alone=alone
    )
