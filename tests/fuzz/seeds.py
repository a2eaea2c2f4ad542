"""Small sound files of every form, to be made bad: the words are made up."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from PIL import Image

from desktop_app.models import operations, queries
from desktop_app.models.packing import pack
from desktop_app.models.workspace import Workspace
from tests.documents.readers.published import site_page, write_mht, write_ofd
from tests.documents.readers.word_files import CHINESE_LEVELS, lists, numbered, p, word_file
from tests.evidence import samples
from tests.fuzz.mutations import zipped
from tests.models.samples import imported, stored

FILES = Path(__file__).parents[1] / "documents" / "readers" / "files"
TEXT = """云溪区教育局2026年工作要点
云教〔2026〕3号

2026年，全区教育工作抓好两个方面3项工作。
一、加强党的建设
1.落实“第一议题”制度。每月学习1次，全年不少于12次。（牵头：组织科）
2.压实责任。（1）书记每半年述职1次；（2）新教师培训不少于32学时。
二、提高教育质量
（一）课程
3.办好学校。9月新增2所幼儿园，覆盖率达到80%以上。责任科室：教育科、人事科；完成时限：12月底
云溪区教育局
2026年2月16日
"""
_PIECES = (  # short, so that what is changed is most of it
    "一、加强党的建设\n1.落实“第一议题”制度。每月学习1次，全年不少于12次。（牵头：组织科）",
    "（一）课程\n3.办好学校。9月新增2所幼儿园，覆盖率达到80%以上。",
    "第一章 总则\n第一条 目的。\n①甲②乙",
    "附件1\n序号\t工作任务\t责任部门\n1\t安全教育\t德育处",
    "（1）书记每半年述职1次；（2）新教师培训不少于32学时。",
    "2.做好督导。责任科室：教育科、人事科；完成时限：12月底前",
    "云溪区教育局\n2026年2月16日\n（此件公开发布）",
    "目录\n一、总则……1\n二、任务……2\n一、总则\n1.做好。",
)
_TABLE = (
    ("序号", "类别", "工作任务", "具体措施", "责任部门", "完成时限"),
    (1, "党建", "落实“第一议题”制度", "1.每月学习1次。\n2.全年不少于12次。", "组织科", "12月底"),
    (2, None, "加强师德建设", "签订承诺书。", "人事科", "=A2+1"),
)


def rich_text() -> bytes:
    """A text, a table, a footnote, a list's number, a picture."""

    def written(words: str) -> str:
        return "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in words)

    rows = "".join(
        "\\trowd\\cellx2000\\cellx5000 "
        + "".join(f"\\pard\\intbl {written(str(cell))}\\cell " for cell in row[:3])
        + "\\row\n"
        for row in _TABLE
    )
    body = "".join(f"\\pard {written(line)}\\par\n" for line in TEXT.split("\n"))
    return (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}{\\info{\\title x}}\n"
        f"{{\\header {written('内部')}\\par}}{body}{rows}\\pard"
        f"{{\\listtext 1.\\tab}}{{\\pntext 2.}}{written('列表')}{{\\*\\footnote {written('注')}}}\\par "
        "{\\pict\\pngblip 89504e470d0a}{\\*\\shpinst{\\shptxt box\\par}}\\'d2\\'bb\\bin3 abc\\par}"
    ).encode()


def word(folder: Path) -> bytes:
    """Numbers by lists, a table, a field, a change that is tracked, a text box."""
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    )
    cells = "".join(
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr>{p(str(cell))}</w:tc>' for cell in row)
        + "</w:tr>"
        for row in _TABLE
    )
    body = (
        "".join(p(line) for line in TEXT.split("\n")[:4])
        + numbered("党建", 1)
        + numbered("学习", 1, 2)
        + numbered("教学", 2)
        + field
        + f"<w:tbl>{cells}</w:tbl>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    made = word_file(
        folder / "a.docx", body, numbering=lists(CHINESE_LEVELS, override), styles=styles, footer1=field
    )
    return made.read_bytes()


def workbook() -> bytes:
    """A plan that is a table, with a merged cell and a second sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in _TABLE:
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.create_sheet("汇总").append(["合计", 0.5, True])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def paper() -> bytes:
    """A PDF of bare objects, nothing packed: Chinese by a standard encoding, a form, a table's lines."""
    words = "".join(f"BT /F 12 Tf 50 {700 - 20 * n} Td <{line.encode('utf-16-be').hex()}> Tj ET\n" for n, line in
                    enumerate(TEXT.split("\n")))  # fmt: skip
    drawn = words.encode() + b"50 100 m 300 100 l S 50 50 250 50 re S /X Do"
    form = b"BT /F 9 Tf 200 30 Td <2014002000310020> Tj ET"
    return samples.raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>>>",
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Length %d>>\nstream\n%s\nendstream"
            % (len(form), form),
        ]
    )


def picture(kind: str) -> bytes:
    """A small picture of a kind."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((40, 30)).save(stream, kind)
    return stream.getvalue()


def package(folder: Path) -> bytes:
    """A packed workspace with a document and a file."""
    with Workspace.create(folder / "ws") as ws:
        item = queries.tree(ws, imported(ws, folder)).points()[0].id
        operations.attach(ws, [item], [stored(ws, folder, "材料.txt")])
    pack(folder / "ws", folder / "a.yaodian")
    return (folder / "a.yaodian").read_bytes()


def parts_of(data: bytes, *names: str) -> bytes:
    """Return a zip of those parts of another whose names begin so, the same at any hour."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return zipped([(name, whole.read(name)) for name in whole.namelist() if name.startswith(names)])


def all_seeds() -> dict[str, tuple[bytes, ...]]:
    """Return the sound files, by form."""
    with tempfile.TemporaryDirectory(prefix="yaodian-") as name:
        folder = Path(name)
        write_ofd(TEXT, folder / "a.ofd")
        write_mht(TEXT, folder / "a.mht")
        deck = samples.slides(folder / "a.pptx", "安全教育\n第一讲", "结束")
        old = tuple((FILES / f"{kind}.doc").read_bytes() for kind in ("automatic", "rich", "tasks"))
        pasted = (
            "\n".join("\t".join(str(cell) for cell in row[2:]) for row in _TABLE)
            + '\n"引\n号"\t2026-3-1\t50%'
        )
        table = json.dumps([[str(cell) for cell in row] for row in _TABLE])
        return {
            "docx": (
                parts_of(word(folder), ""),
                parts_of((FILES / "rich.docx").read_bytes(), "_rels", "word/document", "word/num"),
            ),
            "doc": old,
            "rtf": (rich_text(),),
            "pdf": (paper(), samples.nested_pdf(3, 2)),
            "ofd": (parts_of((folder / "a.ofd").read_bytes(), ""),),
            "html": (
                site_page(TEXT).encode(),
                b"<html><body><table><tr><td>1</td><td>a</td></tr></table><ol><li>x",
            ),
            "mht": ((folder / "a.mht").read_bytes(),),
            "xlsx": (parts_of(workbook(), "xl/", "_rels/", "[Content"),),
            "text": (TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16")),
            "parser": (TEXT.encode(), *(piece.encode() for piece in _PIECES)),
            "package": (package(folder),),
            "paste": (pasted.encode(), table.encode()),
            "pptx": (parts_of(deck.read_bytes(), ""),),
            "photo": tuple(picture(kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")),
        }
