"""Pages on their desk: where they lie, what stays in sight, which are painted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from desktop_app.views.reports.layout import EDGE, Layout, Spot, fitting
from desktop_app.views.reports.paper_view import MOST_ZOOM, Fit
from desktop_app.views.reports.rendering import Wish, page_image, page_sizes, seen
from desktop_app.views.widgets.theme import Role
from tests.views.reports.conftest import ReportDriver

A4, ACROSS = (595.0, 842.0), (842.0, 595.0)


def paper(path: Path, *sizes: tuple[float, float]) -> bytes:
    canvas = Canvas(str(path))
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(0, 0, size[0] / 2, size[1], stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def test_pages_lie_below_one_another_in_the_middle() -> None:
    layout = Layout((A4, ACROSS), 1.0, 2000)
    first, second = layout.boxes
    assert (first.width, first.height) == (793, 1123)
    assert second.top > first.top + first.height
    assert [box.left + box.width // 2 for box in layout.boxes] == [pytest.approx(1000, abs=1)] * 2
    assert layout.height == second.top + second.height + EDGE


@pytest.mark.parametrize(("y", "page"), [(-5, 0), (0, 0), (1138, 0), (1150, 0), (1160, 1), (99_999, 1)])
def test_the_page_at_a_height(y: int, page: int) -> None:
    assert Layout((A4, A4), 1.0, 800).page_at(y) == page


def test_a_spot_stays_where_it_is_at_another_zoom() -> None:
    small, large = Layout((A4,) * 9, 0.5, 800), Layout((A4,) * 9, 2.0, 800)
    spot = small.spot_at(small.boxes[4].top + small.boxes[4].height // 2)
    assert spot.page == 4
    assert spot.down == pytest.approx(0.5, abs=0.01)
    assert large.y_of(spot) == pytest.approx(large.boxes[4].top + large.boxes[4].height / 2, abs=3)
    assert Layout((A4,) * 2, 1.0, 800).y_of(spot) > 0  # of fewer pages the last
    assert Layout((), 1.0, 800).spot_at(50) == Spot()


def test_what_fits() -> None:
    wide = Layout((A4, ACROSS), fitting((A4, ACROSS), 700), 700)
    assert wide.boxes[1].width == pytest.approx(700 - 2 * EDGE, abs=1)
    whole = Layout((A4,), fitting((A4,), 2000, 500), 2000)
    assert whole.boxes[0].height == pytest.approx(500 - 2 * EDGE, abs=1)
    assert fitting((), 100) == 1.0


def test_a_page_as_a_picture(tmp_path: Path) -> None:
    data = paper(tmp_path / "一.pdf", A4, ACROSS)
    assert page_sizes(data) == (A4, ACROSS)
    image = page_image(data, 1, 400)
    assert image.width() == 400
    assert image.height() == pytest.approx(283, abs=1)
    assert image.pixelColor(20, 100) == QColor("black")
    assert image.pixelColor(380, 100) == QColor("white")
    assert seen(Wish(tmp_path / "没有.pdf", 0, 100)).isNull()


def test_one_goes_through_the_pages(report: ReportDriver) -> None:
    pane, view = report.page.pages, report.page.pages.view
    report.window.click(pane.after)
    assert view.page == 1
    assert pane.at.text() == "2"
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.pages - 1
    assert not pane.after.isEnabled()
    pane.at.setText("3")
    QTest.keyClick(pane.at, Qt.Key.Key_Return)
    assert view.page == 2
    assert not report.page.maker.busy  # Enter went to the page, not to the button
    pane.at.setText("999")
    QTest.keyClick(pane.at, Qt.Key.Key_Return)
    assert pane.at.text() == str(view.pages)
    report.until(lambda: view.painted)


def test_zoom_by_wheel_keys_and_list(report: ReportDriver) -> None:
    pane, view = report.page.pages, report.page.pages.view
    wide = view.zoom
    view.go_to(1)
    at = view.viewport().rect().center()
    before = view._layout.spot_at(view.verticalScrollBar().value() + at.y())
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom > wide * 1.2
    after = view._layout.spot_at(view.verticalScrollBar().value() + at.y())
    assert after.page == before.page
    assert after.down == pytest.approx(before.down, abs=0.01)
    assert pane.zoom.currentIndex() == -1
    assert pane.zoom.placeholderText() == f"{round(view.zoom * 100)}%"
    for _time in range(40):
        view.larger()
    assert view.zoom == MOST_ZOOM
    report.until(lambda: view.painted)
    pane.zoom.activated.emit(1)
    assert view.fit is Fit.PAGE
    assert view._layout.boxes[0].height < view.viewport().height()
    pane.zoom.activated.emit(0)
    assert view.zoom == pytest.approx(wide)
    QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom < wide
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(wide)


def test_one_stays_where_one_was_when_the_pages_are_made_anew(report: ReportDriver) -> None:
    view = report.page.pages.view
    view.go_to(2)
    where = view.verticalScrollBar().value()
    report.page.texts.edits["overall"].setPlainText("全年工作扎实推进。")
    report.page.texts.flush()
    assert report.reports.proofs.proof is None
    assert not report.page.pages.print.isEnabled()
    assert view.pages  # the old ones are seen meanwhile
    report.wait_for_pages()
    assert view.verticalScrollBar().value() == where
    assert report.page.pages.print.isEnabled()


def test_only_pages_near_the_eye_are_kept(report: ReportDriver, tmp_path: Path) -> None:
    view = report.page.pages.view
    path = tmp_path / "长.pdf"
    data = paper(path, *([A4] * 60))
    view.show_pages(path, page_sizes(data))
    for page in (0, 30, 59):
        view.go_to(page)
        report.until(lambda: view.painted)
    assert len(view._pictures) < 20
    assert min(view._pictures) > 30


def test_paper_is_white_on_a_dark_desk(report: ReportDriver) -> None:
    program, view = report.window.program, report.page.pages.view
    program.theme.use(True)
    image = view.grab().toImage()
    ratio = view.devicePixelRatioF()
    desk = QPoint(round(4 * ratio), round(60 * ratio))
    assert image.pixelColor(desk) == program.theme.color(Role.DESK)
    assert image.pixelColor(round((EDGE + 40) * ratio), round((EDGE + 40) * ratio)) == QColor("white")
