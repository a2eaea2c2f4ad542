"""The launchers: an icon, a version and a manifest that other readers of executables find."""

import struct
import zipfile
from pathlib import Path

import pytest
from pip._vendor import distlib

from desktop_app.resources import ICONS
from installer import pe
from installer.launchers import launcher, version_numbers

STUB = (Path(distlib.__file__).parent / "w64.exe").read_bytes()
ICON = (ICONS / "app.ico").read_bytes()


def made() -> bytes:
    return launcher(STUB, "app\\python\\pythonw.exe", ICON, "1.2.3", "要点自评.exe")


def strings(version: bytes) -> dict[str, str]:
    """Return the words of a version, read by its lengths."""
    found = {}

    def read(at: int, end: int) -> None:
        while at + 6 <= end:
            length, value, text = struct.unpack_from("<HHH", version, at)
            key_end = version.index(b"\0\0\0", at + 6) + 1
            key_end += (key_end - at) % 2
            key = version[at + 6 : key_end].decode("utf-16-le")
            body = -(-(key_end + 2) // 4) * 4
            if text and value:
                found[key] = version[body : body + 2 * value - 2].decode("utf-16-le")
            elif not value:
                read(body, at + length)
            else:
                read(-(-(body + value) // 4) * 4, at + length)
            at += -(-length // 4) * 4

    read(0, len(version))
    return found


@pytest.mark.parametrize(("stub", "file"), [("w64.exe", "要点自评.exe"), ("t64.exe", "yaodian.exe")])
def test_the_properties_say_what_it_is(stub: str, file: str) -> None:
    content = (Path(distlib.__file__).parent / stub).read_bytes()
    found = pe.resources(launcher(content, "python.exe", ICON, "1.2.3", file))
    version = found[pe.RT_VERSION, 1, pe.CHINESE]
    words = strings(version)
    assert words["ProductName"] == words["FileDescription"] == "要点自评"
    assert words["CompanyName"] == "Yaodian"
    assert words["ProductVersion"] == "1.2.3"
    assert words["OriginalFilename"] == file
    fixed = version.index(struct.pack("<I", 0xFEEF04BD))
    assert struct.unpack_from("<II", version, fixed + 8) == (1 << 16 | 2, 3 << 16)


def test_every_size_of_the_icon_is_in_it() -> None:
    found = pe.resources(made())
    count = struct.unpack_from("<H", ICON, 4)[0]
    assert count >= 6
    group = found[pe.RT_GROUP_ICON, 1, pe.CHINESE]
    assert len(group) == 6 + 14 * count
    for number in range(count):
        size, start = struct.unpack_from("<II", ICON, 6 + 16 * number + 8)
        assert found[pe.RT_ICON, number + 1, pe.CHINESE] == ICON[start : start + size]
        assert struct.unpack_from("<I", group, 6 + 14 * number + 8)[0] == size
    assert b"longPathAware" in found[pe.RT_MANIFEST, 1, pe.CHINESE]


def test_resources_that_others_wrote_are_read_too() -> None:
    found = pe.resources(STUB)  # distlib's launcher, with its own icon and manifest
    assert sum(kind == pe.RT_ICON for kind, _name, _language in found) > 0
    assert any(
        kind == pe.RT_MANIFEST and b"requestedExecutionLevel" in found[kind, name, language]
        for kind, name, language in found
    )
    images = pe.icon_images(ICON)
    assert len(set(images)) == len(images) >= 6
    assert not set(images) & set(found.values())
    assert set(images) < set(pe.resources(made()).values())


def test_what_the_stub_loads_and_does_stays() -> None:
    assert pe.imports(made()) == pe.imports(STUB)
    assert "kernel32.dll" in pe.imports(STUB)
    before, after = pe.Image(STUB), pe.Image(made())
    assert after.sections[:-1] == before.sections
    for section in before.sections:
        if section.name.rstrip(b"\0") == b".text":
            assert made()[section.raw :][: section.raw_size] == STUB[section.raw :][: section.raw_size]


def test_it_starts_the_python_beside_it_and_runs_the_program(tmp_path: Path) -> None:
    path = tmp_path / "要点自评.exe"
    path.write_bytes(made())
    with zipfile.ZipFile(path) as archive:
        assert b"from desktop_app.__main__ import main" in archive.read("__main__.py")
        start = archive.infolist()[0].header_offset
    assert path.read_bytes()[:start].endswith(b"#!<launcher_dir>\\app\\python\\pythonw.exe\r\n")


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert made() == made()


def test_versions_are_four_numbers() -> None:
    assert version_numbers("0.10.2") == (0, 10, 2, 0)


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(100), b"no executable at all" * 10])
def test_what_is_no_executable_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, struct.error)):
        pe.imports(content)
