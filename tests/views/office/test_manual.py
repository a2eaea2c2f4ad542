"""The manual is read in the window, names only what is there, and is saved as a PDF."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.reports.manual_text import NAMED, Picture, blocks_of
from desktop_app.resources import MANUAL, TRANSLATIONS
from desktop_app.views.office.manual_dialog import ManualDialog, ManualPage
from tests.views.driving import Driver

TEXT = MANUAL.read_text("utf-8")
STEP = " › "


def _on_screen() -> set[str]:
    """Return all that the program says on the screen: without the dots of menus, a count as N."""
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "yaodian.po").open("rb") as file:
        said = {str(message.id) for message in read_po(file) if message.id}
    return {re.sub(r"\{\w+\}", "N", words.partition("\t")[0].rstrip("…")) for words in said}


def _words(menu: QMenu) -> list[str]:
    found = []
    for action in menu.actions():
        below = action.menu()
        found.append(action.text().partition("\t")[0].rstrip("…"))
        if isinstance(below, QMenu):
            found += _words(below)
    return found


def _opened() -> ManualDialog:
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualDialog)]
    return dialog


def test_everything_that_the_manual_names_stands_on_the_screen() -> None:
    known = _on_screen()
    names = {part for name in NAMED.findall(TEXT) for part in name.split(STEP)}
    assert len(names) > 60
    assert sorted(names - known) == []


def test_every_command_that_the_manual_names_is_in_its_menu(filled: Driver) -> None:
    menus = {menu.title(): _words(menu) for menu in filled.program.frame.menus.values()}
    paths = [name.split(STEP) for name in NAMED.findall(TEXT) if STEP in name]
    assert len(paths) >= 6
    for menu, command in paths:
        assert command in menus[menu], f"{menu} › {command}"


def test_the_manual_opens_beside_the_window_and_is_searched(filled: Driver) -> None:
    filled.main.actions.manual.trigger()
    dialog = _opened()
    assert not dialog.isModal()
    assert "用户手册" in dialog.page.toPlainText()
    dialog.search.setText("佐证材料")
    dialog.search.textEdited.emit("佐证材料")
    first = dialog.page.textCursor().position()
    assert dialog.page.textCursor().selectedText() == "佐证材料"
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.page.textCursor().selectedText() == "佐证材料"
    dialog.search.setText("没有的词")
    dialog.search.textEdited.emit("没有的词")
    assert dialog.found.text() == "没有找到"
    assert first > 0
    names = [dialog.chapters.item(row).text() for row in range(dialog.chapters.count())]
    dialog.chapters.setCurrentRow(names.index("五、十二月迎检"))
    assert dialog.page.textCursor().block().text() == "五、十二月迎检"
    assert 0 <= dialog.page.cursorRect().top() < dialog.page.height() / 4
    dialog.close_button.click()


def test_every_picture_is_shown_small_enough_for_the_page(qapp: QApplication) -> None:
    page = ManualPage(MANUAL)
    kind = page.document().ResourceType.ImageResource.value
    places = [block.place for block in blocks_of(TEXT) if isinstance(block, Picture)]
    for place in places:
        picture = page.loadResource(kind, QUrl(place))
        assert isinstance(picture, QImage)
        assert 200 < picture.deviceIndependentSize().width() <= 780, place
    assert page.toMarkdown().count("![") == len(places)
    assert "**" not in page.toPlainText()  # as where a name ends with dots: they go without


def test_the_manual_is_saved_as_a_pdf(filled: Driver, tmp_path: Path) -> None:
    filled.main.actions.manual.trigger()
    dialog = _opened()
    dialog.save.click()
    asked = filled.main.dialogs.current
    assert asked is not None
    path = tmp_path / "用户手册.pdf"
    filled.main.manual.write(path)
    filled.until(path.is_file)
    filled.until(lambda: filled.main.notice.words.text() == "已生成“用户手册.pdf”。")
    assert dialog.found.text() == "已生成“用户手册.pdf”。", "the notice may lie behind the manual"
    assert path.read_bytes().startswith(b"%PDF-")
    asked.reject()
    dialog.close_button.click()
