"""The packages of the Word reports as real Word wants them: parts, types, links, ids, settings (ECMA-376)."""

import posixpath
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from desktop_app.reports.content import Report
from desktop_app.reports.gathering import within
from desktop_app.reports.papers import PHOTOS, REPORT
from desktop_app.reports.writers import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "[Content_Types].xml"


@pytest.fixture(scope="module", params=[REPORT, PHOTOS])
def package(
    request: pytest.FixtureRequest, year: Report, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    path: Path = tmp_path_factory.mktemp("package") / "a.docx"
    write("word", within(year, {year.entries[4].item.id}), path, paper=request.param, watermark="草稿")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == TYPES
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}


def links_of(package: dict[str, bytes], part: str) -> dict[str, str]:
    """Return what a part's links lead to, by their ids."""
    folder, name = posixpath.split(part)
    found = package.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if found is None:
        return {}
    return {
        str(link.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(link.get("Target"))))[1:]
        for link in etree.fromstring(found)
    }


def trees(package: dict[str, bytes]) -> dict[str, etree._Element]:
    return {
        name: etree.fromstring(data) for name, data in package.items() if name.endswith((".xml", ".rels"))
    }


def test_every_part_has_a_type_and_every_type_a_part(package: dict[str, bytes]) -> None:
    types = etree.fromstring(package[TYPES])
    by_ending = {one.get("Extension") for one in types if one.get("Extension")}
    by_name = [str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")]
    assert len(set(by_name)) == len(by_name)
    assert set(by_name) <= set(package)
    for name in set(package) - {TYPES}:
        assert name in by_name or name.rpartition(".")[2] in by_ending, name


def test_every_link_leads_to_a_part_and_every_part_is_linked(package: dict[str, bytes]) -> None:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for target in links_of(package, waiting.pop()).values():
            assert target in package
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    parts = {name for name in package if name != TYPES and not name.endswith(".rels")}
    assert reached == parts


def test_every_id_of_a_link_is_one_of_its_part(package: dict[str, bytes]) -> None:
    used = 0
    for name, tree in trees(package).items():
        links = links_of(package, name)
        for element in tree.iter():
            for key, value in element.attrib.items():
                if str(key).startswith(R):
                    assert value in links, (name, key)
                    used += 1
    assert used > 5


def test_drawings_and_places_have_numbers_of_their_own(package: dict[str, bytes]) -> None:
    document = trees(package)["word/document.xml"]
    drawings = [one.get("id") for one in document.iter(f"{WP}docPr")]
    assert len(drawings) >= 3
    assert max(Counter(drawings).values()) == 1
    begun = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkStart")]
    ended = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkEnd")]
    assert begun == ended
    assert len(set(begun)) == len(begun)
    assert all(one.get("descr") for one in document.iter(f"{WP}docPr"))


def test_every_style_is_there_once_and_every_one_used_is_there(package: dict[str, bytes]) -> None:
    styles = trees(package)["word/styles.xml"].findall(f"{W}style")
    ids = [one.get(f"{W}styleId") for one in styles]
    names = [one.find(f"{W}name").get(f"{W}val") for one in styles]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    known = set(ids)
    for tree in trees(package).values():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            assert {one.get(f"{W}val") for one in tree.iter(f"{W}{tag}")} <= known
    defaults = [one.get(f"{W}type") for one in styles if one.get(f"{W}default") == "1"]
    assert sorted(map(str, defaults)) == ["character", "numbering", "paragraph", "table"]
    for one in styles:
        if one.get(f"{W}type") == "paragraph":
            face = one.find(f"{W}rPr/{W}rFonts")
            assert face is not None
            assert face.get(f"{W}eastAsia"), one.get(f"{W}styleId")


def test_word_calls_it_no_old_document(package: dict[str, bytes]) -> None:
    settings = trees(package)["word/settings.xml"]
    values = {one.get(f"{W}name"): one.get(f"{W}val") for one in settings.iter(f"{W}compatSetting")}
    assert values["compatibilityMode"] == "15"
    order = (
        "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang clrSchemeMapping"
    )
    order += " decimalSymbol listSeparator"
    assert [str(one.tag).removeprefix(W) for one in settings] == order.split()
    (language,) = settings.iter(f"{W}themeFontLang")
    assert language.get(f"{W}eastAsia") == "zh-CN"
    fonts = trees(package)["word/fontTable.xml"]
    assert {"仿宋", "楷体", "黑体", "宋体"} < {one.get(f"{W}name") for one in fonts}


def test_nothing_of_a_template_is_left(package: dict[str, bytes]) -> None:
    assert not any("thumbnail" in name or "customXml" in name for name in package)
    assert b"Macintosh" not in package["docProps/app.xml"]
    assert b"python-docx" not in package["docProps/core.xml"]
