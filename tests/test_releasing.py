"""What a release stands on: a list of changes that names the version, a workflow of pinned actions."""

import re

from desktop_app import __version__
from desktop_app.resources import RESOURCES

ROOT = RESOURCES.parent
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")


def test_the_list_of_changes_begins_with_this_version() -> None:
    heads = re.findall(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert heads[0].rstrip(",") == __version__


def test_every_action_is_pinned_by_its_commit_with_its_version_behind_it() -> None:
    used = re.findall(r"uses: (.+)", WORKFLOW)
    assert len(used) > 5
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_what_the_workflow_starts_is_there() -> None:
    for script in re.findall(r"(?:python3?|python\)\") ([\w/]+\.py)", WORKFLOW):
        assert (ROOT / script).is_file(), script
