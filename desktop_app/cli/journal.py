"""`yaodian undo`, `redo`, `history` and `verify`: what was done, and whether all of it is still there."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from desktop_app.cli.output import indented, print_json, print_lines
from desktop_app.cli.workspaces import open_workspace
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import operations, queries
from desktop_app.models.values import Changes, HistoryRow
from desktop_app.models.verify import VerifyReport
from desktop_app.models.verify import verify as check
from desktop_app.models.workspace import Workspace


def undo(arguments: argparse.Namespace) -> int:
    """Take back the last action."""
    return _step(arguments, operations.undo, _("已撤销：{action}"), _("没有可以撤销的操作。"))


def redo(arguments: argparse.Namespace) -> int:
    """Do again what was taken back last."""
    return _step(arguments, operations.redo, _("已重做：{action}"), _("没有可以重做的操作。"))


def _step(
    arguments: argparse.Namespace, step: Callable[[Workspace], Changes | None], done: str, nothing: str
) -> int:
    with open_workspace(arguments) as workspace:
        changes = step(workspace)
    if changes is None:
        raise YaodianError(nothing)
    if arguments.json:
        print_json({"action": changes.action, "items": sorted(changes.items)})
    else:
        print(done.format(action=changes.action))
    return 0


def history(arguments: argparse.Namespace) -> int:
    """Print who did what when, newest first."""
    with open_workspace(arguments, read_only=True) as workspace:
        rows = queries.history(workspace, limit=arguments.limit)
    if arguments.json:
        print_json([_facts(row) for row in rows])
    else:
        print_lines(_history_lines(rows))
    return 0


def _facts(row: HistoryRow) -> dict[str, object]:
    facts: dict[str, object] = dict(vars(row))
    return facts | {"at": row.at.isoformat(), "changes": [vars(change) for change in row.changes]}


def _history_lines(rows: Sequence[HistoryRow]) -> Iterator[str]:
    for row in rows:
        undone = _("（已撤销）") if row.undone else ""
        yield f"{row.at.astimezone():%Y-%m-%d %H:%M} {row.who} {row.action}{undone}"
        for change in row.changes:
            words = f"{change.subject} {change.field}".strip()
            if change.before or change.after:
                words += f"：{change.before or '—'} → {change.after or '—'}"
            yield indented(1, words)


def verify(arguments: argparse.Namespace) -> int:
    """Check the tables and read every file again; refuse with what is missing or damaged."""
    with open_workspace(arguments, read_only=True) as workspace:
        report = check(workspace)
    if arguments.json:
        print_json(asdict(report) | {"ok": report.ok})
    else:
        print_lines(_verify_lines(report))
    if not report.ok:
        raise YaodianError(
            _("有 {count} 处不完好，其余没有改动。请从备份找回，或重新添加这些材料。").format(
                count=len(report.tables) + len(report.missing) + len(report.changed)
            )
        )
    return 0


def _verify_lines(report: VerifyReport) -> Iterator[str]:
    yield from report.tables
    yield _("文件完好 {count} 份").format(count=report.sound)
    for words, files in ((_("缺少：{name}"), report.missing), (_("内容已变：{name}"), report.changed)):
        for file in files:
            yield " ".join((words.format(name=file.name), *file.serves))
    for place in report.unexpected:
        yield _("多出的文件：{name}").format(name=place)
