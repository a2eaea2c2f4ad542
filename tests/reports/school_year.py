"""A made-up school's full year: 7 sections, 60 points, 300 measures, 400 files; of a district that does not exist.

`year/` holds the district's plan and, point by point, what the school answered. The files are tiny and real:
photos with EXIF dates and orientation, Word, Excel and PDF files that open. The same every time.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import openpyxl
from PIL import Image, ImageDraw

from desktop_app.documents import read_outline
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceKind, FileFacts, Progress, Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import gather

HERE = Path(__file__).parent / "year"
PLAN = next(HERE.glob("*教育局*.txt"))
DAY = date(2026, 12, 8)
POINTS, MEASURES, FILES = 60, 300, 400
SCHOOL = {
    "name": "澜溪区明德第二实验小学",
    "address": "青榆市澜溪区渡口路㙍头巷18号",
    "principal": "沈若川",
    "contact": "阿依古丽·买买提",
    "phone": "0571-88881234",
}
GLANCE = (
    "学校创办于1958年，2019年迁入渡口路现址，占地42.6亩，建筑面积21,380平方米。现有48个教学班，学生1,971人；教职工128人，"
    "其中专任教师121人，研究生学历19人，高级教师23人，区级以上骨干教师23人。\n学校以“明德如溪，润物向新”为办学理念，"
    "建有STEAM创客中心、校史馆、“一米菜园”等功能场所46间，是全国青少年校园足球特色学校、市级文明校园。"
)
WORDS = {
    "organised": "学校于11月2日成立自评工作小组，组长沈若川，下设资料、数据、撰写三个组。11月3日至20日，各处室对照60个要点逐项自查，"
    "查阅材料400件，随机访谈教师24人、学生60人、家长36人；11月23日召开教代会代表座谈会听取意见，11月30日党组织会议审定自评结果。",
    "overall": "全年60个要点中，达成、基本达成占绝大多数，1个要点因区里未安排任务不适用。优势在于德育一体化、安全管理和课后服务；"
    "短板集中在教师交流轮岗比例、学生近视率和高年级课堂转型三个方面。",
    "outlook": "一是把交流轮岗列为2027年一号工程，9月底前比例达到15%以上；二是以“每天2小时、周末离屏”为抓手，力争近视率再下降0.8个百分点；"
    "三是持续推进“问题驱动、任务贯穿”课堂，每月发布一次课堂观察数据。",
}
VERDICTS = {
    "A": Verdict.ACHIEVED,
    "B": Verdict.MOSTLY_ACHIEVED,
    "C": Verdict.NOT_ACHIEVED,
    "N": Verdict.NOT_APPLICABLE,
}
SUPERVISORS = {"党政办": "沈若川", "德育处": "顾清和", "教导处": "陶景行", "总务处": "裴安", "安全办": "裴安"}
SUPPORTING = ("教导处、德育处", "各年级组", "总务处", "少先队大队部", "")
TEXTS = {"+": "narrative", "-": "problem", "=": "improvement", "?": "verdict_reason"}
DID = (
    "{lead}组织师生开展{theme}活动",
    "全体教师参加{theme}专题培训",
    "校领导现场检查{theme}工作",
    "{lead}召开{theme}推进会",
    "学校向家长展示{theme}成果",
)
WORD, SHEET, SCAN, PHOTO = ".docx", ".xlsx", ".pdf", ".jpg"
# What a file of a point is called; a photo's name says its day as the devices write it, or nothing.
NAMES = (
    ("{theme}工作方案.docx", EvidenceKind.PLAN),
    ("IMG_{day:%Y%m%d}_101532.jpg", None),
    ("{theme}活动现场（{day.month}月{day.day}日）.jpg", EvidenceKind.PROCESS),
    ("{theme}情况统计表.xlsx", EvidenceKind.RESULT),
    ("微信图片_{day:%Y%m%d}1530{number:02}.jpg", EvidenceKind.PROCESS),
    ("{theme}工作总结（盖章版）.pdf", EvidenceKind.RESULT),
    ("{theme}问卷反馈.xlsx", EvidenceKind.FEEDBACK),
)
ODD_NAMES = {
    7: "关于印发《澜溪区明德第二实验小学文明校园创建工作实施方案（2026年修订）》及任务分解表、责任清单的通知（明德二小〔2026〕17号）.docx",
    52: "🎉国庆“我和国旗合张影”优秀作品.jpg",
    65: "附件2.xlsx",
    80: "LanxiMingdeNo2PrimarySchool_2026_AnnualSafetyInspection_final_v3_revised_by_office_20261120_scan0001.pdf",
    121: "董𠮷峰老师师德演讲.jpg",
    150: "㙍头社区结对共建协议.pdf",
    166: "=SUM(A1：A9)分值核对.xlsx",
    201: "新建 Microsoft Word 文档 (3).docx",
    260: "DSC_0231.JPG",
    311: "2026.11.9 消防演练(全校2092人,用时3分46秒).jpg",
    333: "P.jpg",
}
BROKEN = 260  # a picture that was cut off when it was copied
TURNED = {0: 1, 1: 6, 2: 1, 3: 8, 4: 3}  # EXIF's orientations, as phones are held


@dataclass
class Answer:
    """What the school answered to one point."""

    number: int
    theme: str
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A file of the year: its name, the point it shows (from 1), its day, and its kind."""

    number: int
    name: str
    point: int
    theme: str
    day: date
    kind: EvidenceKind | None


def answers() -> list[Answer]:
    """Return the answers of `year/answers.txt`."""
    found: list[Answer] = []
    for line in (HERE / "answers.txt").read_text("utf-8").splitlines():
        if line[0] in TEXTS:
            texts, name = found[-1].fields, TEXTS[line[0]]
            texts[name] = f"{texts[name]}\n{line[1:]}" if name in texts else line[1:].strip()
        elif line[0] != "#":
            found.append(_answer(line))
    return found


def _answer(line: str) -> Answer:
    number, theme, verdict, full, score, lead, person, due = line.split("|")
    fields: dict[str, object] = {
        "lead": lead,
        "person": person,
        "supervisor": SUPERVISORS.get(lead, "沈若川"),
        "supporting": SUPPORTING[int(number) % len(SUPPORTING)],
        "due": date.fromisoformat(due) if due else None,
        "full_score": float(full) if full else None,
        "score": float(score) if score else None,
        "verdict": VERDICTS.get(verdict),
    }
    return Answer(int(number), theme, fields)


def files() -> Iterator[Made]:
    """Yield the 400 files in the order of their points."""
    number = 0
    themes = [answer.theme for answer in answers()]
    for point in range(1, POINTS + 1):
        for at in range(7 if point % 3 else 6):
            if number == FILES:
                return
            number += 1
            day = date(2026, 2, 26) + timedelta(days=(point * 17 + at * 23) % 280)
            pattern, kind = NAMES[at]
            name = pattern.format(theme=themes[point - 1], day=day, number=number % 60)
            yield Made(number, ODD_NAMES.get(number, name), point, themes[point - 1], day, kind)


def store_files(ws: Workspace) -> list[tuple[Made, StoredFile]]:
    """Put the files where the vault keeps them, without its care for a loss of power: it takes most of the time."""
    makers = {WORD: _word(), SHEET: _sheet(), SCAN: _scan()}
    found = []
    for made in files():
        ending = made.name[made.name.rindex(".") :].lower()
        content = _photo(made) if ending == PHOTO else _marked(makers[ending], ending, made.number)
        sha256 = hashlib.sha256(content).hexdigest()
        path = ws.vault.path(sha256, made.name)
        path.parent.mkdir()
        path.write_bytes(content)
        found.append((made, StoredFile(sha256, made.name, len(content), made.name)))
    return found


def _marked(content: bytes, ending: str, number: int) -> bytes:
    """Return a file that differs from the others of its kind where nobody reads it."""
    if ending == SCAN:
        return content + f"% {number}\n".encode()
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = str(number).encode()
    return stream.getvalue()


def _scan() -> bytes:
    stream = io.BytesIO()
    page = scene((300, 420), 1).convert("L")
    page.save(stream, "PDF", save_all=True, append_images=[page])
    return stream.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("工作方案", 1)
    document.add_paragraph("一、指导思想　二、工作目标　三、主要措施　四、时间安排")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("班级", "人数", "完成"), ("一（1）班", 40, 40), ("四（2）班", 41, 40)):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _photo(made: Made) -> bytes:
    """Return people on a playground, as a camera that was held any way stores them."""
    turn = TURNED[made.number % len(TURNED)]
    size = (360, 480) if turn in (6, 8) else (480, 270) if made.number % 4 == 0 else (480, 360)
    image = scene(size, made.number)
    if turn != 1:
        image = image.rotate({6: 90, 8: -90, 3: 180}[turn], expand=True)
    exif = Image.Exif()
    exif[0x0112] = turn
    if made.number % 6:  # what came through a messenger has lost its date
        exif.get_ifd(0x8769)[36867] = f"{made.day:%Y:%m:%d} 10:{made.number % 60:02}:00"
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=55, exif=exif, comment=str(made.number))
    return stream.getvalue()[: 400 if made.number == BROKEN else None]


def scene(size: tuple[int, int], number: int) -> Image.Image:
    """Return a picture of sky, ground, a building and people, upright."""
    wide, high = size
    sky = Image.linear_gradient("L").resize(size)
    tints = ((70, 120, 180), (225, 235, 245)) if number % 3 else ((150, 110, 80), (250, 235, 215))
    image = Image.composite(Image.new("RGB", size, tints[1]), Image.new("RGB", size, tints[0]), sky)
    draw = ImageDraw.Draw(image)
    ground = high * 2 // 3
    draw.rectangle((wide // 8, high // 4, wide * 7 // 8, ground), fill=(190, 178, 160))
    for at in range(6):
        left = wide // 8 + wide * (2 * at + 1) // 16
        draw.rectangle((left, high // 3, left + wide // 18, high // 3 + high // 9), fill=(95, 120, 140))
    draw.rectangle((0, ground, wide, high), fill=(120, 150, 95) if number % 2 else (165, 95, 75))
    draw.rectangle((wide // 4, high // 4 + 6, wide * 3 // 4, high // 4 + high // 18), fill=(185, 45, 45))
    for at in range(5 + number % 4):
        x, y, r = wide * (at + 1) // 10, ground - high // 30 + (at * 37 + number) % (high // 6), high // 32
        draw.rectangle((x - r, y + r, x + r, y + 5 * r), fill=((at * 53) % 200, 90, (at * 91 + 60) % 220))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(225, 185, 155))
    return image


def fill(ws: Workspace) -> str:
    """Fill an empty workspace with the whole year; return the checklist."""
    checklist, _changes = operations.import_outline(ws, read_outline(PLAN), ws.vault.store(PLAN))
    operations.set_school(ws, **SCHOOL, glance=GLANCE)
    operations.set_checklist_texts(ws, checklist, **WORDS)
    tree = queries.tree(ws, checklist)
    points = [point.id for point in tree.points()]
    operations.set_each(ws, dict(_filled(tree, points)), "填写自评")
    _attach(ws, tree, points)
    return checklist


def _filled(tree: ItemTree, points: list[str]) -> Iterable[tuple[str, dict[str, object]]]:
    """Yield what is filled in, item by item: the point's answers, its measures' progress and people."""
    for answer in answers():
        point = points[answer.number - 1]
        yield point, answer.fields
        if answer.fields["verdict"] is Verdict.NOT_APPLICABLE:
            continue
        late = {43: (2,), 58: (0, 3, 4), 41: (4,)}.get(answer.number, ())
        for at, measure in enumerate(tree.children(point)):
            fields: dict[str, object] = {"progress": Progress.UNDER_WAY if at in late else Progress.DONE}
            if at == answer.number % 5:
                fields["person"] = ("王敏", "周明朗、韩星野", "董𠮷峰", "欧阳静怡")[answer.number % 4]
            if at == 0 and answer.number % 12 == 5:
                fields["narrative"] = "已按月完成，记录存党政办；全年12次，缺席人员均已补课。"
            yield measure, fields


def _attach(ws: Workspace, tree: ItemTree, points: list[str]) -> None:
    """Bring the files in: most to a point, some to a measure, a few to a second point too."""
    made = store_files(ws)
    facts = {stored.sha256: _facts(one) for one, stored in made}
    rows, _changes = linking.add_to_inbox(ws, [stored for _one, stored in made], facts=facts)
    pairs = []
    for (one, _stored), row in zip(made, rows, strict=True):
        point = points[one.point - 1]
        below = tree.children(point)
        pairs.append((row.id, below[one.point % len(below)] if one.number % 5 == 3 else point))
        if one.number % 40 == 10:
            pairs.append((row.id, points[(one.point + 19) % POINTS]))
    linking.link(ws, pairs)
    _describe(
        ws,
        [one for one, _stored in made],
        {one.number: row.id for (one, _), row in zip(made, rows, strict=True)},
    )


def _facts(one: Made) -> FileFacts:
    is_dated = one.name.lower().endswith(PHOTO) and one.number % 6 and one.number != BROKEN
    taken = datetime(one.day.year, one.day.month, one.day.day, 10, one.number % 60) if is_dated else None
    return FileFacts(2 if one.name.endswith(SCAN) else None, taken)


def _describe(ws: Workspace, made: list[Made], known: dict[int, str]) -> None:
    """Say of the files what a school says: kinds, captions of half the photos, who is responsible for some."""
    for kind in EvidenceKind:
        keeping.set_evidence(ws, [known[one.number] for one in made if one.kind is kind], kind=kind)
    for person in ("王敏", "董𠮷峰"):
        of_person = [known[one.number] for one in made if one.number % 9 == len(person)]
        keeping.set_evidence(ws, of_person, person=person)
    found = answers()
    for one in made:
        if one.name.lower().endswith(PHOTO) and one.number % 2:
            answer = found[one.point - 1]
            did = DID[one.number % len(DID)].format(lead=answer.fields["lead"], theme=answer.theme)
            day = f"{one.day.year}年{one.day.month}月{one.day.day}日"
            keeping.set_evidence(ws, [known[one.number]], caption=f"{day}，{did}")


def year_report(folder: Path) -> Report:
    """Return the report of the year, in a workspace made in the folder; its files lie in the vault there."""
    with Workspace.create(folder / "workspace") as ws:
        return gather(ws, fill(ws), DAY)
