"""A document of a district that does not exist, and files that serve as evidence."""

from pathlib import Path

TEXT = """云溪区教育局2026年工作要点

2026年，全区教育工作要坚持以人民为中心，办好家门口的每一所学校。

一、加强德育工作

（一）落实立德树人

1. 开好思政课。每学期组织2次集体备课。建立校领导听课制度。
2. 办好劳动教育。开辟校园农场。组织学生下厂下乡。

（二）关心学生成长

3. 守护心理健康。配齐心理教师。每学年开展1次全员筛查。

二、守牢安全底线

4. 加强校园安全。每月开展1次应急疏散演练。完善门卫管理制度。
5. 规范食堂管理。落实负责人陪餐制度
"""
TITLE = "云溪区教育局2026年工作要点"


def write_document(folder: Path, text: str = TEXT, name: str = "要点.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def write_evidence(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(f"内容：{path.name}\n".encode() * 20)
    return paths
