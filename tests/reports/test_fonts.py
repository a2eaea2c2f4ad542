"""The faces: which file serves a role, and what happens to a character that it lacks."""

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from desktop_app.reports.fonts import FontBook, Role
from desktop_app.resources import FONTS

COMMON = "中国教育①⑳○◐●✓〔〕《》“”‘’——……、，。％‰℃㎡№ⅣＡａ１·→★■□"


def test_every_font_has_the_standard_characters_and_is_small() -> None:
    book = FontBook(folders=[])
    level_one_of_gb2312 = [bytes([row, cell]) for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    characters = "".join(code.decode("gb2312") for code in level_one_of_gb2312) + "喆堃淼垚犇㛃䶮"
    for role in Role:
        lacking = [character for character in characters if not book.face(role).has(character)]
        assert lacking == [], role
    sizes = [path.stat().st_size for path in FONTS.glob("*.ttf")]
    assert len(sizes) == 7
    assert sum(sizes) < 25_000_000


def test_each_font_comes_with_its_licence() -> None:
    for family in ("NotoSansSC", "NotoSerifSC", "YaodianKai", "NotoEmoji"):
        licence = (FONTS / f"OFL-{family}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert licence.startswith("Copyright")


def test_marks_are_full_width_in_every_face() -> None:
    book = FontBook(folders=[])
    for role in Role:
        assert [book.face(role).measure(mark) for mark in "“”‘’—…，。（）中"] == [1.0] * 11, role


def test_a_character_that_a_face_lacks_is_taken_from_another() -> None:
    book = FontBook(folders=[])
    text = book.clean("甲◐乙臺丙㙍𠮷")
    assert text == "甲◐乙臺丙㙍𠮷"
    assert not book.missing
    face = book.face(Role.KAI)
    for character in text:
        assert face.measure(character) == 1.0
    fonts = {part: name.rpartition("/")[2] for name, part in face.runs(text)}
    assert fonts["臺"] == "NotoSansSC-Rare.ttf"
    assert fonts["◐"] == "NotoSerifSC-Regular.ttf"
    assert "".join(fonts) == text


def test_what_no_face_has_becomes_a_visible_sign_and_is_listed() -> None:
    book = FontBook(folders=[])
    assert book.clean("好\ue000\U0010fffd了\ud800\x07") == "好〓〓了〓"
    assert book.missing == {"\ue000", "\U0010fffd", "\ud800"}


def test_emoji_are_set_from_a_face_of_their_own() -> None:
    book = FontBook(folders=[])
    text = book.clean("好😀👨‍👩‍👧🎉👍🏽⭐了")
    assert text == "好😀👨👩👧🎉👍⭐了"
    assert not book.missing
    face = book.face(Role.BODY)
    assert all(face.measure(character) > 0.9 for character in text)
    fonts = {part: name.rpartition("/")[2] for name, part in face.runs(text)}
    assert fonts["😀👨👩👧🎉👍⭐"] == "NotoEmoji-Regular.ttf"


def test_what_our_own_faces_lack_the_systems_may_have(tmp_path: Path) -> None:
    font = TTFont(FONTS / "NotoSansSC-Rare.ttf")
    for table in font["cmap"].tables:
        table.cmap = {**table.cmap, 0x4DB0: table.cmap[ord("臺")]}
    for place in ((3, 1, 0x409), (1, 0, 0)):
        font["name"].setName("SimSun-ExtB", 6, *place)  # reportlab tells fonts apart by this name
    font.save(tmp_path / "simsunb.ttf")
    assert FontBook(folders=[tmp_path]).clean("甲䶰") == "甲䶰"


def test_invisible_characters_are_dropped_and_tabs_are_blanks() -> None:
    book = FontBook(folders=[])
    assert book.clean("a\u200b\ufeffb\tc\x00\u202ed\ufe0f") == "ab cd"
    assert book.clean("葛\U000e0100\u00ad城\u2066区\U000e0067") == "葛城区"  # a rare form of 葛 asked for
    assert not book.missing


def test_line_ends_of_every_kind_are_line_ends() -> None:
    assert FontBook(folders=[]).clean("一\r\n二\u2028三\x0b四\r五\x85六") == "一\n二\n三\n四\n五\n六"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("simfang.ttf", Role.BODY),
        ("simhei.ttf", Role.HEI),
        ("simkai.ttf", Role.KAI),
        ("FZXBSJW.TTF", Role.TITLE),
    ],
)
def test_the_systems_own_face_serves_where_it_is(tmp_path: Path, name: str, role: Role) -> None:
    shutil.copyfile(FONTS / "YaodianKai-Regular.ttf", tmp_path / name)
    book = FontBook(folders=[tmp_path])
    assert book.face(role).name.endswith(name)
    assert book.face(role).emboldened is False
    assert f"{role.value}：YaodianKai-Regular" in book.used()


def test_a_body_face_without_a_bold_is_thickened(tmp_path: Path) -> None:
    shutil.copyfile(FONTS / "NotoSerifSC-Regular.ttf", tmp_path / "simfang.ttf")
    assert FontBook(folders=[tmp_path]).face(Role.STRONG).emboldened
    assert not FontBook(folders=[]).face(Role.STRONG).emboldened


def test_a_damaged_system_font_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"not a font")
    book = FontBook(folders=[tmp_path])
    assert book.face(Role.BODY).measure("中") == 1.0
    assert "仿宋：NotoSerifSC-Regular" in book.used()
