"""run.py: what it finds out, what it makes, what it passes on."""

import ast
import gettext
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

import run

ROOT = Path(run.__file__).resolve().parent
posix = pytest.mark.skipif(os.name == "nt", reason="a stand-in for yaodian.exe cannot be written by hand")

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: desktop_app/cli.py:1
msgid "清单"
msgstr "Checklist"

msgid ""
"无法写入“{name}”，"
"原有文件没有改动。\\n"
msgstr ""
"“{name}” cannot be written, "
"\\"the old one\\" is unchanged.\\n"

msgid "未译"
msgstr ""

#~ msgid "旧"
#~ msgstr "old"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder like a fresh checkout, with lock files that ask for nothing."""
    shutil.copy(ROOT / "run.py", tmp_path)
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("")
    catalogue = tmp_path / "resources" / "translations" / "en" / "LC_MESSAGES" / "yaodian.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PO, "utf-8")
    return tmp_path


@pytest.fixture
def ready(checkout: Path) -> run.Environment:
    """Return the environment of a checkout that is set up, with a stand-in for `yaodian`."""
    environment = run.Environment(checkout)
    program = Path(environment.command("yaodian"))
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$PWD: $*"\nexit 3\n')
    program.chmod(0o755)
    environment.add_to_stamp(made_from=environment.made_from(), tests=False, libraries=True)
    return environment


def start(checkout: Path, *words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(checkout / "run.py"), *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PIP_NO_INDEX": "1"},
    )


def test_an_old_python_can_read_the_file_far_enough_to_say_what_it_lacks() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_a_python_that_does_not_fit_gets_a_clear_sentence(version: tuple[int, int, int]) -> None:
    code = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(ROOT / 'run.py')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Yaodian needs Python 3.11, 3.12, 3.13 or 3.14; this is Python 3.")
    assert "Traceback" not in done.stderr


def test_a_catalogue_is_compiled_as_gettext_wants_it() -> None:
    compiled = run.compile_catalogue(PO)
    translations = gettext.GNUTranslations(io.BytesIO(compiled))
    assert translations.gettext("清单") == "Checklist"
    long = "无法写入“{name}”，原有文件没有改动。\n"
    assert translations.gettext(long) == '“{name}” cannot be written, "the old one" is unchanged.\n'
    assert translations.gettext("未译") == "未译"
    assert translations.gettext("旧") == "旧"
    assert {message.id for message in read_mo(io.BytesIO(compiled)) if message.id} == {"清单", long}


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        ("apt-get", "apt-get install -y --no-install-recommends libegl1 libglib2.0-0 python3.{minor}-venv"),
        ("dnf", "dnf install -y glib2 libglvnd-egl"),
        ("pacman", "pacman -S --needed --noconfirm glib2 libglvnd"),
    ],
)
def test_the_line_that_installs_names_the_packages_of_the_system(
    tool: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / (tool + ".exe" * (os.name == "nt"))
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = ["libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    expected = line.format(minor=sys.version_info[1])
    assert run.install_line(missing, needs_venv=True) == expected
    assert run.system_trouble(missing, needs_venv=True).endswith("Install with: sudo " + expected)


def test_on_an_unknown_system_the_libraries_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.install_line(["libEGL.so.1"], needs_venv=False) == ""
    assert run.system_trouble(["libEGL.so.1"], needs_venv=False).endswith("libEGL.so.1")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares its libraries")
def test_a_library_counts_as_missing_when_it_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(run.QT_LIBRARIES, "libc.so.6", ("libc6", "glibc", "glibc"))
    monkeypatch.setitem(run.QT_LIBRARIES, "libnowhere.so.9", ("a", "b", "c"))
    missing = run.missing_libraries()
    assert "libnowhere.so.9" in missing
    assert "libc.so.6" not in missing


@posix
def test_the_environment_is_made_anew_when_what_it_was_made_from_changes(ready: run.Environment) -> None:
    assert ready.is_ready(tests=False)
    assert not ready.is_ready(tests=True)
    ready.add_to_stamp(tests=True)
    assert ready.is_ready(tests=True)
    (ready.root / "requirements.lock").write_text("# another\n")
    assert not ready.is_ready(tests=False)


@posix
def test_an_environment_without_its_command_or_with_a_broken_stamp_is_not_ready(
    ready: run.Environment,
) -> None:
    (ready.folder / "yaodian-stamp.json").write_text("[half")
    assert not ready.is_ready(tests=False)
    ready.add_to_stamp(made_from=ready.made_from())
    assert ready.is_ready(tests=False)
    Path(ready.command("yaodian")).unlink()
    assert not ready.is_ready(tests=False)


@posix
def test_words_working_folder_and_exit_status_pass_through(ready: run.Environment, tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    done = start(ready.root, "list", "--json", cwd=elsewhere)
    assert done.stdout == f"{elsewhere}: list --json\n"
    assert done.stderr == ""
    assert done.returncode == 3


@posix
def test_demo_alone_goes_to_demo_output(ready: run.Environment) -> None:
    assert start(ready.root, "demo").stdout.endswith(": demo demo-output\n")
    assert start(ready.root, "demo", "我的示例").stdout.endswith(": demo 我的示例\n")


@posix
def test_a_second_run_makes_nothing_anew(ready: run.Environment) -> None:
    start(ready.root)
    before = {path: path.stat().st_mtime_ns for path in ready.root.rglob("*")}
    assert start(ready.root).stderr == ""
    assert {path: path.stat().st_mtime_ns for path in ready.root.rglob("*")} == before


@posix
def test_translations_are_compiled_again_when_they_change(ready: run.Environment) -> None:
    start(ready.root)
    catalogue = ready.root / "resources/translations/en/LC_MESSAGES/yaodian.po"
    compiled = catalogue.with_suffix(".mo")
    assert gettext.GNUTranslations(io.BytesIO(compiled.read_bytes())).gettext("清单") == "Checklist"
    catalogue.write_text(PO.replace("Checklist", "List"), "utf-8")
    start(ready.root)
    assert gettext.GNUTranslations(io.BytesIO(compiled.read_bytes())).gettext("清单") == "List"
    assert [path.name for path in compiled.parent.iterdir() if path.suffix == ".tmp"] == []


def test_a_set_up_that_fails_says_so_and_starts_over(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    for _attempt in range(2):
        done = start(checkout, "list")
        assert done.returncode == 1
        assert "Setting up in" in done.stderr
        assert done.stderr.rstrip().endswith("run the same command again.")
        assert "Traceback" not in done.stderr
        assert not (checkout / ".venv" / "yaodian-stamp.json").exists()


def test_two_set_ups_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / ".venv.lock"
    code = (
        "import sys; from pathlib import Path; import run\n"
        "with run.alone(Path(sys.argv[1])):\n print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(lock)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held" + os.linesep.encode()
        let_go, said = other.stdin.close, list[str]()

        def say(words: str) -> None:
            said.append(words)
            let_go()  # not before it is waited for

        monkeypatch.setattr(run, "say", say)
        with run.alone(lock):
            assert other.wait() == 0
    assert "waiting for it" in said[0]


def test_test_takes_no_further_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["test", "tests/test_run.py"]) == 2
    assert "takes no further words" in capsys.readouterr().err


@posix
def test_what_reads_scans_is_added_from_its_own_pinned_list(ready: run.Environment, tmp_path: Path) -> None:
    asked = tmp_path / "asked.txt"
    python = Path(ready.command("python"))
    python.write_text(f'#!/bin/sh\necho "$*" >> "{asked}"\n')
    python.chmod(0o755)
    (ready.root / "requirements-ocr.lock").write_text("")
    done = start(ready.root, "ocr")
    assert done.returncode == 0
    assert "Scans can be read now" in done.stderr
    (line,) = asked.read_text("utf-8").splitlines()
    assert "-m pip" in line
    assert line.endswith(f"--require-hashes --only-binary=:all: -r {ready.root / 'requirements-ocr.lock'}")
    python.write_text("#!/bin/sh\nexit 1\n")
    done = start(ready.root, "ocr")
    assert done.returncode == 1
    assert "check the network connection" in done.stderr


def test_the_pinned_list_for_scans_fits_the_other_one_and_names_no_place() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text("utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and line[0].isalpha()}

    scans = pins("requirements-ocr.lock")
    assert {"rapidocr", "onnxruntime"} <= {pin.split("==")[0] for pin in scans}
    shared = {pin.split("==")[0] for pin in pins("requirements.lock")}
    assert {pin for pin in scans if pin.split("==")[0] in shared} <= pins("requirements.lock")
    assert "://" not in (ROOT / "requirements-ocr.lock").read_text("utf-8")
