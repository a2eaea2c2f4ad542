"""Making bad files of good ones: bytes, marks of a form (XML, RTF, numbers in binary), parts of a zip.

All chance comes from the `Random` given, so that an input is made again from its number alone.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from random import Random

from desktop_app.models.packages import LIST, TABLES

Mutation = Callable[[bytes, Random], bytes]

_LONGEST = 200_000  # bytes of a made input: it is the shape that does harm here, size has tests of its own
_USUAL = 2_000  # bytes that a part said again makes, mostly: a small input is a quick one
_NUMBERS = (0, 1, 2, 7, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_WORDS = (
    *(
        b"",
        b"0",
        b"-1",
        b"1",
        b"9",
        b"99",
        b"65536",
        b"2147483648",
        b"99999999999999999999",
        b"1e309",
        b"NaN",
    ),
    *(b"-0.5", b"true", b"../../../x", b"/etc/passwd", b"file:///etc/passwd", b"x" * 300, b"\xff\xfe", b"%n"),
    *("一".encode(), "〇".encode(), "\u202e".encode(), "𠮷".encode(), b"A1:XFD1048576", b"&#x0;", b"&amp;"),
)
_MARKUP = re.compile(rb'<[^<>]*>|[^<>"]+|"[^"]*"|.', re.DOTALL)
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_RTF = re.compile(rb"\\[A-Za-z]+-?\d*|\\'[0-9a-f]{2}|[{}]|[^\\{}]+|.", re.DOTALL)
_RTF_NUMBER = re.compile(rb"-?\d+$")
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_OPERATORS = re.compile(rb"<<|>>|/[\w+-]+|\d+ \d+ R|-?[\d.]+|[^\s<>/]+|\s+|.", re.DOTALL)


def of_bytes(data: bytes, chance: Random) -> bytes:
    """Change a few places of anything."""
    made = bytearray(data)
    for _time in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(made) + 1)
        chance.choice(_BYTE_CHANGES)(made, place, chance)
    return bytes(made[:_LONGEST])


def of_markup(data: bytes, chance: Random) -> bytes:
    """Change tags, attributes and words of XML or HTML."""
    if chance.random() < 0.3:
        values = list(_ATTRIBUTE.finditer(data))
        if values:
            one = chance.choice(values)
            return data[: one.start()] + b'="' + chance.choice(_WORDS) + b'"' + data[one.end() :]
    return _of_tokens(_MARKUP.findall(data), chance)


def of_rtf(data: bytes, chance: Random) -> bytes:
    """Change control words, their numbers, braces and words of RTF."""
    tokens = _RTF.findall(data)
    if chance.random() < 0.3:
        place = chance.randrange(len(tokens))
        tokens[place] = _RTF_NUMBER.sub(b"", tokens[place]) + chance.choice(_WORDS[:8])
        return b"".join(tokens)
    return _of_tokens(tokens, chance)


def of_lines(data: bytes, chance: Random) -> bytes:
    """Change the order and number of lines, or what stands in one."""
    if chance.random() < 0.5:
        return _of_tokens(_LINES.findall(data), chance)
    words = [one.encode() for one in data.decode("utf-8", "replace")]
    return _of_tokens(words, chance)


def of_objects(data: bytes, chance: Random) -> bytes:
    """Change names, numbers and references of a PDF; its index is then wrong, as in many a real one."""
    return _of_tokens(_OPERATORS.findall(data), chance)


def of_numbers(data: bytes, chance: Random) -> bytes:
    """Put numbers that are too large, too small or somebody else's into a binary file."""
    made = bytearray(data)
    for _time in range(chance.choice((1, 2, 6))):
        size = chance.choice((2, 4))
        place = chance.randrange(max(len(made) // size, 1)) * size
        other = chance.randrange(max(len(made) // size, 1)) * size
        number = chance.choice(_NUMBERS) & (1 << 8 * size) - 1
        taken = bytes(made[other : other + size])
        made[place : place + size] = taken if chance.random() < 0.3 else number.to_bytes(size, "little")
    return bytes(made)


def in_zip(inner: Mutation) -> Mutation:
    """Return what changes one part of a zip and packs it again, or which parts there are."""

    def change(data: bytes, chance: Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
        place = chance.randrange(len(parts))
        name, content = parts[place]
        what = chance.random()
        if what < 0.03:
            del parts[place]
        elif what < 0.06:
            parts[place] = (chance.choice(("../", "/", "")) + name.upper(), content)
        elif what < 0.09:
            parts[place] = (name, parts[chance.randrange(len(parts))][1])
        else:
            parts[place] = (name, inner(content, chance))
        return zipped(parts)

    return change


def in_package(data: bytes, chance: Random) -> bytes:
    """Change the tables, a place or the list of a packed workspace, and make its sums right again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    facts = json.loads(parts[LIST])
    one = chance.choice(facts["files"])
    if chance.random() < 0.5:
        one = next(entry for entry in facts["files"] if entry["place"] == TABLES)
        parts[TABLES] = chance.choice((of_bytes, of_numbers))(parts[TABLES], chance)
        one |= {"size": len(parts[TABLES]), "sha256": hashlib.sha256(parts[TABLES]).hexdigest()}
    elif chance.random() < 0.5:
        place = (one["place"].encode() + b"/" + of_bytes(one["place"].encode(), chance)).decode(
            "utf-8", "replace"
        )
        place = place[chance.randrange(len(place)) :]
        parts[place] = parts.pop(one["place"])
        one["place"] = place
    parts[LIST] = json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")
    if chance.random() < 0.3:
        parts[LIST] = of_lines(parts[LIST].replace(b",", b",\n"), chance)
    return zipped(parts.items())


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of parts, the same at any hour."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name or "x"), content)
    return stream.getvalue()


def one_of(*mutations: Mutation) -> Mutation:
    """Return what does one of these, and now and then two."""

    def change(data: bytes, chance: Random) -> bytes:
        made = chance.choice(mutations)(data, chance)
        return of_bytes(made, chance) if chance.random() < 0.05 else made

    return change


def _of_tokens(tokens: Sequence[bytes], chance: Random) -> bytes:
    """Leave out, say again, exchange, replace or nest tokens."""
    made = list(tokens) or [b""]
    for _time in range(chance.choice((1, 1, 2, 4))):
        place, other = chance.randrange(len(made)), chance.randrange(len(made))
        what = chance.randrange(7)
        if what == 0 and len(made) > 1:
            del made[
                min(place, other) : max(place, other) if chance.random() < 0.2 else min(place, other) + 1
            ]
            made = made or [b""]
        elif what == 1:
            made[place:place] = made[place : place + chance.choice((1, 3, 10))]
        elif what == 2:
            made[place], made[other] = made[other], made[place]
        elif what == 3:
            made[place] = chance.choice(_WORDS)
        elif what == 4:
            made.insert(place, made[other])
        elif what == 5:
            made[place] = of_bytes(made[place], chance)
        elif chance.random() < 0.2:
            most = _LONGEST if chance.random() < 0.05 else _USUAL
            made[place] *= min(chance.choice((3, 50, 600, 4000)), most // max(len(made[place]), 1))
    return b"".join(made)[:_LONGEST]


def _flip(made: bytearray, place: int, chance: Random) -> None:
    if made:
        made[place % len(made)] ^= 1 << chance.randrange(8)


def _overwrite(made: bytearray, place: int, chance: Random) -> None:
    made[place : place + 1] = bytes((chance.randrange(256),))


def _put_number(made: bytearray, place: int, chance: Random) -> None:
    made[place : place + 4] = chance.choice(_NUMBERS).to_bytes(4, chance.choice(("little", "big")))


def _remove(made: bytearray, place: int, chance: Random) -> None:
    del made[place : place + chance.choice((1, 4, 60, 1000))]


def _repeat(made: bytearray, place: int, chance: Random) -> None:
    made[place:place] = made[place : place + chance.choice((1, 8, 200))] * chance.choice((1, 2, 40))


def _insert(made: bytearray, place: int, chance: Random) -> None:
    made[place:place] = chance.choice(_WORDS)


def _cut(made: bytearray, place: int, chance: Random) -> None:
    if chance.random() < 0.3:
        del made[place:]


_BYTE_CHANGES = (_flip, _overwrite, _put_number, _remove, _repeat, _insert, _cut)
