"""What a person chose on this computer outlives the program, and a damaged file does no harm."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop_app.errors import YaodianError
from desktop_app.views.settings import LARGEST_STEP, PLACES_KEPT, LastPlace, Look, Settings, SettingsStore

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda v: st.lists(v) | st.dictionaries(st.text(), v),
)


def test_settings_outlive_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "没有的文件夹" / "settings.json"
    store = SettingsStore(path)
    assert store.value == Settings()
    chosen = Settings(("德育处", "王老师"), Look.DARK, 2).been_at(tmp_path, LastPlace("a", "done", "b"))
    with qtbot.waitSignal(store.changed):
        store.change(chosen)
    again = SettingsStore(path)
    assert again.value == chosen
    assert again.value.at(tmp_path) == LastPlace("a", "done", "b")
    assert again.value.at(tmp_path / "elsewhere") == LastPlace()


def test_the_same_settings_are_not_written_again(qtbot: QtBot, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    with qtbot.assertNotEmitted(store.changed):
        store.change(Settings())
    assert not (tmp_path / "settings.json").exists()


def test_only_the_latest_workspaces_are_remembered(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(PLACES_KEPT + 5):
        settings = settings.been_at(tmp_path / str(number), LastPlace(str(number)))
    assert len(settings.last) == PLACES_KEPT
    assert settings.at(tmp_path / "0") == LastPlace()
    assert settings.at(tmp_path / str(PLACES_KEPT + 4)).checklist == str(PLACES_KEPT + 4)


@pytest.mark.parametrize("words", ["{", "", "[1, 2", "[" * 100_000])
def test_a_damaged_file_is_put_aside(words: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(words, "utf-8")
    store = SettingsStore(path)
    assert store.value == Settings()
    assert (tmp_path / "settings.unreadable.json").read_text("utf-8") == words
    store.change(Settings(larger=1))
    assert SettingsStore(path).value.larger == 1


def test_that_settings_cannot_be_kept_is_said_and_they_hold(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    store = SettingsStore(tmp_path / "file" / "settings.json")
    with pytest.raises(YaodianError, match="无法写入"):
        store.change(Settings(larger=3))
    assert store.value.larger == 3
    store.remember(tmp_path, LastPlace("x"))
    assert store.value.at(tmp_path).checklist == "x"


KEYS = ("me", "look", "larger", "last", "report", "workspace", "put_off", "unsaid", "other")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON)) | JSON)
def test_any_json_gives_settings_that_can_be_written_again(stored: Any) -> None:
    settings = Settings.from_json(stored)
    assert 0 <= settings.larger <= LARGEST_STEP
    assert Settings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


def test_what_is_put_off_is_said_again_after_its_day(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    store.put_off("a", date(2026, 5, 8))
    store.put_off("b", date(2026, 5, 20))
    store.remember_workspace("D:/要点自评")
    store.leave_unsaid("没有做完")
    again = SettingsStore(tmp_path / "settings.json")
    assert again.is_put_off("a", date(2026, 5, 7))
    assert not again.is_put_off("a", date(2026, 5, 8))
    assert again.is_put_off("b", date(2026, 5, 8))
    assert not again.is_put_off("c", date(2026, 5, 1))
    assert (again.value.workspace, again.value.unsaid) == ("D:/要点自评", "没有做完")
