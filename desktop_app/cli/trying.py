"""`yaodian self-test`: whether every part of the installed program works on this PC."""

import argparse
from dataclasses import asdict

from desktop_app import self_test
from desktop_app.cli.output import print_json
from desktop_app.errors import YaodianError
from desktop_app.i18n import _


def run_self_test(arguments: argparse.Namespace) -> int:
    """Try every part and print, line by line, what was tried and found; refuse where something is wrong."""
    versions = self_test.versions()
    if not arguments.json:
        print("  ".join(f"{name} {number}" for name, number in versions.items()))
    found = []
    for outcome in self_test.outcomes():
        found.append(outcome)
        if not arguments.json:
            sign = "✓" if outcome.passed else "✗"
            print(f"{sign} {outcome.name}: {outcome.found}", flush=True)
    if arguments.json:
        print_json({"versions": versions, "checks": [asdict(outcome) for outcome in found]})
    wrong = [outcome.name for outcome in found if not outcome.passed]
    if wrong:
        raise YaodianError(
            _("没有通过：{names}。清单和材料没有改动。请重新运行安装程序，再试一次。").format(
                names="、".join(wrong)
            )
        )
    if not arguments.json:
        print(_("全部通过：{count} 项。").format(count=len(found)))
    return 0
