"""The rules of the house that no linter knows."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.resources import RESOURCES

ROOT = RESOURCES.parent
LONGEST_FILE = 400
MADE = {".git", ".venv", ".hypothesis", "__pycache__", "demo-output", "dist"}
LONGEST_FUNCTION = 60
# Put together here, so that this file does not break its own rule.
MACHINE_PATH = re.compile(
    "|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "C:" + r"\\Users\\[a-z]"))
)
INDEX_HOST = re.compile(r"https?://[^\s\"']*(pypi|pythonhosted|npm" + r"js|deb" + r"ian)\.")


def files(ending: str = "") -> list[Path]:
    """Return the project's files; what running it makes (.gitignore names that) is left out."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in MADE and not name.endswith((".egg-info", "_cache"))]
        found += [Path(folder) / name for name in names if name.endswith(ending)]
    return sorted(found)


def sources() -> list[Path]:
    return files(".py")


def texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_is_something_to_check() -> None:
    assert {ROOT / "run.py", ROOT / "desktop_app" / "i18n.py"} <= set(sources())


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    long = [
        f"{path}:{function.lineno} {function.name}"
        for path in sources()
        for function in functions(path)
        if function.end_lineno and function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (function.end_lineno or 0) - function.lineno + 1
        for path in sources()
        if path.is_relative_to(ROOT / "desktop_app")
        for function in functions(path)
    )
    assert lengths[len(lengths) * 3 // 4] <= 15


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, INDEX_HOST], ids=["path of a machine", "index host"])
def test_nothing_points_to_where_it_was_written(forbidden: re.Pattern[str]) -> None:
    found = [f"{path}: {match[0]}" for path, text in texts() for match in forbidden.finditer(text)]
    assert found == []


def test_nothing_is_left_unfinished() -> None:
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|rai" + r"se NotImplemented")
    assert [str(path) for path in sources() if words.search(path.read_text("utf-8"))] == []


def test_every_broad_except_gives_its_reason() -> None:
    bare = re.compile(r"^\s*except( Exception| BaseException)?( as \w+)?:(?!.*# )", re.MULTILINE)
    for path in sources():
        text = path.read_text("utf-8")
        for match in bare.finditer(text):
            # What is raised again as it came is only tidied up after.
            following = text[match.end() :].split("\n", 6)
            assert any(line.strip() == "raise" for line in following), f"{path}: {match[0].strip()}"


def test_the_lock_files_pin_everything_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8"))
        assert len(entries) > 10
        for entry in entries:
            assert re.match(r"[a-z0-9._-]+==\S+", entry), entry[:60]
            assert "--hash=sha256:" in entry, entry[:60]


def test_the_programs_dependencies_are_the_same_with_and_without_the_tests() -> None:
    pins = [
        set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] < pins[1]


@pytest.mark.parametrize("package", ["documents", "evidence", "models", "reports", "cli", "demo"])
def test_what_is_not_the_window_loads_no_qt(package: str) -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module('desktop_app.{package}')\n"
        "paths = getattr(package, '__path__', [])\n"
        "for module in pkgutil.walk_packages(paths, package.__name__ + '.'):\n"
        "    if not module.name.endswith('.env') and '.versions.' not in module.name:\n"
        "        importlib.import_module(module.name)\n"
        "sys.exit('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_starting_loads_nothing_that_only_a_report_needs() -> None:
    code = (
        "import sys, desktop_app.cli, desktop_app.models.workspace, desktop_app.models.operations\n"
        "slow = {'alembic', 'openpyxl', 'reportlab', 'docx', 'babel'} & set(sys.modules)\n"
        "sys.exit(' '.join(slow) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.stderr.decode() == ""


def test_every_test_that_the_guide_names_is_there() -> None:
    guide = (ROOT / "docs" / "developer-guide.md").read_text("utf-8")
    named = re.findall(r"`(?:tests/)?([\w/]*test_\w+\.py)(?:::(\w+))?`", guide)
    assert len([test for _file, test in named if test]) > 50
    wrong = []
    for file, test in named:
        path = ROOT / "tests" / file
        if not path.exists() or (test and f"def {test}(" not in path.read_text("utf-8")):
            wrong.append((file, test))
    assert wrong == []
