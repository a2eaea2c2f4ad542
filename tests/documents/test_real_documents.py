"""The five real documents against their hand-checked outlines."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from tests.shared import NAMES, SHARED, documents

COUNTS = {
    "baoshan-2020-party": (6, 0, 19),
    "wujin-2020-party": (5, 0, 15),
    "qingpu-2020-summary": (6, 0, 32),
    "chongming-2022": (4, 16, 48),
    "baoshan-2024": (7, 0, 32),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", NAMES)
def test_scores_one_on_all_four_figures(name: str, encoding: str, tmp_path: Path) -> None:
    folder = documents()
    copy = tmp_path / f"{name}.txt"
    copy.write_bytes((folder / f"{name}.txt").read_text(encoding="utf-8").encode(encoding))
    predicted = tmp_path / "predicted.json"
    predicted.write_text(json.dumps(read_outline(copy).to_json()), encoding="utf-8")
    scorer = SHARED / "tools" / "score_outline.py"
    gold = folder / f"{name}.outline.json"
    run = subprocess.run(
        [sys.executable, scorer, gold, predicted], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", NAMES)
def test_counts(name: str) -> None:
    outline = read_outline(documents() / f"{name}.txt")
    levels = (Level.SECTION, Level.SUBSECTION, Level.POINT)
    assert tuple(outline.count(level) for level in levels) == COUNTS[name]


def test_each_repair_is_a_warning() -> None:
    folder = documents()
    codes = Counter(warning.code for warning in read_outline(folder / "baoshan-2024.txt").warnings)
    assert codes["number_lost"] == 4
    assert codes["stop_lost"] == 12
    assert codes["date_unclear"] == 1
    codes = Counter(warning.code for warning in read_outline(folder / "chongming-2022.txt").warnings)
    assert codes["mark_lost"] == 1
    codes = Counter(warning.code for warning in read_outline(folder / "baoshan-2020-party.txt").warnings)
    assert codes["lines_joined"] == 8
    assert not codes["claims_differ"]


def test_a_summary_is_known_from_a_plan() -> None:
    folder = documents()
    kinds = {name: read_outline(folder / f"{name}.txt").kind for name in NAMES}
    assert {name for name, kind in kinds.items() if kind == "summary"} == {"qingpu-2020-summary"}


def test_targets_of_the_outlines_are_those_labelled_by_hand(tmp_path: Path) -> None:
    folder = documents()
    pairs: list[Path] = []
    for name in NAMES:
        predicted = tmp_path / f"{name}.json"
        outline = read_outline(folder / f"{name}.txt")
        predicted.write_text(json.dumps(outline.to_json()), encoding="utf-8")
        pairs += [folder / f"{name}.targets.json", predicted]
    scorer = SHARED / "tools" / "score_targets.py"
    run = subprocess.run([sys.executable, scorer, *pairs], capture_output=True, text=True, check=True)
    mean = run.stdout.strip().splitlines()[-1].split()
    assert mean[:2] == ["mean", "precision"]
    assert float(mean[2]) >= 0.95, run.stdout
    assert float(mean[4]) >= 0.95, run.stdout
