"""What is left out of the libraries: the list keeps all that the program imports, and nothing under the GPL alone."""

import ast
import functools
import re
from pathlib import Path

import pytest

from desktop_app.resources import RESOURCES
from installer.leaving import is_kept, rules, unused

ROOT = RESOURCES.parent
# Parts of Qt under the GPL alone, and what a window of widgets has no use for.
NEVER = (
    "Charts",
    "DataVisualization",
    "Graphs",
    "Lottie",
    "Quick3D",
    "VirtualKeyboard",
    "WebEngineCore",
    "Qml",
    "Quick",
)


@functools.cache
def imported() -> frozenset[str]:
    """Return every module outside the program that it imports anywhere, as dotted names."""
    found = set()
    for path in (ROOT / "desktop_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
            elif isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
    return frozenset(name for name in found if not name.startswith("desktop_app"))


def test_every_part_of_qt_that_is_imported_is_kept() -> None:
    every = rules()
    parts = {name.split(".")[1] for name in imported() if name.startswith("PySide6.")} - {"QtTest"}
    assert {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport"} <= parts
    for part in parts:
        assert is_kept(f"PySide6/{part}.pyd", every), part
        assert is_kept(f"PySide6/{part.replace('Qt', 'Qt6')}.dll", every), part


def test_every_other_module_that_is_imported_is_kept() -> None:
    every = rules()
    others = {
        name.replace(".", "/") for name in imported() if not name.startswith(("PySide6", "desktop_app"))
    }
    assert {"sqlalchemy", "openpyxl", "pypdfium2", "lxml", "PIL"} <= {name.split("/")[0] for name in others}
    lost = [
        name for name in others if not all(is_kept(f"{name}{end}", every) for end in (".py", "/__init__.py"))
    ]
    assert lost == []


@pytest.mark.parametrize("part", NEVER)
def test_other_parts_of_qt_are_left_out(part: str) -> None:
    every = rules()
    assert not is_kept(f"PySide6/Qt{part}.pyd", every)
    assert not is_kept(f"PySide6/Qt6{part}.dll", every)


def test_qt_speaks_chinese_and_shows_windows_pictures_and_styles() -> None:
    every = rules()
    kept = ("translations/qtbase_zh_CN.qm", "plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll",
            "plugins/imageformats/qjpeg.dll", "plugins/iconengines/qsvgicon.dll")  # fmt: skip
    assert all(is_kept(f"PySide6/{name}", every) for name in kept)
    assert not is_kept("PySide6/translations/qtbase_de.qm", every)
    assert not is_kept("PySide6/opengl32sw.dll", every)


def test_licences_are_never_left_out() -> None:
    every = rules()
    assert is_kept("lxml-6.1.3.dist-info/licenses/LICENSE.txt", every)
    assert is_kept("lxml-6.1.3.dist-info/METADATA", every)


def test_the_last_rule_that_fits_decides() -> None:
    every = rules("a/*\n# a reason\n!a/b*\na/b/c.py\n")
    assert not is_kept("a/x", every)
    assert is_kept("a/b/d.py", every)
    assert not is_kept("a/b/c.py", every)
    assert is_kept("other.py", every)
    assert unused(["a/x", "a/b/d.py"], every) == ["a/b/c.py"]


def test_a_point_is_a_point() -> None:
    assert not rules("*.h")[0].fits("src/graph")
    assert re.fullmatch(r"PySide6/\*", rules()[0].pattern)


def test_the_names_of_the_hashed_python_are_those_of_the_list() -> None:
    hashes = (ROOT / "installer" / "cpython.sha256").read_text("utf-8").splitlines()
    names = {line.split()[1] for line in hashes if not line.startswith("#")}
    named = {Path(rule.pattern).name for rule in rules() if rule.pattern.startswith("python/")}
    assert named <= names
    assert {"python.exe", "pythonw.exe", "python313.dll", "sqlite3.dll", "LICENSE.txt"} <= names
