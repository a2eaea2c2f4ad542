import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers


class Listener:
    """Notes what a task tells, and on which thread."""

    def __init__(self, task: Task) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.threads: set[int] = set()
        task.progressed.connect(self.progressed)
        task.finished.connect(self.finished)
        task.refused.connect(self.refused)
        task.cancelled.connect(self.cancelled)

    def progressed(self, done: int, total: int) -> None:
        self._note("progressed", done, total)

    def finished(self, result: object) -> None:
        self._note("finished", result)

    def refused(self, words: str) -> None:
        self._note("refused", words)

    def cancelled(self, words: str) -> None:
        self._note("cancelled", words)

    def _note(self, *words: object) -> None:
        self.threads.add(threading.get_ident())
        self.told.append(words)


@pytest.fixture
def workers(qtbot: QtBot) -> Any:
    made = Workers()
    yield made
    made.stop()


def test_work_is_done_elsewhere_and_told_here(qtbot: QtBot, workers: Workers) -> None:
    def work(on_progress: OnProgress, _cancelled: Cancelled) -> int:
        for done in range(1, 2001):
            on_progress(done, 2000)
        return threading.get_ident()

    listener = Listener(workers.start("数数", work))
    qtbot.waitUntil(lambda: not workers.busy)
    assert listener.told[-1][0] == "finished"
    assert listener.told[-1][1] != threading.get_ident()
    assert listener.threads == {threading.get_ident()}
    progress = [words for words in listener.told if words[0] == "progressed"]
    assert progress[-1] == ("progressed", 2000, 2000)
    assert len(progress) < 100  # what nobody could see is not told


def test_large_numbers_arrive_whole(qtbot: QtBot, workers: Workers) -> None:
    def work(on_progress: OnProgress, _cancelled: Cancelled) -> None:
        on_progress(5_000_000_000, 5_000_000_000)

    listener = Listener(workers.start("大文件", work))
    qtbot.waitUntil(lambda: not workers.busy)
    assert listener.told[0] == ("progressed", 5_000_000_000, 5_000_000_000)


def test_a_refusal_arrives_as_its_sentence(qtbot: QtBot, workers: Workers) -> None:
    def work(_on_progress: OnProgress, _cancelled: Cancelled) -> None:
        raise YaodianError("读不了。")

    listener = Listener(workers.start("读取", work))
    qtbot.waitUntil(lambda: not workers.busy)
    assert listener.told == [("refused", "读不了。")]


def test_work_can_be_stopped(qtbot: QtBot, workers: Workers) -> None:
    begun = threading.Event()

    def work(_on_progress: OnProgress, cancelled: Cancelled) -> None:
        begun.set()
        while not cancelled():
            threading.Event().wait(0.005)
        raise CancelledError("已停止。")

    task = workers.start("等待", work)
    listener = Listener(task)
    assert begun.wait(200)
    task.cancel()
    qtbot.waitUntil(lambda: not workers.busy)
    assert listener.told == [("cancelled", "已停止。")]


def test_a_fault_is_raised_here(qtbot: QtBot, workers: Workers) -> None:
    def work(_on_progress: OnProgress, _cancelled: Cancelled) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as faults:
        listener = Listener(workers.start("出错", work))
        qtbot.waitUntil(lambda: not workers.busy and bool(faults))
    assert [kind for kind, _value, _trace in faults] == [ZeroDivisionError]
    assert listener.told == []


def test_closing_stops_what_is_under_way(qtbot: QtBot, workers: Workers) -> None:
    def work(_on_progress: OnProgress, cancelled: Cancelled) -> None:
        while not cancelled():
            threading.Event().wait(0.005)
        raise CancelledError

    workers.start("等待", work)
    workers.start("排队", work)
    workers.stop()
    names = [thread.name for thread in threading.enumerate()]
    assert not any(name.startswith("yaodian") for name in names)
