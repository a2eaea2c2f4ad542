"""The English catalogue: complete, exact, and nothing in the source that could never be found in it."""

import ast
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import run
from desktop_app.resources import RESOURCES, TRANSLATIONS

PACKAGE = RESOURCES.parent / "desktop_app"
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def extracted() -> dict[str, str]:
    """Return every text the source hands to `_`, with one place where it does."""
    found = extract_from_dir(PACKAGE, keywords={"_": None}, comment_tags=())
    return {str(text): f"{name}:{line}" for name, line, text, _comments, _context in found}


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "yaodian.po").open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of `_` with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                yield f"{path}:{node.lineno}", node


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_only_whole_texts_are_translated() -> None:
    wrong = [
        place
        for place, call in calls()
        if call.keywords
        or len(call.args) != 1
        or not isinstance(call.args[0], ast.Constant)
        or not isinstance(call.args[0].value, str)
    ]
    assert wrong == []


def test_babel_finds_every_call(extracted: dict[str, str]) -> None:
    said = {call.args[0].value for _place, call in calls() if isinstance(call.args[0], ast.Constant)}
    assert said == set(extracted)


def test_every_text_has_its_english(extracted: dict[str, str], english: Catalog) -> None:
    known = {message.id for message in english if message.string and not message.fuzzy}
    assert [f"{place} {text}" for text, place in extracted.items() if text not in known] == []


def test_the_catalogue_holds_nothing_that_is_not_said(extracted: dict[str, str], english: Catalog) -> None:
    assert {message.id for message in english if message.id} - set(extracted) == set()
    assert not english.obsolete


def test_placeholders_are_the_same_in_both(english: Catalog) -> None:
    different = [
        message.id
        for message in english
        if message.id and fields(str(message.id)) != fields(str(message.string))
    ]
    assert different == []


def test_the_english_is_english(english: Catalog) -> None:
    # What people type in Chinese, or what stands in a paper, is quoted as it is.
    left = [
        message.string
        for message in english
        if message.id and CHINESE.search(re.sub("“[^”]*”|\\([^)]*\\)", "", str(message.string)))
    ]
    assert left == []


def test_ends_and_breaks_are_kept(english: Catalog) -> None:
    for message in (message for message in english if message.id):
        source, target = str(message.id), str(message.string)
        assert source.count("\n") == target.count("\n"), source
        assert source[:1].isspace() <= target[:1].isspace(), source


@pytest.fixture
def compiled() -> None:
    """Compile the catalogue as run.py does, for a checkout in which only the tests are run."""
    path = TRANSLATIONS / "en" / "LC_MESSAGES" / "yaodian.po"
    run.replace_bytes(path.with_suffix(".mo"), run.compile_catalogue(path.read_text("utf-8")))


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(("language", "words"), [("en", "Usage: "), ("zh_CN", "用法："), ("xx", "用法：")])
def test_the_language_is_chosen_by_the_environment(language: str, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--help"],
        capture_output=True,
        check=True,
        cwd=RESOURCES.parent,
        env=os.environ | {"YAODIAN_LANGUAGE": language},
    )
    assert done.stdout.decode("utf-8").startswith(words)
