"""A Windows to try the set-up program in: Wine, its user's name and its code page those of a Chinese PC.

What Wine lacks is added to its own folder, never to the product: Qt 6.10 and later load Windows' icuuc.dll.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
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
    subprocess.run([*line, "-q=2"], env=quiet, stdout=subprocess.DEVNULL, check=True)


class Windows:
    """One Wine prefix, made new, in a folder of its own. `font`: a Chinese face, as every Windows has one."""

    def __init__(self, folder: Path, font: Path) -> None:
        self.drive = folder / "prefix" / "drive_c"
        self.home = folder / "home"  # Wine takes the user's documents and desktop from here
        self.profile = self.drive / "users" / USER
        self.programs = self.profile / "AppData" / "Local" / "Programs" / "Yaodian"
        fonts = self.home / ".local" / "share" / "fonts"  # Wine takes the faces of X's programs too
        fonts.mkdir(parents=True)
        shutil.copy(font, fonts)
        users, locales = folder / "users", folder / "locales"
        users.write_text(f"{USER}:x:{os.getuid()}:{os.getgid()}::{self.home}:/bin/sh\n", "utf-8")
        locales.mkdir()
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", locales / "zh_CN.UTF-8"], check=True)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))},
            "HOME": str(self.home),
            "LC_ALL": "zh_CN.UTF-8",
            "LD_PRELOAD": WRAPPER,
            "LOCPATH": str(locales),
            "NSS_WRAPPER_GROUP": "/etc/group",
            "NSS_WRAPPER_PASSWD": str(users),
            "WINEDEBUG": "-all",
            "WINEPREFIX": str(folder / "prefix"),
        }
        self.run("wineboot", "-i")

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
            env=self.environment(),
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
    def running(
        self, program: str | Path, *words: str, screen: str = ""
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Start a program, and end everything that runs in this Windows when the block is left."""
        process = subprocess.Popen(
            [str(LOADER), str(program), *words],
            env=self.environment(screen),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            self.server("-k")
            self.server("-w")  # what is started before all have ended would end with them
            process.communicate()

    def server(self, word: str) -> None:
        """Let Wine's server wait for all programs (-w) or end them (-k)."""
        subprocess.run([str(SERVER), word], env=self.environment(), check=False, timeout=120)

    def environment(self, screen: str = "") -> Mapping[str, str]:
        """Return the variables for a program: on a screen of X, or without any."""
        more = {"DISPLAY": screen} if screen else {"DISPLAY": "", "QT_QPA_PLATFORM": "offscreen"}
        return self._environment | more

    def registry(self, key: str) -> str:
        """Return a key of the registry with all below it, "" where there is none."""
        try:
            return self.run("reg", "query", key, "/s", encoding="gbk")  # as Windows' own commands print
        except CheckError:
            return ""


@contextmanager
def screen(number: int, size: str) -> Iterator[str]:
    """Give a screen of X that nobody sees; yields its name."""
    name = f":{number}"
    process = subprocess.Popen(
        ["Xvfb", name, "-screen", "0", f"{size}x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 20
        while not Path(f"/tmp/.X11-unix/X{number}").exists() and time.monotonic() < end:
            time.sleep(0.1)
        yield name
    finally:
        process.terminate()
        process.wait()
