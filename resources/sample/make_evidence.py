"""Makes the sample evidence beside it, once: `.venv/bin/python resources/sample/make_evidence.py`.

A school that does not exist, on the work points of a district that does not exist. The files are kept in the
repository; this script says where they come from.
"""

import random
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "evidence"
SCHOOL = "云溪区清河第二小学"
WHEN = datetime(2026, 3, 20, 9, 0)


def word(name: str, title: str, paragraphs: Sequence[str]) -> None:
    """Write a Word file: a title and paragraphs."""
    document = Document()
    document.core_properties.author = SCHOOL
    document.core_properties.created = document.core_properties.modified = WHEN
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(FOLDER / name))


def table(name: str, rows: Sequence[Sequence[object]]) -> None:
    """Write an Excel file: one sheet of rows."""
    book = Workbook()
    book.properties.creator = SCHOOL
    book.properties.created = book.properties.modified = WHEN
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    sheet.column_dimensions["A"].width = 24
    book.save(FOLDER / name)


def page(name: str, title: str, lines: Sequence[str]) -> None:
    """Write a PDF of one page."""
    pdfmetrics.registerFont(TTFont("body", str(next((HERE.parent / "fonts").glob("*Sans*Regular*.ttf")))))
    canvas = Canvas(str(FOLDER / name), invariant=True)
    canvas.setTitle(title)
    for number, line in enumerate([title, "", *lines]):
        canvas.setFont("body", 16 if number == 0 else 12)
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()


def photo(name: str, ground: str, people: int, seed: int) -> None:
    """Draw a playground with a school behind it and people in rows, 1200 × 800 pixels."""
    chance = random.Random(seed)
    image = Image.new("RGB", (1200, 800), "#a9d2ee")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 1200, 800), fill=ground)
    draw.rectangle((150, 170, 1050, 430), fill="#e9dcc3")
    for column in range(10):
        for floor in range(3):
            left, top = 185 + 86 * column, 190 + 78 * floor
            draw.rectangle((left, top, left + 52, top + 48), fill="#6f93ad")
    draw.line((100, 430, 100, 90), fill="#555555", width=6)
    draw.rectangle((103, 92, 185, 146), fill="#d0342c")
    for _person in range(people):
        row = chance.randrange(4)
        x, y = chance.randrange(60, 1140), 500 + 70 * row
        size = 9 + 2 * row
        coat = chance.choice(["#2f5fa8", "#f4f4f0", "#d9534f", "#3f8f5f"])
        draw.rectangle((x - size, y, x + size, y + 4 * size), fill=coat)
        draw.ellipse((x - size, y - 2 * size, x + size, y), fill="#e8bf9b")
    image.save(FOLDER / name, quality=80)


def make_papers() -> None:
    """Make the Word and PDF files, one of them twice under different names."""
    plan = "2026年春季应急疏散演练方案.docx"
    word(
        plan,
        f"{SCHOOL}2026年春季应急疏散演练方案",
        [
            "一、演练时间：2026年3月20日上午9:30。",
            "二、演练地点：教学楼至操场。",
            "三、组织机构：组长为校长，成员为安全办、德育处及各班主任。",
            "四、演练过程：警报响起后，各班按指定路线有序疏散，3分钟内到达操场集合点并清点人数。",
            "五、总结：演练结束后由安全办讲评，各班利用晨会进行安全教育。",
        ],
    )
    shutil.copyfile(FOLDER / plan, FOLDER / "演练方案（最终版）.docx")  # as it happens in every office
    word(
        "3月“第一议题”学习记录.docx",
        "党支部“第一议题”学习记录（2026年3月）",
        [
            "时间：2026年3月6日下午。",
            "主持人：党支部书记。",
            "应到23人，实到23人。",
            "内容：集体学习并交流发言。",
        ],
    )
    page(
        "春季学期食堂收支公示.pdf",
        f"{SCHOOL}食堂收支情况公示",
        [
            "公示时间：2026年4月1日至4月7日",
            "收入：486,200元",
            "支出：485,730元",
            "结余：470元",
            "监督电话：学校办公室",
        ],
    )


def make_tables() -> None:
    """Make the Excel files."""
    classes = [(grade, number) for grade in range(1, 7) for number in (1, 2)]
    table(
        "应急疏散演练签到表.xlsx",
        [["班级", "应到", "实到", "用时（秒）"]]
        + [[f"{grade}（{number}）班", 42, 42 - number % 2, 150 + 7 * grade] for grade, number in classes],
    )
    satisfied = {grade: 160 + grade % 3 for grade in range(1, 7)}
    table(
        "课后服务满意度调查汇总.xlsx",
        [["年级", "发放问卷", "收回问卷", "满意", "满意度"]]
        + [[f"{grade}年级", 168, 165, count, f"{count / 165:.1%}"] for grade, count in satisfied.items()],
    )


def main() -> None:
    """Make every file anew."""
    FOLDER.mkdir(exist_ok=True)
    make_papers()
    make_tables()
    photo("3月20日应急疏散演练.jpg", "#b5533c", 90, 1)
    photo("劳动周“开心农场”活动.png", "#5f8f3f", 24, 2)
    (FOLDER / "师德专题学习签到及小结.txt").write_text(
        "师德专题学习小结\n\n时间：2026年2月27日\n地点：报告厅\n应到86人，实到86人。\n"
        "全体教师学习《新时代中小学教师职业行为十项准则》，现场签订师德承诺书。\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
