import threading
from pathlib import Path

from desktop_app.errors import CancelledError
from desktop_app.views.places import Place
from desktop_app.views.work import Cancelled, OnProgress, Task
from tests.views.driving import Driver
from tests.views.papers import write_evidence


def test_long_work_shows_how_far_it_is_and_can_be_stopped(filled: Driver) -> None:
    status = filled.main.status

    def work(on_progress: OnProgress, cancelled: Cancelled) -> None:
        while not cancelled():
            on_progress(3, 10)
            threading.Event().wait(0.01)
        raise CancelledError

    filled.main.errands._send("正在复制", work)
    assert not status.bar.isVisible()  # what is soon over needs no bar
    filled.until(status.bar.isVisible)
    filled.until(lambda: status.work.text() == "正在复制 30%")
    assert status.bar.value() == 300
    filled.click(status.stop)
    filled.until(lambda: not status.bar.isVisible())
    assert "没有留下任何改动" in status.message.text()


def test_files_are_all_attached_or_none_where_it_is_stopped(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    row = filled.go_to("开好思政课")
    before = main.desk.undo_name
    tasks: list[object] = []

    def stop(task: Task) -> None:
        tasks.append(task)
        task.cancel()

    main.evidence.copying.started.connect(stop)
    filled.drop(main.work.panel.viewport(), write_evidence(tmp_path, "甲.docx", "乙.docx"))
    filled.until(lambda: tasks and not main.evidence.copying.busy)
    filled.until(lambda: main.status.message.text() != "")
    assert main.desk.tree[row.id].evidence_count == 0
    assert main.desk.undo_name == before


def test_every_number_leads_to_what_it_counts(filled: Driver) -> None:
    main = filled.main
    filled.go_to("规范食堂管理")
    main.work.tree.tick_chosen()
    filled.click(main.status.done)
    assert filled.place() is Place.DONE
    assert filled.shown() == ["守牢安全底线", "规范食堂管理", "落实负责人陪餐制度"]
    assert main.work.sidebar.list.currentIndex().data() == "已完成"
    filled.click(main.status.lacking)
    assert filled.place() is Place.LACKING
