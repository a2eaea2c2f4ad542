"""The progress over the window: a bar as low as all bars here, so that no words are cut off under it."""

from PySide6.QtWidgets import QProgressBar

from desktop_app.views.safekeeping.waiting import Waiting
from tests.views.driving import Driver


def test_the_bar_holds_no_words(window: Driver) -> None:
    frame, workers = window.program.frame, window.main.safekeeping.workers
    task = workers.start("正在恢复到“学校”", lambda on_progress, _cancelled: on_progress(1, 2))
    bar = Waiting(task, frame).dialog.findChild(QProgressBar)
    assert bar is not None
    assert not bar.isTextVisible()
    with window.bot.waitSignal(task.ended):
        pass
