"""Backups inside the workspace: when they are made, that each is tried and counted, which of them stay."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import YaodianError
from desktop_app.models import backup_keeper, backups, copies, opening, operations, queries
from desktop_app.models.backup_keeper import DOUBT
from desktop_app.models.backups import listed, newest_good, to_keep
from desktop_app.models.copies import Contents, Snapshot, trial
from desktop_app.models.migrations import OURS
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, sample

MOMENTS = st.lists(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2029, 12, 31)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    max_size=120,
)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
    return ws.folder


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what sets the clock to noon of a day of 2030, by its number."""

    def go_to(day: int) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, _zone: object = None) -> datetime:  # type: ignore[override]
                return datetime(2030, 1, 1, 12) + timedelta(days=day - 1)

        monkeypatch.setattr(backup_keeper, "datetime", Clock)

    return go_to


def _title_in(path: Path) -> str:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as raw:
        return str(raw.execute("SELECT title FROM checklist").fetchone()[0])


@given(MOMENTS)
def test_the_last_of_12_days_10_weeks_and_9_months_stay(moments: list[datetime]) -> None:
    kept = to_keep(moments)
    assert kept <= set(moments)
    assert len(kept) <= 12 + 10 + 9
    assert not moments or max(moments) in kept
    for most, period in (
        (12, lambda one: one.date()),
        (10, lambda one: one.isocalendar()[:2]),
        (9, lambda one: (one.year, one.month)),
    ):
        newest_of = {period(one): one for one in sorted(moments)}
        assert {newest_of[key] for key in sorted(newest_of)[-most:]} <= kept


def test_of_a_year_of_days_exactly_12_days_10_weeks_and_9_months_stay() -> None:
    """2026-12-31 is a Thursday: the week's last is it, of the weeks before their Sundays."""
    every = [datetime(2026, 1, 1, 17) + timedelta(days=day) for day in range(365)]
    days = [(12, day) for day in range(20, 32)]
    weeks = [(12, 31), (12, 27), (12, 20), (12, 13), (12, 6), (11, 29), (11, 22), (11, 15), (11, 8), (11, 1)]
    months = [(12, 31), (11, 30), (10, 31), (9, 30), (8, 31), (7, 31), (6, 30), (5, 31), (4, 30)]
    assert {(one.month, one.day) for one in to_keep(every)} == {*days, *weeks, *months}


@given(MOMENTS)
def test_thinning_out_each_time_keeps_what_thinning_out_once_would(moments: list[datetime]) -> None:
    left: frozenset[datetime] = frozenset()
    for moment in sorted(moments):
        left = to_keep([*left, moment])
    assert left == to_keep(moments)


def test_a_day_a_backup_at_its_first_change_and_one_at_the_end_where_something_changed(
    closed: Path, days: Callable[[int], None]
) -> None:
    days(200)
    with Workspace.open(closed) as ws:
        checklist = queries.checklists(ws)[0].id
        operations.rename_checklist(ws, checklist, "第一改")
        operations.rename_checklist(ws, checklist, "第二改")
    last, first, _of_the_import = listed(closed)
    assert (_title_in(first.path), _title_in(last.path)) == ("2022年工作要点", "第二改")
    with Workspace.open(closed) as ws:
        queries.checklists(ws)
    assert listed(closed)[0] == last, "nothing was changed"
    days(201)
    with Workspace.open(closed) as ws:
        operations.undo(ws)
        days(202)
        operations.redo(ws)
    days_left = [one.moment.timetuple().tm_yday for one in listed(closed)]
    assert days_left[:4] == [202, 202, 201, 200]  # of the days before today the last


def test_a_new_workspace_is_backed_up_at_its_second_change_not_at_the_close_alone(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "neu") as ws:
        checklist = imported(ws, tmp_path)
        assert not listed(ws.folder)  # there was nothing yet
        operations.rename_checklist(ws, checklist, "改过的名称")
        assert ws._keeper is not None
        ws._keeper._wait()
        (first,) = listed(ws.folder)
        assert _title_in(first.path) == "2022年工作要点"
        operations.rename_checklist(ws, checklist, "又改")
        ws._keeper._wait()
        assert listed(ws.folder) == (first,)  # one a day


def test_each_backup_made_beside_the_work_is_compared_with_its_journal(closed: Path, tmp_path: Path) -> None:
    """A flipped letter is sound to SQLite: without this only `verify` would find it."""
    with Workspace.open(closed) as ws:
        ws.back_up_inside()
        assert ws._keeper is not None
        ws._keeper._wait()
        assert ws.backup_state.doubt == ""
        title = queries.tree(ws, queries.checklists(ws)[0].id).points()[0].title
        with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
            raw.execute("UPDATE item SET narrative = '每月7次' WHERE title = ?", (title,))
        ws.back_up_inside()
        ws._keeper._wait()
        assert ws.backup_state.doubt.startswith(f"有 1 处内容和操作记录不一致（“{title}”），")
        assert ws.backup_state.trouble == "", "the backup counts all the same"


def test_what_the_last_backup_of_all_found_is_said_from_the_next_start_on(closed: Path) -> None:
    """A day has its backup already: nothing but the close compares what a failing disk did since."""
    with Workspace.open(closed) as ws:
        row = queries.checklists(ws)[0].id
        first, second = queries.tree(ws, row).points()[:2]
    with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
        raw.execute("UPDATE item SET narrative = '今平' WHERE id = ?", (first.id,))
    with Workspace.open(closed) as ws:
        operations.tick(ws, [second.id])
    for _start in range(2):
        with Workspace.open(closed) as ws:
            assert ws.backup_state.doubt.startswith(f"有 1 处内容和操作记录不一致（“{first.title}”），")
    with Workspace.open(closed) as ws:
        operations.set_fields(ws, [first.id], narrative="今年")
    with Workspace.open(closed) as ws:
        assert ws.backup_state.doubt == "", "it was put right"
    assert not (closed / "backups" / DOUBT).exists()


def test_what_is_noted_of_a_doubt_may_be_anything(closed: Path) -> None:
    for content, wanted in ((b"\xff\xfe", ""), (b"a\n" * 100_000, " ".join(["a"] * 500)), (b"", "")):
        (closed / "backups" / DOUBT).write_bytes(content)
        with Workspace.open(closed) as ws:
            assert ws.backup_state.doubt == wanted


def test_an_import_is_preceded_by_a_backup(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        imported(ws, tmp_path, sample("第二份"))
        before = contents(ws)
        imported(ws, tmp_path, sample("第三份"))
    with closing(sqlite3.connect(listed(closed)[1].path)) as raw:
        titles = {row[0] for row in raw.execute("SELECT title FROM checklist")}
    assert titles == {"2022年工作要点", "第二份"}
    assert len(before["checklist"]) == 2


def test_a_backup_is_the_moment_at_which_it_was_asked_for_whatever_is_changed_meanwhile(
    closed: Path, tmp_path: Path
) -> None:
    with Workspace.open(closed) as ws, Snapshot(closed / "yaodian.db") as snapshot:
        operations.rename_checklist(ws, queries.checklists(ws)[0].id, "后来的名称")
        found = snapshot.copy_to(tmp_path / "copy.db")
    assert _title_in(tmp_path / "copy.db") == "2022年工作要点"
    assert found == trial(tmp_path / "copy.db")
    assert found.stamp == OURS.newest
    assert (found.items, found.files) == (found.counts["item"], 0)
    assert found.items > 10


def test_a_copy_that_is_damaged_or_other_than_its_source_does_not_count(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listed(closed)
    with Workspace.open(closed) as ws:
        with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
            raw.execute("UPDATE item SET checklist_id = 'none' WHERE rowid = 3")
        operations.set_school(ws, name="实验小学")
        ws.back_up_inside()
    assert "损坏" in ws.backup_state.trouble
    assert listed(closed) == before
    with pytest.raises(YaodianError, match="损坏"), Snapshot(closed / "yaodian.db") as snapshot:
        backups.make(snapshot, closed, OURS.newest, datetime.now())
    assert listed(closed) == before
    assert not list((closed / "backups").glob(".*")), "half a backup was left"


def test_a_copy_that_holds_other_than_its_source_does_not_count(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that loses a row of the copy is stood in for; the copy is sound in itself."""
    before = listed(closed)

    def after_the_disk_lost_a_row(path: Path) -> Contents:
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("DELETE FROM journal_change WHERE seq = (SELECT max(seq) FROM journal_change)")
        return trial(path)

    monkeypatch.setattr(copies, "trial", after_the_disk_lost_a_row)
    with (
        Snapshot(closed / "yaodian.db") as snapshot,
        pytest.raises(YaodianError, match="备份和原来的数据不一样"),
    ):
        backups.make(snapshot, closed, OURS.newest, datetime.now())
    assert listed(closed) == before


def test_the_newest_good_backup_is_found_past_damaged_and_newer_ones(closed: Path) -> None:
    (good,) = listed(closed)
    folder = closed / "backups"
    (folder / "yaodian-0003-20990101-000000.db").write_bytes(good.path.read_bytes()[:-5000])
    (folder / "yaodian-0003-20990102-000000.db").write_bytes(b"")
    flipped = bytearray(good.path.read_bytes())
    flipped[8192:12288] = b"\xff" * 4096
    (folder / "yaodian-0003-20990103-000000.db").write_bytes(flipped)
    shutil.copy(good.path, folder / "yaodian-9999-20990104-000000.db")
    with closing(sqlite3.connect(folder / "yaodian-9999-20990104-000000.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    found = newest_good(closed, OURS.known)
    assert found
    assert found[0] == good
    assert newest_good(closed / "nowhere", OURS.known) is None


def test_the_backup_of_an_older_version_stays_and_foreign_files_too(closed: Path) -> None:
    folder = closed / "backups"
    old = folder / "yaodian-0001-20200101-080000.db"
    mine = folder / "我的备份.db"
    for path in (old, mine):
        path.write_bytes(b"x")
    for day in range(1, 29):
        (folder / f"yaodian-{OURS.newest}-202403{day:02}-080000.db").write_bytes(b"x")
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")
    assert old.exists()
    assert mine.exists()
    left = sorted(one.moment.day for one in listed(closed) if one.moment.year == 2024)
    assert left == [3, 10, 17, *range(18, 29)][-len(left) :]
    assert len(left) < 28


def test_the_newest_backup_that_agrees_with_its_journal_stays_whatever_comes_after_it(closed: Path) -> None:
    """A letter spoilt and never seen to: backups of a year with it must not drive out the last without."""
    (good,) = listed(closed)
    older = closed / "backups" / f"yaodian-{OURS.newest}-20200101-000000.db"
    shutil.copy(good.path, older)
    with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
        raw.execute("UPDATE item SET narrative = '每月7次' WHERE rowid = 3")
    for day in range(30, 400, 29):
        with Snapshot(closed / "yaodian.db") as snapshot:
            made = backups.make(snapshot, closed, OURS.newest, good.moment + timedelta(days=day))
    left = listed(closed)
    assert good in left
    assert older not in [one.path for one in left], "one is enough"
    assert len(left) == 12 + 1
    found = newest_good(closed, OURS.known)
    assert found is not None
    assert found[0].path.read_bytes() == made.path.read_bytes(), (
        "what was done since counts more than a letter"
    )


def test_where_the_disk_refuses_work_goes_on_and_it_is_said(closed: Path) -> None:
    shutil.rmtree(closed / "backups")
    (closed / "backups").write_text("in the way")
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")
    assert "没有改动" in ws.backup_state.trouble
    with Workspace.open(closed) as ws:
        assert queries.school(ws).name == "实验小学"


def test_a_close_without_a_backup_is_said_at_the_next_start_and_made_good(closed: Path) -> None:
    with Workspace.open(closed) as ws:
        assert not ws.notice
        operations.set_school(ws, name="实验小学")
        kept = closed / "backups"
        kept.rename(closed / "aside")
        kept.write_text("in the way")
    kept.unlink()
    (closed / "aside").rename(kept)
    with Workspace.open(closed) as ws:
        assert "没有备份成" in (ws.notice or "")
    with Workspace.open(closed) as ws:
        assert not ws.notice


@pytest.mark.parametrize(("days_on", "said"), [(-2, True), (0, False), (400, False), (4000, True)])
def test_a_clock_that_is_wrong_is_said(
    closed: Path, monkeypatch: pytest.MonkeyPatch, days_on: int, said: bool
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, zone: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(zone) + timedelta(days=days_on)

    monkeypatch.setattr(opening, "datetime", Clock)
    with Workspace.open(closed) as ws:
        assert ("请核对电脑的日期" in (ws.notice or "")) is said


def test_a_clock_that_was_wrong_once_makes_no_old_backup_the_newest(closed: Path, tmp_path: Path) -> None:
    [old, *_others] = listed(closed)
    old.path.rename(old.path.with_name(f"yaodian-{old.stamp}-20990101-000000.db"))
    with Workspace.open(closed) as ws:
        imported(ws, tmp_path, sample("后来的"))
    with Workspace.open(closed) as ws:
        assert not ws.notice
    found = newest_good(closed, OURS.known)
    assert found is not None
    assert found[0].moment.year != 2099


def test_a_copy_outside_is_wanted_when_the_last_is_old(closed: Path) -> None:
    made = listed(closed)[0].moment
    assert not backup_keeper.state_of(closed, made + timedelta(days=30)).outside_due
    assert backup_keeper.state_of(closed, made + timedelta(days=31)).outside_due
    backup_keeper.note_outside(closed, made + timedelta(days=20), closed.parent / "U 盘.yaodian")
    state = backup_keeper.state_of(closed, made + timedelta(days=31))
    assert (state.inside, state.outside, state.outside_due) == (made, made + timedelta(days=20), False)
    assert backup_keeper.state_of(closed, made + timedelta(days=60)).outside_due
    (closed / "backups" / "outside.json").write_text("[]")
    assert backup_keeper.state_of(closed, made + timedelta(days=31)).outside is None


def test_a_change_waits_for_no_backup(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, may_go_on = backups.make, Event()

    def late(*what: Any) -> backups.Backup:
        assert may_go_on.wait(200)
        return make(*what)

    with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
        raw.execute("CREATE TABLE ballast (x)")
        raw.executemany("INSERT INTO ballast VALUES (randomblob(4000))", [()] * 2_500)
    with Workspace.open(closed) as ws:
        checklist = queries.checklists(ws)[0].id
        operations.rename_checklist(ws, checklist, "先改一次")
        monkeypatch.setattr(backups, "make", late)
        ws.back_up_inside()
        operations.rename_checklist(ws, checklist, "改在备份之前")  # were it to wait, neither would go on
        before = len(listed(closed))
        may_go_on.set()
        while len(listed(closed)) == before:
            operations.rename_checklist(ws, checklist, "改在备份当中")
        assert _title_in(listed(closed)[0].path) == "先改一次"
    assert _title_in(listed(closed)[0].path) == "改在备份当中"
