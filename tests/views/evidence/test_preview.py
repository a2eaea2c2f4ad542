"""Files are seen without being opened: pictures upright, PDF pages, texts; what cannot be seen says so."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.preview import Preview
from tests.views.driving import Driver
from tests.views.evidence.papers import pdf, photo, sheet, word

Key = Qt.Key


def put(window: Driver, *paths: Path) -> list[EvidenceRow]:
    row = window.go_to("开好思政课")
    window.main.evidence.take_paths([row.id], paths)
    window.until(lambda: window.main.desk.tree[row.id].evidence_count == len(paths))
    return list(window.main.work.panel.evidence.rows)


def look(window: Driver, row: EvidenceRow) -> Preview:
    window.main.evidence.preview.show_file(row)
    pane = window.main.evidence.preview.pane
    window.until(lambda: pane._sight is not None)
    return pane


def test_a_picture_is_shown_as_the_camera_was_held(filled: Driver, tmp_path: Path) -> None:
    (row,) = put(filled, photo(tmp_path / "照片.jpg", turned=6, size=(80, 40)))
    pixmap = look(filled, row).picture.pixmap()
    assert (pixmap.width(), pixmap.height()) == (40, 80)


def test_a_picture_fits_where_words_stood_before(filled: Driver, tmp_path: Path) -> None:
    filled.main.evidence.show_inbox()
    filled.main.evidence.take_into_inbox([photo(tmp_path / "照片.jpg", size=(1600, 1200))])
    pane = filled.main.evidence.rooms.inbox.page.preview
    filled.until(lambda: pane._sight is not None and pane._sight.picture)
    shown, room = pane.picture.pixmap().deviceIndependentSize(), pane.sheet.viewport().size()
    assert shown.width() <= room.width()
    assert shown.height() <= room.height()
    assert not pane.sheet.horizontalScrollBar().isVisible()
    filled.program.frame.resize(1100, 700)
    narrower = pane.sheet.viewport().width()
    assert narrower < room.width()
    assert pane.picture.pixmap().deviceIndependentSize().width() <= narrower  # at once


def test_pages_of_a_pdf_are_turned(filled: Driver, tmp_path: Path) -> None:
    (row,) = put(filled, pdf(tmp_path / "方案.pdf", "one", "two", "three"))
    pane = look(filled, row)
    first = pane.picture.pixmap().toImage()
    assert pane.at.text() == "1 / 3"
    QTest.keyClick(filled.main.evidence.preview, Key.Key_PageUp)
    assert pane.at.text() == "1 / 3"
    QTest.keyClick(filled.main.evidence.preview, Key.Key_PageDown)
    filled.until(lambda: pane._sight is not None and pane._sight.wish.page == 2)
    assert pane.at.text() == "2 / 3"
    assert pane.picture.pixmap().toImage() != first


def test_a_page_can_fill_the_width(filled: Driver, tmp_path: Path) -> None:
    (row,) = put(filled, pdf(tmp_path / "方案.pdf", "one"))
    pane = look(filled, row)
    narrow = pane.picture.pixmap().width()
    filled.click(pane.zoom)
    filled.until(lambda: pane.picture.pixmap().width() > narrow)
    assert pane.zoom.text() == "整页"
    assert not pane.sheet.horizontalScrollBar().isVisible()


def test_texts_are_shown(filled: Driver, tmp_path: Path) -> None:
    plain = tmp_path / "记录.txt"
    plain.write_text("电话记录", encoding="utf-8")
    papers = [word(tmp_path / "总结.docx", "心理总结"), sheet(tmp_path / "表.xlsx", ("姓名", "班级")), plain]
    for row, said in zip(put(filled, *papers), ("心理总结", "姓名", "电话记录"), strict=True):
        pane = look(filled, row)
        filled.until(pane.text.isVisible)
        assert said in pane.text.toPlainText()


def test_what_cannot_be_seen_says_so(filled: Driver, tmp_path: Path) -> None:
    video, broken = tmp_path / "录像.mp4", tmp_path / "坏.jpg"
    video.write_bytes(b"\0\0\0 ftypmp42" + b"\1" * 50)
    broken.write_bytes(b"\xff\xd8\xff no picture")
    rows = {row.name: row for row in put(filled, video, broken)}
    assert "不能在这里预览" in look(filled, rows["录像.mp4"]).words.text()
    assert "读不出来" in look(filled, rows["坏.jpg"]).words.text()
    filled.main.evidence.shelf.path(rows["录像.mp4"]).unlink()
    filled.main.evidence.preview.pane.show_row(None)
    assert "文件不见了" in look(filled, rows["录像.mp4"]).words.text()


def test_the_space_bar_opens_and_closes_it_and_arrows_go_on(filled: Driver, tmp_path: Path) -> None:
    put(filled, word(tmp_path / "甲.docx", "甲文"), word(tmp_path / "乙.docx", "乙文"))
    files = filled.main.work.panel.evidence.files
    files.setCurrentIndex(files.files.index(0))
    QTest.keyClick(files, Key.Key_Space)
    preview = filled.main.evidence.preview
    assert preview.isVisible()
    assert preview.pane.row is not None
    assert preview.pane.row.name == "甲.docx"
    QTest.keyClick(preview, Key.Key_Down)
    assert preview.pane.row.name == "乙.docx"
    QTest.keyClick(preview, Key.Key_Space)
    assert not preview.isVisible()


def test_lists_show_small_pictures(filled: Driver, tmp_path: Path) -> None:
    row, other = put(filled, photo(tmp_path / "照片.jpg", turned=6), word(tmp_path / "甲.docx", "甲"))
    thumbs = filled.main.evidence.thumbs
    filled.until(lambda: thumbs.get(row) is not None)
    picture = thumbs.get(row)
    assert picture is not None
    assert picture.height() > picture.width()
    assert thumbs.get(other) is None


def test_each_preview_gets_its_own_picture(filled: Driver, tmp_path: Path) -> None:
    """The dialog over the inbox must not take away what the inbox itself is about to show."""
    main = filled.main
    main.evidence.take_paths([], [word(tmp_path / "甲.docx", "甲文"), word(tmp_path / "乙.docx", "乙文")])
    filled.until(lambda: len(main.evidence.shelf.inbox()) == 2)
    main.actions.inbox.trigger()
    files = main.evidence.rooms.inbox.page.files
    QTest.keyClick(files, Key.Key_Space)
    QTest.keyClick(main.evidence.preview, Key.Key_Down)
    QTest.keyClick(main.evidence.preview, Key.Key_Escape)
    filled.until(lambda: main.evidence.rooms.inbox.page.preview._sight is not None)
