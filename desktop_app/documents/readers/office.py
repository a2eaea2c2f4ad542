"""Letting the Word or WPS of this PC convert what no reader here reads; on Linux, LibreOffice.

The file is copied under a name of ours into a folder of ours, so that its own name and place reach no other
program, and no path is ever part of a script: scripts are constant and take paths from their environment.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers import docx
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

SECONDS = 7.0  # a sentence is due within 10, and reading what came of it takes some
_MAX_BYTES = 32 * 1024 * 1024
_SHELL = ("System32", "WindowsPowerShell", "v1.0", "powershell.exe")
_STARTED = "started"
_ENDINGS = (".doc", ".wps", ".odt", ".xml", ".rtf")
# What automation calls the programs, and the names that people know.
_AUTOMATED = {"Word.Application": "Word", "KWPS.Application": "WPS", "WPS.Application": "WPS"}
# Macros off (3), no questions (0), read only, not among the recent files, a wrong password instead of a
# question for the right one, no links fetched. A program in which a person has something open is neither
# hidden nor ended.
# Which process was started is left in a file: automation starts it elsewhere, so it outlives this one's end.
_SCRIPT = """
$ErrorActionPreference = 'Stop'
$call = [Reflection.BindingFlags]::InvokeMethod
$names = @('winword', 'wps')
$before = @(Get-Process -Name $names -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$office = New-Object -ComObject $env:YAODIAN_PROGRAM
$own = ($office.Documents.Count -eq 0) -and (-not $office.Visible)
$new = @(Get-Process -Name $names -ErrorAction SilentlyContinue | Where-Object { $before -notcontains $_.Id })
if ($own -and ($new.Count -eq 1)) { Set-Content -LiteralPath $env:YAODIAN_STARTED -Value $new[0].Id }
try {
  if ($own) { $office.Visible = $false }
  $office.DisplayAlerts = 0
  $office.AutomationSecurity = 3
  try { $office.Options.UpdateLinksAtOpen = $false } catch { }
  $paper = $office.Documents.Open($env:YAODIAN_SOURCE, $false, $true, $false, '-', '-')
  try {
    [void][System.__ComObject].InvokeMember('SaveAs', $call, $null, $paper, @($env:YAODIAN_TARGET, 12))
  } finally {
    [void][System.__ComObject].InvokeMember('Close', $call, $null, $paper, @(0))
  }
} finally {
  if ($own) { [void][System.__ComObject].InvokeMember('Quit', $call, $null, $office, @(0)) }
}
"""
# LibreOffice's settings for the one run: no macros, nothing fetched, no links followed.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Converter:
    """A program that makes a .docx: the name people know, its command, what its environment tells it."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def read(path: Path, seconds: float | None = None) -> SourceText | None:
    """Return the text of a file as this PC's Word, WPS or LibreOffice understands it, with a warning.

    None where there is no such program, or none converts it within `seconds` (SECONDS): its time is up then
    and it is ended. Nothing stays on disk.
    """
    deadline = monotonic() + (SECONDS if seconds is None else seconds)
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None
        with TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True) as place:
            return _converted(path, Path(place), deadline)
    except OSError:  # gone meanwhile, or no room for the copy
        return None


def _converted(path: Path, folder: Path, deadline: float) -> SourceText | None:
    ending = path.suffix.lower() if path.suffix.lower() in _ENDINGS else ".doc"
    source = folder / f"source{ending}"
    shutil.copyfile(path, source)
    for converter in converters(source, folder / "made" / "source.docx"):
        made = _convert(converter, folder, deadline)
        with suppress(YaodianError):  # what it made holds nothing: the next may do better
            if made:
                return _with_warning(docx.read(made), converter.name)
    return None


def converters(source: Path, target: Path) -> Iterator[Converter]:
    """Yield what may convert `source` into `target` on this PC, the likeliest first."""
    if sys.platform == "win32":
        shell = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), *_SHELL)
        if shell.exists():
            for program in filter(_is_registered, _AUTOMATED):
                yield by_automation(program, shell, source, target)
    elif office := shutil.which("soffice") or shutil.which("libreoffice"):
        yield by_libreoffice(office, source, target)


def by_automation(program: str, shell: Path, source: Path, target: Path) -> Converter:
    """Return how Word or WPS is made to convert on Windows, by the PowerShell that every Windows has."""
    environment = {
        "YAODIAN_PROGRAM": program,
        "YAODIAN_SOURCE": str(source),
        "YAODIAN_TARGET": str(target),
        "YAODIAN_STARTED": str(source.parent / _STARTED),
    }
    quiet = ("-NoLogo", "-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden")
    return Converter(_AUTOMATED[program], (str(shell), *quiet, "-Command", _SCRIPT), environment)


def by_libreoffice(office: str, source: Path, target: Path) -> Converter:
    """Return how LibreOffice is made to convert, with settings of its own that go with the folder."""
    profile = source.parent / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
    form = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent))
    own = f"-env:UserInstallation={profile.as_uri()}"
    return Converter("LibreOffice", (office, own, *quiet, *form, str(source)))


def _convert(converter: Converter, folder: Path, deadline: float) -> Path | None:
    """Run a converter in its folder; return what it made, None where it failed or its time was up."""
    made = folder / "made"
    made.mkdir(exist_ok=True)
    try:
        process = subprocess.Popen(
            converter.command,
            cwd=folder,
            env={**os.environ, **converter.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all that it starts can be ended with it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
    try:
        process.wait(max(deadline - monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        _end(process, folder / _STARTED)
    found = made / "source.docx"
    return found if process.returncode == 0 and found.exists() else None


def _end(process: "subprocess.Popen[bytes]", started: Path) -> None:
    """End a converter whose time is up, and the program that it started."""
    if sys.platform == "win32":
        process.kill()
        with suppress(OSError):  # it never got so far, is writing it, or has ended by itself
            number = started.read_text("utf-8-sig", "replace").strip()
            if number.isdecimal():
                os.kill(int(number), signal.SIGTERM)  # on Windows it ends at once
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_registered(program: str) -> bool:
    """Tell whether Windows knows a program by its name for automation."""
    winreg = import_module("winreg")
    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, program))
    except OSError:
        return False
    return True


def _with_warning(source: SourceText, name: str) -> SourceText:
    message = _("这份文件由这台电脑上的 {program} 转换后读入，请对照原件核对。").format(program=name)
    warnings = (Warning("converted", message), *source.warnings)
    return SourceText(source.text, source.asides, warnings, source.marks)
