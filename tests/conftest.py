"""What holds for every test: Qt needs no screen, speaks to nobody unasked, and nothing outlives a test."""

import gc
import os
import sys
import threading
from collections.abc import Iterator
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import bundled_family, dress, dress_fully

# CI tries the same examples every time, so that a change is judged by itself; elsewhere every run tries others.
# How long one takes, or is thought up, says how busy the machine is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("patient"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "patient")

PATIENCE = 120_000  # milliseconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let any message of Qt's fail a test, but for what the offscreen platform says of itself.

    What chance tries counts as covered by nothing: it would be so by luck, and measuring it takes minutes.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Give the application its looks, and a Chinese font: the offscreen platform may have none."""
    dress(qapp)
    dress_fully(qapp)
    font = qapp.font()
    font.setFamilies([bundled_family()])
    qapp.setFont(font)
    return qapp


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Give pytest-qt's hands more patience: what comes is taken at once, on a busy machine it comes late."""
    for name in ("waitUntil", "waitSignal", "waitExposed"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    threads, windows, hooks = set(threading.enumerate()), _windows(), (sys.excepthook, threading.excepthook)
    yield
    _collect()
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    assert left == [], "threads outlived the test"
    assert [repr(window) for window in _windows() if window not in windows] == [], "windows outlived the test"
    assert (sys.excepthook, threading.excepthook) == hooks, "a hook outlived the test"


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets() if QApplication.instance() else []


def _collect() -> None:
    """Let Qt and Python delete what nobody holds any more; it takes long, so only once there is a window."""
    if QApplication.instance():
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
