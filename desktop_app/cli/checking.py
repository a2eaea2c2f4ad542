"""`yaodian check`: what is worth a look before a report is printed."""

import argparse

from desktop_app.cli.checklist import filled_by
from desktop_app.cli.output import print_json, print_lines
from desktop_app.cli.workspaces import chosen_checklist, open_workspace
from desktop_app.i18n import _
from desktop_app.models import hushed
from desktop_app.reports import gathering
from desktop_app.reports.checks import Code, Finding
from desktop_app.reports.checks import check as findings_of


def check(arguments: argparse.Namespace) -> int:
    """Print a line for each finding that is not hushed, its place first; with --json all of them.

    Findings are advice: the exit status is 0 whatever is found.
    """
    with open_workspace(arguments, read_only=True) as workspace:
        report = gathering.gather(workspace, chosen_checklist(workspace, arguments.which).id)
        away = hushed.read(workspace.folder)
    found = findings_of(report)
    if arguments.json:
        print_json([_facts(one, one.key in away) for one in found])
        return 0
    shown = [one for one in found if one.key not in away]
    print_lines(f"{one.place or _('整份报告')}\t{_said(one)}" for one in shown)
    print(_("打印前建议先看 {count} 处").format(count=len(shown)) if shown else _("没有发现要改的地方。"))
    if len(shown) < len(found):
        print(_("已设为不再提示：{count} 条").format(count=len(found) - len(shown)))
    return 0


def _said(one: Finding) -> str:
    """Return what a finding says, and where a text of the school or the report lacks, what fills it in."""
    if one.code not in (Code.SCHOOL_DATA, Code.OVERALL):
        return one.message
    return _("{message}填写：{call}").format(message=one.message, call=filled_by(one.words))


def _facts(one: Finding, is_hushed: bool) -> dict[str, object]:
    """Return a finding as plain JSON values; `item`, as the other verbs take it, is None for the whole."""
    return {
        "code": str(one.code),
        "item": one.place or None,
        "heading": one.heading,
        "message": one.message,
        "words": one.words,
        "hushed": is_hushed,
    }
