"""What a newcomer stumbled over, each mended once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models.values import Verdict
from desktop_app.views.settings import Settings
from desktop_app.views.table.clipboard_table import looks_like_document
from desktop_app.views.table.columns import Column
from desktop_app.views.widgets.theme import Role
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.papers import TEXT, write_document

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_document_pasted_on_a_title_comes_under_review(filled: Driver) -> None:
    before = [row.title for row in filled.main.desk.tree.walk()]
    filled.go_to("开好思政课")
    QGuiApplication.clipboard().setText(TEXT)
    filled.main.table.actions.paste.trigger()
    filled.until(lambda: filled.main.flows.under_review)
    assert [row.title for row in filled.main.desk.tree.walk()] == before


def test_a_column_of_titles_is_no_document() -> None:
    assert looks_like_document(TEXT)
    assert not looks_like_document("一、加强德育\n二、加强教学")
    assert not looks_like_document("完善制度\n" * 60)
    assert not looks_like_document(
        "\n".join(f"一、加强德育工作\t{n}月底前完成这项工作的全部内容" for n in range(20))
    )


def test_a_document_imported_before_is_said_to_be_there(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    opened = main.desk.opened
    assert opened is not None
    filled.drop(filled.program.frame, [write_document(tmp_path, name="同一份.txt")])
    filled.until(lambda: main.flows.under_review)
    assert "以前导入过" in main.notice.words.text()
    filled.click(main.notice.first)
    assert main.flows.under_review is None
    assert main.desk.opened == opened
    assert len(main.desk.checklists) == 1


def test_enter_ends_a_new_line_and_ctrl_enter_goes_on(filled: Driver) -> None:
    line = filled.main.table.new_line
    filled.go_to("开好思政课")
    filled.key(Qt.Key.Key_Insert)
    line.setText("第一条新的")
    QTest.keyClick(line, Qt.Key.Key_Return, CONTROL)
    assert line.isVisible()
    line.setText("第二条新的")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line.isVisible()
    assert filled.program.frame.focusWidget() is filled.main.work.tree
    assert filled.main.desk.tree[filled.main.work.tree.current_item()].title == "第二条新的"
    titles = [row.title for row in filled.main.desk.tree.walk()]
    assert titles.index("第二条新的") == titles.index("第一条新的") + 1


def test_keys_go_to_the_table_when_the_window_opens(start: Start, tmp_path: Path) -> None:
    first = start(tmp_path / "工作区")
    first.import_document(write_document(tmp_path))
    first.program.frame.close()
    first.program.stop()
    again = start(tmp_path / "工作区")
    again.until(lambda: again.program.frame.focusWidget() is again.main.work.tree)


def test_commands_are_found_by_what_people_call_them(filled: Driver) -> None:
    palette = filled.main.palette
    filled.main.actions.commands.trigger()
    for words, expected in (
        ("打印", "生成报告"),
        ("字体", "设置"),
        ("备份", "数据安全"),
        ("dc", "生成报告"),
    ):
        palette.line.setText(words)
        assert expected in [entry.words for entry in palette.entries()], words
    palette.hide()


def test_a_number_leads_to_its_own_item_first(filled: Driver) -> None:
    palette = filled.main.palette
    filled.main.actions.commands.trigger()
    palette.line.setText("2")
    items = [entry for entry in palette.entries() if entry.item_id]
    assert filled.main.desk.tree[items[0].item_id].number == "2"
    palette.hide()


def test_a_sentence_that_comes_moves_no_row(filled: Driver) -> None:
    tree = filled.main.work.tree
    before = tree.mapTo(filled.program.frame, tree.rect().topLeft())
    filled.main.show_refusal("一句提示")
    QApplication.processEvents()
    assert filled.main.notice.isVisible()
    assert tree.mapTo(filled.program.frame, tree.rect().topLeft()) == before


def test_larger_text_gets_more_room(qapp: QApplication, start: Start, tmp_path: Path) -> None:
    font = QFont(qapp.font())
    settings = tmp_path / "logs" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"larger": 3}', "utf-8")
    try:
        window = start(tmp_path / "工作区")
        window.import_document(write_document(tmp_path))
        work = window.main.work
        assert window.main.office is not None
        assert Settings(larger=3).larger == 3
        header, panel = work.tree.columns, work.panel
        row = window.go_to("开好思政课")
        window.main.desk.set_fields([row.id], {"verdict": Verdict.ACHIEVED})
        assert header.sectionSize(Column.DUE) > Column.DUE.width
        page = panel.widget()
        assert page is not None
        assert page.minimumSizeHint().width() <= panel.viewport().width()
        assert panel.horizontalScrollBar().maximum() == 0
    finally:
        qapp.setFont(font)


def test_the_sign_on_the_big_button_is_seen_on_its_colour(filled: Driver) -> None:
    main = filled.main
    for dark in (False, True):
        main.theme.use(dark)
        main.actions.report.setToolTip(f"{dark}")  # the button follows its action, but for the drawing
        drawn = main.bar.report_button.icon().pixmap(16).toImage()
        colours = {drawn.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        assert main.theme.color(Role.ON_ACCENT).name() in colours
        assert main.bar.report_button.toolTip() == f"{dark}"
