"""`yaodian import`: a document becomes a checklist."""

import argparse

from desktop_app.cli.outline import counts_in_words, warning_lines
from desktop_app.cli.output import print_json, print_lines
from desktop_app.cli.workspaces import folder_of, title_with_year
from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level, Outline
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import operations, queries
from desktop_app.models.values import ChecklistRow
from desktop_app.models.workspace import Workspace


def import_file(arguments: argparse.Namespace) -> int:
    """Read a document, keep its original and make a checklist of it."""
    if arguments.year is not None and not 1900 <= arguments.year <= 2999:
        raise YaodianError(
            _("年份“{year}”不对，没有导入。请写成四位数，如 2026。").format(year=arguments.year)
        )
    found = read_outline(arguments.file)  # first of all: what cannot be kept leaves no workspace behind
    operations.check_outline(found)
    with Workspace.open_or_create(folder_of(arguments)) as workspace:
        original = workspace.vault.store(arguments.file)
        known = _imported_before(workspace, original.sha256)
        if known and not arguments.again:
            raise YaodianError(
                _("这份文件已经导入过，清单是“{title}”，没有改动。要再导入一份请加上 --again。").format(
                    title=title_with_year(known)
                )
            )
        checklist_id, _changes = operations.import_outline(workspace, found, original, year=arguments.year)
        made = next(row for row in queries.checklists(workspace) if row.id == checklist_id)
    if arguments.json:
        print_json(_facts(made, found))
    else:
        print(_("已导入：{title}").format(title=title_with_year(made)))
        print(counts_in_words(found))
        print_lines(warning_lines(found.warnings))
    return 0


def _imported_before(workspace: Workspace, sha256: str) -> ChecklistRow | None:
    for row in queries.checklists(workspace):
        if queries.document(workspace, row.id).sha256 == sha256:
            return row
    return None


def _facts(made: ChecklistRow, found: Outline) -> dict[str, object]:
    return {
        "checklist": made.id,
        "title": made.title,
        "year": made.year,
        **{f"{level.value}s": found.count(level) for level in Level},
        "warnings": found.to_json()["warnings"],
    }
