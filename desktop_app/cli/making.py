"""`yaodian report` and `demo`: the papers that a school hands in."""

import argparse
import os
import re
from pathlib import Path

from desktop_app import demo as sample
from desktop_app.cli.output import print_json
from desktop_app.cli.window import has_display, open_window
from desktop_app.cli.workspaces import chosen_checklist, open_workspace
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.reports import gathering, words
from desktop_app.reports.content import Counts
from desktop_app.reports.manual_pdf import write_manual
from desktop_app.reports.writers import FORMS, check_target, expected, write
from desktop_app.resources import MANUAL


def report(arguments: argparse.Namespace) -> int:
    """Write the self-evaluation in each form asked for; compare what went in with what came out."""
    wanted = {form: path for form in FORMS if (path := getattr(arguments, form))}
    for form, path in wanted.items():
        check_target(form, path)  # all of them before the first is written
    with open_workspace(arguments, read_only=True) as workspace:
        gathered = gathering.gather(workspace, chosen_checklist(workspace, arguments.checklist).id)
    if arguments.range:
        gathered = gathering.within(gathered, _tops(gathered.tree, arguments.range))
    watermark = words.DRAFT if arguments.draft else ""
    wished = {form: expected(gathered, form, arguments.form) for form in wanted}
    found: dict[str, Counts] = {}
    for form, path in wanted.items():
        found[form] = write(form, gathered, path, paper=arguments.form, watermark=watermark)
        if not arguments.json:
            print(sample.written_in_words(path, wished[form], found[form]))
    if arguments.json:
        print_json([_facts(form, path, wished[form], found[form]) for form, path in wanted.items()])
    short = [wanted[form].name for form, counts in found.items() if counts != wished[form]]
    if short:
        raise YaodianError(
            _("{names} 里的条目或材料与清单不一致，请不要上报。清单没有改动。").format(names="、".join(short))
        )
    return 0


def _tops(tree: ItemTree, typed: str) -> set[str]:
    """Return the top headings named: 一,三. Raises YaodianError for one that is none of them."""
    found = set()
    for address in [part.strip() for part in re.split("[,，、]", typed) if part.strip()] or [typed]:
        item_id = resolve(tree, address)
        if tree[item_id].parent_id is not None:
            raise YaodianError(
                _("“{address}”不是最上一级的标题，没有生成报告。请写章的编号，如 一,三。").format(
                    address=address
                )
            )
        found.add(item_id)
    return found


def manual(arguments: argparse.Namespace) -> int:
    """Write the manual as a PDF."""
    check_target("pdf", arguments.file)
    write_manual(MANUAL, arguments.file)
    print(_("已生成“{name}”。").format(name=arguments.file.name))
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Do the whole job on the sample, then show it where there is a screen and somebody may be watching."""
    sample.make(arguments.folder, print)
    if has_display() and "CI" not in os.environ:
        return open_window(arguments.folder)
    return 0


def _facts(form: str, path: Path, expected: Counts, found: Counts) -> dict[str, object]:
    return {
        "form": form,
        "file": str(found.path or path),
        "items_in": expected.items,
        "items_out": found.items,
        "evidence_in": expected.evidence,
        "evidence_out": found.evidence,
    }
