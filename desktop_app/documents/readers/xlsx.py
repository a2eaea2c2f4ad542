"""Reading an Excel file (.xlsx): a table of tasks becomes a plan with numbered points, any other lines."""

from pathlib import Path

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.builder import SourceBuilder
from desktop_app.documents.readers.sheet_cells import Sheet, sheets_of
from desktop_app.documents.readers.task_table import TaskTable, find_table, row_line
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.zips import Package


def read(path: Path) -> SourceText:
    """Return the text of an Excel file.

    Where a sheet's header names the columns of a table of tasks, each task becomes a point (1.) under its
    category (一、), its measures, bodies and time the lines below it; a warning tells which column was taken
    for what. Other sheets give a line a row. Raises YaodianError with a sentence for the user where the file
    is protected, damaged or holds no text.
    """
    sheets = [sheet for sheet in sheets_of(Package(path)) if sheet.cells]
    if not sheets:
        raise YaodianError(
            _("“{name}”里没有文字，没有导入任何内容。请确认选对了文件。").format(name=path.name)
        )
    tables = [find_table(sheet) for sheet in sheets]
    found = [table for table in tables if table]
    by_sheet = len(found) > 1 and not any(table.has_sections for table in found)
    builder = SourceBuilder()
    points = sections = 0
    for number, (sheet, table) in enumerate(zip(sheets, tables, strict=True), 1):
        start = builder.offset
        if table is None:
            lines = [row_line(sheet, row) for row in sorted(sheet.cells)]
        else:
            sections += 1
            heading = [f"{to_chinese(sections)}、{sheet.name}"] if by_sheet else []
            lines = [*heading, *table.lines(points + 1)]
            for line in table.before:
                builder.add(line)
            start = builder.offset
            points += table.count()
            builder.warnings.append(_warning(sheet, table, start))
        for line in lines:
            builder.add(line)
        builder.mark("table", str(number), (start, builder.offset - 1))
        if sheet.cut or builder.full:
            message = _("这份文件太长，只读了前一部分。请把需要的部分另存为单独的文件。")
            builder.warnings.append(Warning("text_left_out", message))
            break
    return builder.build()


def _warning(sheet: Sheet, table: TaskTable, place: int) -> Warning:
    message = _("工作表“{sheet}”的列是这样认的：{columns}。请核对。")
    words = message.format(sheet=sheet.name, columns=table.columns.describe())
    return Warning("columns_guessed", words, source=(place, place))
