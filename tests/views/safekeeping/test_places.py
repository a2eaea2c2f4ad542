"""Where a workspace lies: a cloud's folder or a share is said, it can be moved, and a stick may be pulled out."""

import shutil
from pathlib import Path

import pytest

from desktop_app.models import queries, whereabouts
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.views.safekeeping.copying import local_place
from desktop_app.views.settings import SettingsStore
from tests.models.samples import bytes_of, imported
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.papers import TITLE, write_evidence
from tests.views.safekeeping.test_backups import choose


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("OneDrive", "OneDrive"),
        ("WPSDrive", "WPS 云盘"),
    ],
)
def test_a_folder_of_a_cloud_is_said_at_the_opening(
    start: Start, tmp_path: Path, name: str, said: str
) -> None:
    driver = start(tmp_path / name / "要点自评")
    banner = driver.main.safekeeping.banner
    assert said in banner.words.text()
    assert (banner.first.text(), banner.second.text()) == ("移到本机…", "知道了")
    driver.click(banner.second)
    assert not banner.isVisible()


def test_a_network_share_is_said_at_the_opening(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "mounted_kind", lambda _path: "cifs")
    assert "网络共享盘" in start(tmp_path / "工作区").main.safekeeping.banner.words.text()


def test_moving_copies_compares_and_opens_there_and_the_old_one_stays(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "要点自评"
    with Workspace.create(folder) as workspace:
        imported(workspace, tmp_path)
        workspace.vault.store(write_evidence(tmp_path, "记录.txt")[0])
    driver = start(folder)
    driver.click(driver.main.safekeeping.banner.first)
    before = bytes_of(folder / "evidence")
    choose(driver, tmp_path)
    moved = tmp_path / "要点自评"
    driver.until(lambda: driver.program.main and driver.main.desk.workspace.folder == moved)
    assert driver.main.desk.editable
    assert not driver.main.safekeeping.banner.isVisible()
    assert "已移到" in driver.main.notice.words.text()
    assert str(folder) in driver.main.notice.words.text()
    assert bytes_of(moved / "evidence").items() >= before.items()
    with Workspace.open(folder) as old:
        assert len(queries.checklists(old)) == 1


def test_the_moved_workspace_opens_at_the_next_start_and_one_on_a_stick_is_asked_for(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "U 盘" / "要点自评"
    Workspace.create(folder).close()
    SettingsStore(tmp_path / "logs" / "settings.json").remember_workspace(str(folder))
    first = start(None)
    assert first.main.desk.workspace.folder == folder
    first.program.frame.close()
    first.program.stop()
    away = folder.with_name("拔出")
    folder.rename(away)
    second = start(None)
    entry = second.program.entry
    assert entry is not None
    assert entry.box is not None
    assert "找不到上次打开的工作区" in entry.box.text()
    assert list(folder.rglob("*")) == []
    away.rename(folder)
    entry.box.buttons()[0].click()
    second.until(lambda: second.program.main is not None)
    assert second.main.desk.workspace.folder == folder


def test_another_workspace_can_be_opened_and_a_folder_without_one_is_refused(
    filled: Driver, tmp_path: Path
) -> None:
    other = tmp_path / "另一个"
    Workspace.create(other).close()
    filled.main.safekeeping.copying.choose_other()
    choose(filled, tmp_path)
    assert "里没有学校的数据" in filled.main.notice.words.text()
    filled.main.safekeeping.copying.choose_other()
    choose(filled, other)
    filled.until(lambda: filled.program.main and filled.main.desk.workspace.folder == other)


def test_this_computers_own_disk_is_proposed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert local_place() == Workspace.default_folder().parent
    monkeypatch.setattr(Workspace, "default_folder", lambda: tmp_path / "OneDrive" / "文档" / "要点自评")
    assert local_place() == Path.home()


# A stick that is pulled out


def test_a_stick_pulled_out_is_said_and_all_goes_on_when_it_is_back(filled: Driver) -> None:
    main = filled.main
    folder = main.desk.workspace.folder
    filled.choose("开好思政课")
    filled.type_into(main.work.panel.narrative, "正在写")
    away = folder.with_name("拔出")
    folder.rename(away)
    filled.until(lambda: not main.safekeeping.presence.is_there)
    banner = main.safekeeping.banner
    assert "U 盘可能被拔出了" in banner.words.text()
    assert banner.isVisible()
    assert not filled.program.frame.pages.isEnabled()
    away.rename(folder)
    filled.until(lambda: main.safekeeping.presence.is_there)
    assert not banner.isVisible()
    assert filled.program.frame.pages.isEnabled()
    assert filled.item("开好思政课").narrative == "正在写"
    filled.click_sign("规范食堂管理")
    filled.program.frame.close()
    filled.program.stop()
    with Workspace.open(folder) as again:
        assert [row.title for row in queries.checklists(again)] == [TITLE]
        assert queries.can_undo(again) is not None


def test_a_stick_that_comes_back_damaged_is_not_written(filled: Driver) -> None:
    main = filled.main
    folder = main.desk.workspace.folder
    away = folder.with_name("拔出")
    folder.rename(away)
    main.safekeeping.presence.look()
    shutil.copytree(away, folder)
    (folder / FILE).write_bytes(b"\x00" * 100_000)
    main.safekeeping.presence.look()
    assert "已损坏" in main.safekeeping.banner.words.text()
    assert not filled.program.frame.pages.isEnabled()


def test_a_window_can_be_closed_while_its_stick_is_out(filled: Driver) -> None:
    folder = filled.main.desk.workspace.folder
    folder.rename(folder.with_name("拔出"))
    filled.main.safekeeping.presence.look()
    filled.program.frame.close()
    filled.program.stop()
    assert list(folder.rglob("*")) == []
