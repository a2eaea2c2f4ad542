"""How the files in `files/` were made: python -m tests.documents.readers.make_files, with LibreOffice at hand.

The words are made up. LibreOffice writes the old formats; no test needs it.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from tests.documents.readers.word_files import NS, automatic, typed

FILES = Path(__file__).parent / "files"
WORDS = """云溪区教育局2026年工作要点

2026年，全区教育工作抓好以下两个方面5项工作。

一、加强党的建设

1.落实“第一议题”制度。每月学习1次，全年不少于12次。

2.压实管党治党责任。各校党组织书记每半年述职1次。

3.加强师德师风建设。新教师培训不少于32学时。

二、提高教育质量

4.深化课程改革。开足开齐体育课，每天锻炼1小时。

5.办好家门口的学校。9月新增2所普惠幼儿园，覆盖率达到80%以上。

云溪区教育局
2026年2月16日
"""


def rich(file: Path) -> Path:
    """Write a file with a table, a header, a page number, a link, hidden and deleted words and a note."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "云溪教育内部文件"
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.append(_run("— "))
    for part in _field("PAGE", "7"):
        footer._p.append(part)
    footer._p.append(_run(" —"))
    document.add_paragraph("云溪区教育局2026年任务")
    line = document.add_paragraph("一、详见")
    for part in _field('HYPERLINK "http://example.invalid/"', "附件网页"):
        line._p.append(part)
    line._p.append(_run("内部批注", "<w:vanish/>"))
    line._p.append(
        parse_xml(f'<w:del {NS} w:id="5" w:author="甲"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>')
    )
    line._p.append(parse_xml(f'<w:ins {NS} w:id="6" w:author="甲"><w:r><w:t>和说明。</w:t></w:r></w:ins>'))
    table = document.add_table(3, 3)
    for row, words in enumerate((("序号", "任务", "科室"), ("1", "开学检查", "督导科"), ("2", "", "人事科"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("表后的𠮷字。")
    document.save(str(file))
    return file


def task_table(file: Path) -> Path:
    """Write a plan that is a table, with a category over two rows and a cell of two measures."""
    rows = (
        ("序号", "类别", "工作任务", "具体措施", "责任部门", "完成时限"),
        ("1", "党建", "落实“第一议题”制度", "1.每月学习1次。\n2.全年不少于12次。", "组织科", "12月底"),
        ("2", "", "加强师德建设", "签订承诺书。", "人事科", "全年"),
        ("3", "教学", "深化课程改革", "开展校本教研。", "教育科", "长期"),
    )
    document = Document()
    document.add_paragraph("云溪区2026年教育重点任务分解表")
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(str(file))
    return file


def _run(text: str, look: str = "") -> BaseOxmlElement:
    return parse_xml(f'<w:r {NS}><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


def _field(code: str, shown: str) -> list[BaseOxmlElement]:
    def mark(kind: str) -> BaseOxmlElement:
        return parse_xml(f'<w:r {NS}><w:fldChar w:fldCharType="{kind}"/></w:r>')

    instruction = parse_xml(f"<w:r {NS}><w:instrText>{code}</w:instrText></w:r>")
    return [mark("begin"), instruction, mark("separate"), _run(shown), mark("end")]


def make() -> None:
    """Write the files anew."""
    FILES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, file in (
            ("typed", typed(Path(folder) / "typed.docx", WORDS)),
            ("automatic", automatic(Path(folder) / "automatic.docx", WORDS, True)),
            ("rich", rich(Path(folder) / "rich.docx")),
            ("tasks", task_table(Path(folder) / "tasks.docx")),
        ):
            for ending, form in (
                ("doc", "doc:MS Word 97"),
                ("docx", "docx:MS Word 2007 XML"),
                ("rtf", "rtf:Rich Text Format"),
            ):
                command = ["soffice", "--headless", "--convert-to", form, "--outdir", folder, str(file)]
                if ending == "docx":
                    command[-2] = folder + "/again"
                subprocess.run(command, check=True)
                made = Path(command[-2]) / f"{name}.{ending}"
                made.replace(FILES / made.name)


if __name__ == "__main__":
    make()
