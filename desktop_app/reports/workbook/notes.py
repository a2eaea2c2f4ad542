"""说明: what each sheet holds, what may be filled in, how the sums come about and how the guard is lifted."""

from openpyxl.workbook.defined_name import DefinedName

from desktop_app.reports.content import Report
from desktop_app.reports.workbook.sheet import Book, Column, Sheet
from desktop_app.reports.workbook.table import LABELS, LIMITS

NOTES = "说明"
COLUMNS = (
    Column("得分率不低于", 18, "比率", fill=True),
    Column("等级", 18, "居中", fill=True),
    Column("", 84, "正文"),
)
_WORDS = (
    "“概况”是学校情况、各章数据和图表，数据由“自评表”算出；“自评表”逐项列出进度、结论、得分、完成情况和佐证材料；"
    "“任务分解表”“问题清单”与打印的表格相同；在“佐证材料目录”中点“打开”可以查看文件，“材料日期”是材料本身的日期，没有写明的留空。",
    "表头为浅黄色的列可以填写或修改，其余的列和合计已锁定，以免误改。进度和自评结论请从单元格的下拉列表中选择。",
    "小计、合计、得分率和等级是公式，改动分值、得分或结论后自动重算；自评结论为“不适用”的要点不计入满分和得分。",
    "如需改动锁定的单元格：选“审阅”中的“撤销工作表保护”，不需要密码。",
    "佐证材料的链接在工作簿留在原文件夹时有效；移到别处或发给别人后，请在本程序中打开佐证材料。",
    "在这里填写的内容不会自动回到本程序，请以本程序中的记录为准。",
)


def fill_notes(book: Book, sheet: Sheet, report: Report) -> None:
    """Write the notes, and the school's own scale of grades that the table's formulas ask."""
    sheet.across("填表说明", "报告标题", 30)
    for number, said in enumerate(_WORDS, 1):
        sheet.paragraph(f"{number}．{said}")
    sheet.across("等级标准", "小标题", 26)
    sheet.add(
        [*(column.head for column in COLUMNS[:2]), None],
        [sheet.look("填写表头")] * 2 + [sheet.look("报告说明")],
    )
    looks = [*sheet.looks[:2], sheet.look("报告说明")]
    first = sheet.row + 1
    for grade in sorted(report.grades, key=lambda one: one.least):  # LOOKUP wants the least first
        sheet.add([grade.least, grade.label, None], looks)
    for name, letter in ((LIMITS, "A"), (LABELS, "B")):
        cells = f"'{NOTES}'!${letter}${first}:${letter}${max(sheet.row, first)}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=cells)
