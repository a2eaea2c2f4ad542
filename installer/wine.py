"""A Windows to try the set-up program in: Wine, its user's name and its code page those of a Chinese PC.

What Wine lacks is added to its own folder, never to the product: Qt 6.10 and later load Windows' icuuc.dll.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "教务处 张老师"
LOADER = Path("/usr/lib/wine/wine64")
SERVER = Path("/usr/lib/wine/wineserver64")
WRAPPER = "libnss_wrapper.so"  # lends a process another list of users, so that none has to be made
# Debian's packages by a file that shows each is there.
PACKAGES = {
    "wine64": LOADER,
    "nsis": Path("/usr/bin/makensis"),
    "gcc-mingw-w64-x86-64": Path("/usr/bin/x86_64-w64-mingw32-gcc"),
    "osslsigncode": Path("/usr/bin/osslsigncode"),
    "libnss-wrapper": Path("/usr/lib/x86_64-linux-gnu") / WRAPPER,
    "locales": Path("/usr/share/i18n/locales/zh_CN"),
    "poppler-utils": Path("/usr/bin/pdftotext"),
    "xvfb": Path("/usr/bin/Xvfb"),
    "xdotool": Path("/usr/bin/xdotool"),
    "imagemagick": Path("/usr/bin/import"),
}


class CheckError(Exception):
    """One sentence: what is not as it should be under Wine."""


def install_packages() -> None:
    """Install what the check needs, as root; raise CheckError with the line that does it elsewhere."""
    missing = [name for name, path in PACKAGES.items() if not path.exists()]
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise CheckError(f"These packages of Debian are missing. As root: {' '.join(line)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q=2"], env=quiet, check=False)
    if subprocess.call([*line, "-q=2"], env=quiet, stdout=subprocess.DEVNULL) != 0:
        raise CheckError(f"Debian's packages could not be installed: {' '.join(line)}")


class Windows:
    """One Wine prefix, in a folder of its own. `font`: a Chinese face, as every Windows has one.

    Every program is on the same screen of X, `display`: Wine's desktop stays on the one it began with.
    """

    def __init__(self, folder: Path, font: Path, display: str) -> None:
        self.drive = folder / "prefix" / "drive_c"
        self.home = folder / "home"  # Wine takes the user's documents and desktop from here
        self.profile = self.drive / "users" / USER
        self.programs = self.profile / "AppData" / "Local" / "Programs" / "Yaodian"
        fonts = self.home / ".local" / "share" / "fonts"  # Wine takes the faces of X's programs too
        fonts.mkdir(parents=True)
        shutil.copy(font, fonts)
        users, locales, stranger = (folder / name for name in ("users", "locales", "stranger"))
        users.write_text(f"{USER}:x:{os.getuid()}:{os.getgid()}::{self.home}:/bin/sh\n", "utf-8")
        locales.mkdir()
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", locales / "zh_CN.UTF-8"], check=True)
        stranger.mkdir()  # another Python's variables, on a PC that has one, mean nothing to ours
        (stranger / "desktop_app.py").write_text("raise SystemExit('PYTHONPATH was followed')", "utf-8")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))},
            "DISPLAY": display,
            "HOME": str(self.home),
            "LC_ALL": "zh_CN.UTF-8",
            "LD_PRELOAD": WRAPPER,
            "LOCPATH": str(locales),
            "NSS_WRAPPER_GROUP": "/etc/group",
            "NSS_WRAPPER_PASSWD": str(users),
            "PYTHONHOME": "C:\\elsewhere",
            "PYTHONPATH": windows_path(stranger),
            "QT_QPA_PLATFORM": "offscreen",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # .NET and a browser, which nobody here wants
            "WINEPREFIX": str(folder / "prefix"),
        }

    def start(self) -> None:
        """Make the prefix and start what every program of it needs: Wine's server stays until `end`.

        What is started now keeps none of the pipes of later programs open, which would wait for it.
        """
        self.drive.parent.mkdir()
        self._server("-p")
        subprocess.run(
            [str(LOADER), "wineboot", "-i"],
            env=self._environment,
            input=b"",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=300,
        )
        self.run("winecfg", "/v", "win10")

    def end(self) -> None:
        """End everything that runs in this Windows."""
        self._server("-k")

    def add_icuuc(self, qt_core: bytes) -> None:
        """Put a stand-in for icuuc.dll beside Wine's libraries: each function that Qt wants returns 0.

        qt_core: the content of Qt6Core.dll, which says what it wants.
        """
        names = sorted(set(re.findall(rb"\0(ucnv_[A-Za-z]+|UCNV_[A-Z_]+)\0", qt_core)))
        source = self.drive / "icuuc.c"
        source.write_text("".join(f"long long {name.decode()}(void) {{ return 0; }}\n" for name in names))
        library = self.drive / "windows" / "system32" / "icuuc.dll"
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-e", "0"]
        subprocess.run([*compiler, "-o", library, source], check=True)
        source.unlink()

    def run(self, program: str | Path, *words: str, status: int = 0, encoding: str = "utf-8") -> str:
        """Run a program to its end and return what it printed; raise CheckError for another exit status."""
        done = subprocess.run(
            [str(LOADER), str(program), *words],
            env=self._environment,
            input="",  # a pipe: Wine's console programs cannot do with files
            capture_output=True,
            encoding=encoding,
            errors="replace",
            timeout=300,
            check=False,
        )
        if done.returncode != status:
            raise CheckError(
                f"{Path(program).name} {' '.join(words)} ended with {done.returncode}, not {status}:"
                f"\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
            )
        return done.stdout

    @contextmanager
    def running(self, program: Path, *words: str, python: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start a program on the screen; when the block is left, end it: all processes of that `python`."""
        process = subprocess.Popen(
            [str(LOADER), str(program), *words],
            env={name: value for name, value in self._environment.items() if not name.startswith("QT_")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                self.run("taskkill", "/f", "/im", python)
            process.communicate(timeout=60)

    def _server(self, word: str) -> None:
        subprocess.run([str(SERVER), word], env=self._environment, check=False, timeout=120)

    def registry(self, key: str) -> str:
        """Return a key of the registry with all below it, "" where there is none."""
        try:
            return self.run("reg", "query", key, "/s", encoding="gbk")  # as Windows' own commands print
        except CheckError:
            return ""


def windows_path(path: Path) -> str:
    """Return a path of this system as Wine's programs name it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def screen(size: str) -> Iterator[str]:
    """Give a screen of X that nobody sees; yields its name."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout is not None
        yield f":{process.stdout.readline().decode().strip()}"  # once it stands
    finally:
        process.terminate()
        process.communicate()
