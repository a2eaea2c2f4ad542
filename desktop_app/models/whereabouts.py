"""Where a workspace lies: on this computer, on another one, or in a folder that a cloud program copies."""

import os
from collections.abc import Mapping
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

# How the folders of cloud programs begin, as those programs name them when they are set up.
_CLOUDS = {
    "onedrive": "OneDrive",
    "wpsdrive": "WPS 云盘",
    "wps云盘": "WPS 云盘",
    "wps 云盘": "WPS 云盘",
    "wps cloud files": "WPS 云盘",
    "wps企业云盘": "WPS 云盘",
    "nutstore": "坚果云",
    "我的坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "百度网盘同步空间": "百度网盘",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "com~apple~clouddocs": "iCloud",
}
_FAT = ("vfat", "msdos", "fat", "fat32")
# Bytes of a path that SQLite opens on Unix (MAX_PATHNAME in os_unix.c), less what the longest name of ours in
# the folder takes: that of a backup half made, with its journal. Bytes of one name on the disks of Linux.
_LONGEST, _LONGEST_NAME = 512 - 80, 255
_REMOTE = 4  # Windows' GetDriveTypeW
_FAT_LIMIT = (1 << 32) - 1
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # set by OneDrive's own set-up


def cloud_of(folder: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the name of the cloud program that copies a folder, as far as names tell, else None."""
    path = folder.resolve()
    for name in _ONEDRIVE:
        place = environment.get(name)
        if place and path.is_relative_to(Path(place).resolve()):
            return _CLOUDS["onedrive"]
    for part in path.parts:
        for beginning, cloud in _CLOUDS.items():
            rest = part.casefold().removeprefix(beginning)
            if rest != part.casefold() and not rest[:1].isalnum():
                return cloud
    return None


def file_limit(folder: Path) -> int | None:
    """Return the most bytes that a file may have on the disk of a folder, None where no limit is known."""
    return _FAT_LIMIT if disk_kind(folder).lower() in _FAT else None


def disk_kind(folder: Path) -> str:
    """Return the name of the file system that a folder lies on, "" where it cannot be told."""
    path = folder.resolve()
    if os.name != "nt":
        return mounted_kind(path)
    import ctypes

    name = ctypes.create_unicode_buffer(64)
    asked = ctypes.windll.kernel32.GetVolumeInformationW  # type: ignore[attr-defined,unused-ignore]
    return name.value if asked(path.anchor, None, 0, None, None, None, name, len(name)) else ""


def on_network(folder: Path) -> bool:
    """Tell whether a folder lies on another computer, where write-ahead logging does not work."""
    path = folder.resolve()
    if os.name == "nt":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
        return is_share(path.drive) or kind(path.drive + "\\") == _REMOTE
    return mounted_kind(path).startswith(("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs"))


def is_share(drive: str) -> bool:
    r"""Tell whether a drive of Windows is another computer's by its name; `\\?\C:` and `\\.\C:` are not."""
    local = drive.startswith(("\\\\?\\", "\\\\.\\")) and not drive[4:].upper().startswith("UNC\\")
    return drive.startswith("\\\\") and not local


def mounted_kind(path: Path) -> str:
    """Return the kind of file system that a folder lies on, "" where it cannot be told."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = [line.split()[1:3] for line in lines if len(line.split()) > 2]
    above = [(len(point), kind) for point, kind in mounts if path.is_relative_to(point.replace("\\040", " "))]
    return max(above, default=(0, ""))[1]


def check_length(folder: Path) -> None:
    """Raise YaodianError, before anything is made, where tables in a folder could not be opened by its name.

    Windows says so by itself when the folder is made.
    """
    whole = folder.absolute()
    long_name = any(len(os.fsencode(part)) > _LONGEST_NAME for part in whole.parts)
    if os.name == "posix" and (long_name or len(os.fsencode(whole)) > _LONGEST):
        raise YaodianError(
            _(
                "“{name}”连同上面各层文件夹的名称太长，放不了工作区，没有改动。"
                "请换一个短一些的名称，或少几层文件夹。"
            ).format(name=folder.name)
        )
