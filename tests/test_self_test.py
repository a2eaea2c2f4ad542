"""`yaodian self-test`: passes here, and says what is wrong where something is."""

import json
import shutil
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.resources import FONTS, SAMPLE
from desktop_app.views import self_check

CHECKS = 10
# Else tests of windows that come later would find an application of another kind.
pytestmark = pytest.mark.usefixtures("qapp")


def test_every_part_works(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["self-test", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [check["name"] for check in told["checks"] if not check["passed"]] == []
    assert len(told["checks"]) == CHECKS
    assert {"yaodian", "Python", "SQLite", "Qt"} <= told["versions"].keys()


def test_a_broken_face_is_told_and_the_rest_still_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faces = tmp_path / "fonts"
    shutil.copytree(FONTS, faces)
    (faces / "YaodianKai-Regular.ttf").write_bytes(b"no face")
    monkeypatch.setattr(self_check, "FONTS", faces)
    assert main(["self-test"]) == 1
    said, refused = capsys.readouterr()
    assert "✗ 字体: YaodianKai-Regular.ttf" in said
    assert said.count("✓") == CHECKS - 1
    assert refused.startswith("没有通过：字体。")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sorted(SAMPLE.rglob("*"))
    assert main(["self-test"]) == 0
    assert list(tmp_path.iterdir()) == []
    assert sorted(SAMPLE.rglob("*")) == before
