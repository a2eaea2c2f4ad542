"""Windows' executables (the PE format): what they load, and their resources: icon, version, manifest.

Layouts as in Microsoft's "PE Format" and "VS_VERSIONINFO".
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RT_ICON, RT_GROUP_ICON, RT_VERSION, RT_MANIFEST = 3, 14, 16, 24
CHINESE = 0x0804  # simplified, of the mainland
UNICODE = 1200
_IMPORTS, _RESOURCES = 1, 2  # places in the table of directories
_READABLE_DATA = 0x40000040
_SECTION = "<8sIIIIIIHHI"
_INSIDE = 0x80000000  # a bit of a resource's place: another table is there
_BELOW = _INSIDE - 1

MANIFEST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security><requestedPrivileges>
      <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
    </requestedPrivileges></security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true</dpiAware>
    </windowsSettings>
  </application>
</assembly>
"""


@dataclass(frozen=True)
class _Section:
    name: bytes
    size: int
    address: int
    raw_size: int
    raw: int


class Image:
    """One executable's headers. Raises ValueError where the bytes are no 64-bit executable."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        if content[:2] != b"MZ":
            raise ValueError("no executable")
        self.head = struct.unpack_from("<I", content, 0x3C)[0]
        if content[self.head : self.head + 4] != b"PE\0\0":
            raise ValueError("no executable")
        self.count, optional = struct.unpack_from("<H12xH", content, self.head + 6)
        self.optional = self.head + 24
        if struct.unpack_from("<H", content, self.optional)[0] != 0x20B:
            raise ValueError("not a 64-bit executable")
        self.table = self.optional + optional
        self.sections = [self._section(number) for number in range(self.count)]

    def directory(self, number: int) -> tuple[int, int]:
        """Return address and size of a directory, both 0 where there is none."""
        address, size = struct.unpack_from("<II", self.content, self.optional + 112 + 8 * number)
        return address, size

    def offset(self, address: int) -> int:
        """Return where in the file an address in memory lies; raises ValueError where nowhere."""
        for section in self.sections:
            if section.address <= address < section.address + max(section.size, section.raw_size):
                return address - section.address + section.raw
        raise ValueError("an address outside of every section")

    def _section(self, number: int) -> _Section:
        fields = struct.unpack_from(_SECTION, self.content, self.table + 40 * number)
        return _Section(fields[0], fields[1], fields[2], fields[3], fields[4])


def imports(content: bytes) -> list[str]:
    """Return the libraries that an executable loads when it starts, in small letters, sorted."""
    image = Image(content)
    address, _size = image.directory(_IMPORTS)
    names: list[str] = []
    while address:
        name = struct.unpack_from("<12xI4x", content, image.offset(address))[0]
        if not name:
            break
        start = image.offset(name)
        names.append(content[start : content.index(b"\0", start)].decode("ascii").lower())
        address += 20
    return sorted(names)


def resources(content: bytes) -> dict[tuple[int, int, int], bytes]:
    """Return the resources of an executable by type, name and language, walking the tree as Windows does."""
    image = Image(content)
    start = image.offset(image.directory(_RESOURCES)[0])

    def entries(at: int) -> list[tuple[int, int]]:
        count = sum(struct.unpack_from("<HH", content, start + at + 12))
        return [struct.unpack_from("<II", content, start + at + 16 + 8 * number) for number in range(count)]

    found = {}
    for kind, names in entries(0):
        for name, languages in entries(names & _BELOW):
            for language, leaf in entries(languages & _BELOW):
                place, size = struct.unpack_from("<II", content, start + leaf)
                found[kind, name, language] = content[image.offset(place) :][:size]
    return found


def icon_images(icon: bytes) -> list[bytes]:
    """Return the pictures of a .ico file, one a size."""
    places = [struct.unpack_from("<II", icon, start + 8) for start in _icon_entries(icon)]
    return [icon[start : start + size] for size, start in places]


def _icon_entries(icon: bytes) -> range:
    count = struct.unpack_from("<H", icon, 4)[0]
    return range(6, 6 + 16 * count, 16)


def with_resources(content: bytes, icon: bytes, version: Sequence[int], words: Mapping[str, str]) -> bytes:
    """Return the executable with an icon, version, words for its properties, and a manifest.

    icon: a .ico file; version: four numbers; words: `FileDescription` and so on. What resources it had stay
    unused in the file.
    """
    image = Image(content)
    alignment, file_alignment = struct.unpack_from("<II", content, image.optional + 32)
    last = max(image.sections, key=lambda section: section.address)
    address = _round(last.address + last.size, alignment)
    raw = _round(len(content), file_alignment)
    made = _tree(_resources(icon, version, words), address)
    header = struct.pack(
        _SECTION,
        b".rsrc2",
        len(made),
        address,
        _round(len(made), file_alignment),
        raw,
        0,
        0,
        0,
        0,
        _READABLE_DATA,
    )
    place = image.table + 40 * image.count
    if place + 40 > min(section.raw for section in image.sections if section.raw) or any(
        content[place : place + 40]
    ):
        raise ValueError("no room for another section")
    patched = bytearray(content.ljust(raw, b"\0"))
    patched[place : place + 40] = header
    struct.pack_into("<H", patched, image.head + 6, image.count + 1)
    struct.pack_into("<I", patched, image.optional + 56, _round(address + len(made), alignment))
    struct.pack_into("<I", patched, image.optional + 64, 0)  # no checksum: only drivers have theirs checked
    struct.pack_into("<II", patched, image.optional + 112 + 8 * _RESOURCES, address, len(made))
    return bytes(patched) + made.ljust(_round(len(made), file_alignment), b"\0")


def _round(number: int, step: int) -> int:
    return -(-number // step) * step


def _resources(icon: bytes, version: Sequence[int], words: Mapping[str, str]) -> dict[int, dict[int, bytes]]:
    icons = dict(enumerate(icon_images(icon), 1))
    entries = zip(icons, _icon_entries(icon), strict=True)
    group = icon[:6] + b"".join(icon[start:][:12] + struct.pack("<H", number) for number, start in entries)
    return {
        RT_ICON: icons,
        RT_GROUP_ICON: {1: group},
        RT_VERSION: {1: _version(version, words)},
        RT_MANIFEST: {1: MANIFEST.encode()},
    }


def _version(version: Sequence[int], words: Mapping[str, str]) -> bytes:
    major, minor, micro, build = version
    number = (major << 16 | minor, micro << 16 | build)
    fixed = struct.pack("<13I", 0xFEEF04BD, 0x10000, *number, *number, 0x3F, 0, 0x40004, 1, 0, 0, 0)
    table = f"{CHINESE:04x}{UNICODE:04x}"
    strings = [_block(name, (text + "\0").encode("utf-16-le"), text=True) for name, text in words.items()]
    return _block(
        "VS_VERSION_INFO",
        fixed,
        _block("StringFileInfo", b"", _block(table, b"", *strings, text=True), text=True),
        _block("VarFileInfo", b"", _block("Translation", struct.pack("<HH", CHINESE, UNICODE)), text=True),
    )


def _block(key: str, value: bytes, *children: bytes, text: bool = False) -> bytes:
    """Return one nested block of a version: length, length of its value, whether that is text, key, value."""
    body = _even((key + "\0").encode("utf-16-le"), 6) + value
    for child in children:
        body = _even(body, 6) + child
    length = len(value) // 2 if text else len(value)
    return struct.pack("<HHH", 6 + len(body), length, text) + body


def _even(content: bytes, before: int) -> bytes:
    return content + b"\0" * (-(len(content) + before) % 4)


def _tree(resources: Mapping[int, Mapping[int, bytes]], address: int) -> bytes:
    """Return a resource section that is loaded at an address: types, names, languages, then the contents."""
    leaves = [
        (kind, name, content)
        for kind, names in sorted(resources.items())
        for name, content in sorted(names.items())
    ]
    names_at = 16 + 8 * len(resources)
    languages_at = names_at + sum(16 + 8 * len(names) for names in resources.values())
    entries_at = languages_at + 24 * len(leaves)
    contents_at = _round(entries_at + 16 * len(leaves), 16)
    types, names, languages, entries, contents = (bytearray() for _ in range(5))
    types += _table(len(resources))
    for kind in sorted(resources):
        types += struct.pack("<II", kind, _INSIDE | names_at + len(names))
        names += _table(len(resources[kind]))
        for _kind, name, content in (leaf for leaf in leaves if leaf[0] == kind):
            names += struct.pack("<II", name, _INSIDE | languages_at + len(languages))
            languages += _table(1) + struct.pack("<II", CHINESE, entries_at + len(entries))
            entries += struct.pack("<IIII", address + contents_at + len(contents), len(content), 0, 0)
            contents += content.ljust(_round(len(content), 16), b"\0")
    return bytes(types + names + languages + entries).ljust(contents_at, b"\0") + bytes(contents)


def _table(count: int) -> bytes:
    return struct.pack("<IIHHHH", 0, 0, 0, 0, 0, count)


def is_executable(path: Path) -> bool:
    """Tell by its name whether Windows loads a file as machine code."""
    return path.suffix.lower() in (".exe", ".dll", ".pyd")
