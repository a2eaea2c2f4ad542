"""The style sheet: what Qt's own widgets take over from the palette."""

from string import Template

from desktop_app.resources import ICONS
from desktop_app.views.widgets.theme import Role, Theme

# Sizes of text never stand here: they follow the system's font.
_SHEET = Template("""
QMainWindow, QDialog { background: $ground; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $raised; color: $ink; border: 1px solid $edge; padding: 6px 8px; }

QMenuBar { background: $chrome; padding: 2px 8px; border: none; }
QMenuBar::item { padding: 5px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

#toolbar { background: $chrome; border-bottom: 1px solid $line; }
#sidebar, #statusLine { background: $chrome; }
#statusLine { border-top: 1px solid $line; }
#sidebar { border-right: 1px solid $line; }
#panel { border-left: 1px solid $line; background: $ground; }
#reviewHead { border-bottom: 1px solid $line; background: $ground; }
#factsForm { border-bottom: 1px solid $line; background: $ground; }
#reviewTools { background: $ground; border: none; padding: 4px 8px; spacing: 0; }
#reviewTools::separator { background: $line; width: 1px; margin: 6px 8px; }
#palette { background: $raised; border: 1px solid $edge; }
#palette QListWidget { background: $raised; }
#warnings { border-top: 1px solid $line; background: $ground; }

QPushButton {
    background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 5px 12px; color: $ink;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; border-color: $line; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; padding: 5px 8px; }
QPushButton[quiet="true"]:hover { background: $hover; }
QPushButton[quiet="true"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: none; }
QPushButton[primary="true"] {
    background: $accent; border: 1px solid $accent; border-radius: 6px; padding: 5px 14px; color: $on_accent;
}
QPushButton[primary="true"]:hover { background: $accent_strong; }
QPushButton[primary="true"]:focus { border-color: $ink; }
QPushButton[primary="true"]:disabled { background: $line; border-color: $line; color: $faint; }

QToolButton {
    border: 1px solid transparent; border-radius: 6px; padding: 5px 8px; color: $ink; background: transparent;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $line; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }

QToolButton[segment="true"] {
    border: 1px solid $edge; padding: 4px 4px; background: $raised; border-radius: 6px;
}
QToolButton[segment="true"]:hover { background: $hover; }
QToolButton[segment="true"]:checked { background: $selected; border-color: $accent; }
QToolButton[segment="true"]:focus { border-color: $accent; }
QToolButton[link="true"] {
    color: $accent; border: none; border-bottom: 1px solid transparent; border-radius: 0; padding: 2px 0;
}
QToolButton[link="true"]:hover { border-bottom: 1px solid $accent; background: transparent; }
QToolButton[link="true"]:focus { border-bottom: 1px solid $accent; }
QToolButton[quietLink="true"] { border: none; color: $soft; padding: 2px 4px; }
QToolButton[quietLink="true"][failed="true"] { color: $failed; }
QToolButton[quietLink="true"]:hover { color: $accent; }
QToolButton[quietLink="true"]:focus { color: $accent; border-bottom: 1px solid $accent; border-radius: 0; }

QLineEdit, QPlainTextEdit[answer="true"] {
    background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 4px 8px; color: $ink;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit[answer="true"]:focus { border-color: $accent; }
QLineEdit[wrong="true"] { border-color: $failed; }
QLineEdit:read-only, QPlainTextEdit[answer="true"]:read-only { background: $chrome; }
QLineEdit[inPlace="true"] { border-radius: 4px; padding: 0 6px; border-color: $accent; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border-color: $failed; }
#cellChoice { background: $raised; border: 1px solid $accent; border-radius: 6px; }
#cellChoice QListWidget { background: $raised; }
#cellChoice QListWidget::item { padding: 4px 6px; }
#cellChoice QListWidget::item:selected { background: $selected; color: $ink; }
QTextEdit, QTextBrowser { background: $ground; border: none; selection-background-color: $accent;
    selection-color: $on_accent; }

QComboBox {
    background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 5px 8px; color: $ink;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border-color: $accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QListWidget::item, QTreeWidget::item { padding: 5px 4px; }
#offered { background: $raised; border: 1px solid $edge; color: $ink; }
#offered::item { padding: 5px 8px; }
#offered::item:selected { background: $selected; color: $ink; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $edge;
    selection-background-color: $selected; selection-color: $ink;
}

QCheckBox { spacing: 8px; }
QCheckBox::indicator, QListWidget::indicator { width: 14px; height: 14px; border-radius: 4px; }
QCheckBox::indicator:unchecked, QListWidget::indicator:unchecked {
    border: 1px solid $faint; background: $raised;
}
QCheckBox::indicator:checked, QListWidget::indicator:checked {
    border: 1px solid $accent; background: $accent; image: url($tick);
}
QRadioButton { spacing: 8px; }
QRadioButton::indicator { width: 14px; height: 14px; border-radius: 8px; }
QRadioButton::indicator:unchecked { border: 1px solid $faint; background: $raised; }
QRadioButton::indicator:checked {
    border: 5px solid $accent; width: 6px; height: 6px; border-radius: 8px; background: $raised;
}
#divider { background: $line; border: none; }
QCheckBox:focus { color: $accent; }

QLabel[soft="true"] { color: $soft; }
QLabel[faint="true"] { color: $faint; }
QLabel[warn="true"] { color: $mostly; }
QLabel[failed="true"] { color: $failed; }
#original { background: $chrome; border-radius: 6px; }
#dropPlace { border: 1px dashed $edge; border-radius: 6px; background: $ground; }
#dropPlace:focus { border: 1px dashed $accent; }
#dropPlace[inviting="true"] { border: 1px solid $accent; background: $accent_soft; }
#reportSide, #reportOptions, #formList, #reportOptions QListWidget { background: $chrome; }
#formList::item { padding: 0 8px; border-radius: 6px; }
#formList::item:hover { background: $hover; }
#formList::item:selected { background: $selected; color: $ink; }
#pagesHead { background: $ground; border-bottom: 1px solid $line; }
#pagesNote { background: $accent_soft; border-bottom: 1px solid $line; }
#previewGround { background: $chrome; border-radius: 6px; }
#filterChip { background: $accent_soft; border-bottom: 1px solid $line; }
#banner[kind="done"] { background: $done_soft; border-bottom: 1px solid $line; }
#banner[kind="warning"] { background: $warning_soft; border-bottom: 1px solid $line; }
#banner[kind="error"] { background: $error_soft; border-bottom: 1px solid $line; }
#notice[kind="done"] { background: $done_soft; border-top: 1px solid $line; }
#notice[kind="warning"] { background: $warning_soft; border-top: 1px solid $line; }
#notice[kind="error"] { background: $error_soft; border-top: 1px solid $line; }

QTreeView, QListView, QListWidget { background: $ground; border: none; outline: 0; }
#sidebarList { background: $chrome; }
#warningList::item { padding: 6px 4px; }
QHeaderView { background: $ground; border: none; }
QHeaderView::section {
    background: $ground; color: $soft; border: none; border-bottom: 1px solid $line; padding: 6px 8px 6px 4px;
}
QScrollArea { background: $ground; border: none; }
QSplitter::handle { background: $line; }

QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet in the colours in force."""
    colours = {role.value: theme.name(role) for role in Role}
    drawings = {"chevron": "chevron.svg", "tick": "tick_dark.svg" if theme.dark else "tick.svg"}
    return _SHEET.substitute(colours, **{name: (ICONS / file).as_posix() for name, file in drawings.items()})
