"""The files that go onto the PC: complete, with their licences, in the same order each time."""

import hashlib
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from pip._vendor import distlib

from desktop_app import __version__
from desktop_app.resources import MANUAL, RESOURCES
from installer.build import compiled, file_commands, write_zip
from installer.notices import notices
from installer.payload import BuildError, check_loading, pinned, program_files, read_hashes, wheel_files

ROOT = RESOURCES.parent
PICTURE = re.compile(r"!\[.+\]\((.+)\)")
STUB = (Path(distlib.__file__).parent / "t64.exe").read_bytes()


def wheel(folder: Path, name: str, files: dict[str, str]) -> zipfile.ZipFile:
    path = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return zipfile.ZipFile(path)


def test_the_program_is_whole_and_nothing_else() -> None:
    files = program_files()
    assert {"desktop_app/__main__.py", "docs/manual.md", "LICENSE"} <= files.keys()
    assert {f"docs/{picture}" for picture in PICTURE.findall(MANUAL.read_text("utf-8"))} <= files.keys()
    assert [name for name in files if name.startswith("docs/") and not name.endswith((".md", ".png"))] == []
    assert "desktop_app/models/migrations/script.py.mako" in files
    assert sum(name.startswith("resources/fonts/") and name.endswith(".ttf") for name in files) > 5
    assert files["resources/translations/en/LC_MESSAGES/yaodian.mo"][:4] == bytes.fromhex("de120495")
    assert [name for name in files if "__pycache__" in name or name.endswith((".pyc", ".po"))] == []
    assert [name for name in files if name.startswith("tests/")] == []


def test_every_pinned_library_has_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pins = [line.split("==")[0] for line in lock.splitlines() if line and line[0].isalpha()]
    assert "pyside6-essentials" in pins
    for block in lock.split("\n    # via")[:-1]:
        assert "--hash=sha256:" in block


def test_hashes_are_read_by_name() -> None:
    listed = read_hashes((ROOT / "installer" / "cpython.sha256").read_text("utf-8"))
    assert len(listed) > 25
    assert all(len(digest) == 64 for digest in listed.values())


def test_a_library_that_is_missing_is_noticed() -> None:
    check_loading({"python/python.exe": STUB})
    broken = STUB.replace(b"KERNEL32.dll", b"MISSING1.dll")
    assert broken != STUB
    with pytest.raises(BuildError, match=r"python\.exe needs missing1\.dll"):
        check_loading({"python/python.exe": broken})
    check_loading({"python/python.exe": broken, "packages/Some/Missing1.dll": STUB})


def test_wheels_with_scripts_are_refused(tmp_path: Path) -> None:
    plain = wheel(tmp_path, "plain-1", {"plain/__init__.py": ""})
    assert wheel_files(plain) == {"plain/__init__.py": b""}
    with pytest.raises(BuildError, match="holds scripts or data"):
        wheel_files(wheel(tmp_path, "odd-1", {"odd-1.data/scripts/odd": ""}))


def test_every_part_brings_its_licence(tmp_path: Path) -> None:
    tree = {
        "python/LICENSE.txt": b"PSF",
        "packages/plain/__init__.py": b"",
        "packages/PySide6/__init__.py": b"",
    }
    plain = wheel(tmp_path, "plain-1", {
        "plain/__init__.py": "",
        "plain-1.dist-info/METADATA": "",
        "plain-1.dist-info/licenses/LICENSE": "MIT\n",
    })  # fmt: skip
    qt = wheel(tmp_path, "pyside6_essentials-6", {
        "PySide6/__init__.py": "",
        "pyside6_essentials-6.dist-info/METADATA": "",
    })  # fmt: skip
    unused = wheel(tmp_path, "unused-1", {"unused/__init__.py": "", "unused-1.dist-info/METADATA": ""})
    files = notices(tree, [plain, qt, unused], b"zlib")
    assert files["plain-1/licenses-LICENSE"] == b"MIT\r\n"
    assert b"GNU LESSER GENERAL PUBLIC LICENSE" in files["Qt/LGPL-3.0.txt"]
    assert b"may be replaced" in files["Qt/Qt.txt"]
    assert {"CPython-3.13.2/LICENSE.txt", "NSIS/COPYING.txt", "Yaodian/LICENSE.txt"} <= files.keys()
    assert sum(name.startswith("fonts/OFL-") for name in files) == 4
    assert not any(name.startswith("unused") for name in files)
    bare = wheel(tmp_path, "bare-1", {"bare/__init__.py": "", "bare-1.dist-info/METADATA": ""})
    with pytest.raises(BuildError, match="bare-1 comes without its licence"):
        notices(tree | {"packages/bare/__init__.py": b""}, [bare], b"zlib")


def test_the_zip_is_the_same_each_time(tmp_path: Path) -> None:
    tree = {"b.txt": b"2", "a/c.txt": b"1", "要点自评.exe": b"3"}
    for name, order in (("one", tree), ("two", dict(reversed(tree.items())))):
        write_zip(order, "Yaodian-1", tmp_path / name)
    one, two = ((tmp_path / name).read_bytes() for name in ("one", "two"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()
    with zipfile.ZipFile(tmp_path / "one") as archive:
        assert archive.namelist() == ["Yaodian-1/a/c.txt", "Yaodian-1/b.txt", "Yaodian-1/要点自评.exe"]


def test_nsis_gets_the_files_folder_by_folder(tmp_path: Path) -> None:
    text = file_commands({"app/b.py": b"", "z.exe": b"", "app/a.py": b""}, tmp_path)
    assert text.splitlines() == [
        'SetOutPath "$INSTDIR"',
        f'File "/oname=z.exe" "{tmp_path / "z.exe"}"',
        'SetOutPath "$INSTDIR\\app"',
        f'File "/oname=a.py" "{tmp_path / "app/a.py"}"',
        f'File "/oname=b.py" "{tmp_path / "app/b.py"}"',
    ]


def test_the_room_that_compiling_takes_is_told_too() -> None:
    assert compiled({"app/a.py": b"x" * 400, "app/b.py": b"x" * 40, "app/c.png": b"x" * 99}) == 550


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__


def test_only_what_the_lock_names_is_taken(tmp_path: Path) -> None:
    for name in ("a-1.whl", "a-2.whl", "stray.whl"):
        (tmp_path / name).write_text(name)
    lock = tmp_path.parent / f"{tmp_path.name}.lock"
    digest = hashlib.sha256(b"a-2.whl").hexdigest()
    lock.write_text(f"a==2 \\\n    --hash=sha256:{digest} \\\n    --hash=sha256:{'0' * 64}\n")
    assert [path.name for path in pinned(tmp_path, lock)] == ["a-2.whl"]
