"""`yaodian find`: where words occur, in items and in the text of the files."""

import argparse
from collections.abc import Iterable, Mapping, Sequence

from desktop_app.cli.checklist import item_line, items_facts
from desktop_app.cli.output import indented, print_json, print_lines
from desktop_app.cli.workspaces import chosen_checklist, open_workspace
from desktop_app.evidence.apart import Apart
from desktop_app.i18n import _
from desktop_app.models import queries
from desktop_app.models.addresses import paths
from desktop_app.models.finding import FindIndex
from desktop_app.models.searching import Hit, Search
from desktop_app.models.values import EvidenceRow
from desktop_app.models.workspace import Workspace

MOST_HITS = 200  # files told of


def find(arguments: argparse.Namespace) -> int:
    """Print the items and the files in which every word occurs, with what names them to the other verbs.

    Files whose text was not read yet are read first.
    """
    words = " ".join(arguments.words)
    with open_workspace(arguments, read_only=True) as workspace:
        chosen = chosen_checklist(workspace, arguments.checklist)
        tree = queries.tree(workspace, chosen.id)
        index = FindIndex(tree, queries.evidence_names(workspace, chosen.id))
        found = index.find(words)
        evidence = queries.evidence(workspace, chosen.id) if arguments.json else []
        hits = _hits(workspace, words)
        files = {
            row.id: row for row in queries.evidence_by_id(workspace, [one.evidence_id or "" for one in hits])
        }
    known = paths(tree)
    if arguments.json:
        print_json([*items_facts(tree, found, evidence), *_facts(hits, files, known)])
    else:
        print_lines(f"{known[one]}\t{item_line(tree, tree[one], '')}" for one in found)
        print(_("找到 {count} 项").format(count=len(found)))
        if hits:
            print(_("佐证材料 {count} 份：").format(count=len(hits)))
        for hit in hits:
            print_lines(_lines(hit, files[hit.evidence_id or ""], known))
    return 0


def _hits(workspace: Workspace, words: str) -> list[Hit]:
    """Return the files in which every word occurs, having read those that were not read yet."""
    with Search(workspace) as search, Apart() as apart:
        for file in search.pending():
            search.feed(file.sha256, apart.extract(workspace.vault.path(file.sha256, file.name)))
        return [hit for hit in search.find(words, MOST_HITS) if hit.evidence_id]


def _places(row: EvidenceRow, known: Mapping[str, str]) -> list[str]:
    return [known[item_id] for item_id in row.item_ids if item_id in known]


def _lines(hit: Hit, row: EvidenceRow, known: Mapping[str, str]) -> Iterable[str]:
    """Return a file in two lines: its name, page and items; then the words with what stands around them."""
    where = _("第 {page} 页").format(page=hit.page) if hit.page else hit.field
    yield " ".join((row.shown, where, *_places(row, known)))
    yield indented(1, hit.around)


def _facts(
    hits: Sequence[Hit], files: Mapping[str, EvidenceRow], known: Mapping[str, str]
) -> Iterable[dict[str, object]]:
    """Return files as plain JSON values; `marks` are where the words begin and end in `around`."""
    for hit in hits:
        row = files[hit.evidence_id or ""]
        yield {
            "file": row.shown,
            "title": row.title,
            "sha256": row.sha256,
            "page": hit.page,
            "field": hit.field,
            "around": hit.around,
            "marks": hit.marks,
            "items": _places(row, known),
        }
