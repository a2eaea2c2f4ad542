"""A damaged data file at the start: the newest good backup is offered, and what would be missing is said."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.models import operations, queries
from desktop_app.models.backups import Backup
from desktop_app.models.packing import pack
from desktop_app.models.rescue import Offer
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.views.safekeeping.rescue import Rescue, RescueDialog
from tests.models.samples import bytes_of, imported
from tests.views.conftest import Start
from tests.views.driving import Driver


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A workspace with a backup, one change after it, and then a damaged data file."""
    folder = tmp_path / "要点自评"
    with Workspace.create(folder) as workspace:
        imported(workspace, tmp_path)
    with Workspace.open(folder) as workspace:
        row = queries.checklists(workspace)[0]
        point = queries.tree(workspace, row.id).points()[0]
        operations.set_fields(workspace, [point.id], narrative="后来写的")
        workspace._keeper = None  # no backup at this close, as when the power went
    content = bytearray((folder / FILE).read_bytes())
    content[:16] = b"\x00" * 16
    (folder / FILE).write_bytes(content)
    return folder


def beside(damaged: Path) -> Path:
    """Return where it is restored to."""
    return damaged.with_name(f"要点自评（{date.today()} 的备份）")


def asked(driver: Driver) -> tuple[Rescue, RescueDialog]:
    entry = driver.program.entry
    assert entry is not None
    assert entry.rescue is not None
    return entry.rescue, entry.rescue.dialog


def opened(driver: Driver) -> Workspace:
    driver.until(lambda: driver.program.main is not None)
    return driver.main.desk.workspace


def test_the_choices_say_what_is_safe_and_what_would_be_missing(start: Start, damaged: Path) -> None:
    content = bytearray((damaged / FILE).read_bytes())
    content[:16] = b"SQLite format 3\x00"
    (damaged / FILE).write_bytes(content[:-100])  # cut at its end: the journal can still be read
    driver = start(damaged)
    _rescue, dialog = asked(driver)
    said = dialog.said.text()
    assert "程序没有改动它。备份里登记的 1 个材料文件都还在。" in said
    assert "最近能用的备份是 今天" in said
    assert "备份以后的 1 次改动不在里面" in said
    assert "改动过的清单：“2022年工作要点”" in said
    assert dialog.beside.isChecked()
    dialog.leave.click()
    driver.until(lambda: not driver.program.frame.isVisible())


def test_the_damaged_folder_is_kept_untouched_and_the_result_opens_at_once(
    start: Start, damaged: Path
) -> None:
    before = bytes_of(damaged)
    driver = start(damaged)
    _rescue, dialog = asked(driver)
    dialog.restore.click()
    workspace = opened(driver)
    assert workspace.folder == beside(damaged)
    assert not workspace.read_only
    assert len(queries.checklists(workspace)) == 1
    assert "损坏的文件夹原样留着" in driver.main.notice.words.text()
    assert bytes_of(damaged) == before


def test_it_can_be_restored_in_its_place(start: Start, damaged: Path) -> None:
    driver = start(damaged)
    _rescue, dialog = asked(driver)
    dialog.in_place.setChecked(True)
    dialog.restore.click()
    assert opened(driver).folder == damaged
    assert len(list(damaged.glob("backups/damaged-*/*"))) >= 1


def test_it_can_be_restored_from_a_stick(start: Start, damaged: Path, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "别处") as other:
        operations.set_school(other, name="U 盘上的学校")
    pack(tmp_path / "别处", tmp_path / "a.yaodian")
    driver = start(damaged)
    rescue, dialog = asked(driver)
    dialog.hide()
    rescue.take_package(str(tmp_path / "a.yaodian"))
    assert rescue.restoring is not None
    assert rescue.restoring.box is not None
    rescue.restoring.box.buttons()[0].click()
    workspace = opened(driver)
    assert workspace.folder == damaged.with_name(f"要点自评（{date.today()} 恢复）")
    assert queries.school(workspace).name == "U 盘上的学校"


def test_a_restoring_that_failed_asks_again_and_says_why(start: Start, damaged: Path) -> None:
    driver = start(damaged)
    _rescue, dialog = asked(driver)
    target = beside(damaged)
    target.mkdir()
    (target / "别的.txt").write_text("", "utf-8")  # came between the asking and the answer
    dialog.restore.click()
    driver.until(lambda: dialog.isVisible() and dialog.trouble.text())
    assert "里已经有内容，没有改动它" in dialog.trouble.text()
    dialog.leave.click()
    assert [path.name for path in target.iterdir()] == ["别的.txt"]


def test_all_words_are_seen_where_there_are_many(qtbot: QtBot) -> None:
    backup = Backup(Path("backups/yaodian-0004-20260302-080000.db"), datetime(2026, 3, 2, 8), "0004")
    doubt = "这份备份里有 3 处内容和操作记录不一致（“强化校园安全管理”），请和更早的备份核对。" * 3
    offer = Offer(backup, 336, 58, 12, 2, ("云溪区教育局2026年工作要点",), doubt)
    dialog = RescueDialog(Path("要点自评"), offer, Path("要点自评（2026-03-02 的备份）"))
    qtbot.addWidget(dialog)
    dialog.show_trouble("“要点自评”里已经有内容，没有改动它。请换一个文件夹。" * 3)
    dialog.show()
    assert doubt in dialog.said.text()
    for label in (dialog.said, dialog.trouble):
        assert label.height() >= label.heightForWidth(label.width()), "words are cut off"


def test_without_a_good_backup_only_the_stick_is_offered(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "坏的"
    folder.mkdir()
    (folder / FILE).write_bytes(b"not ours" * 1000)
    driver = start(folder)
    _rescue, dialog = asked(driver)
    assert "没有完好的自动备份" in dialog.said.text()
    assert dialog.package.isChecked()
    assert not dialog.beside.isVisible()
    dialog.leave.click()
    driver.until(lambda: not driver.program.frame.isVisible())
    assert (folder / FILE).read_bytes() == b"not ours" * 1000
