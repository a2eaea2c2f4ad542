"""Word's automatic numbers: which list and level a paragraph belongs to, by numbering.xml and styles.xml."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from desktop_app.documents.readers.word_lists import LEVELS, ListCounter, ListLevel, ListUse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_DEEPEST = 30  # styles based on one another; more is a circle


@dataclass(frozen=True)
class NumberOf:
    """What `numPr` says: the list and the level, each None where it says nothing of it."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True)
class Style:
    """What the reader needs to know of a style."""

    name: str = ""
    based_on: str | None = None
    number: NumberOf = NumberOf()
    hidden: bool | None = None
    outline: int | None = None


def without_table_styles(data: bytes) -> bytes:
    """Return a styles.xml without the looks of tables: no words depend on them, and they are most of it."""
    if b"<!--" in data:  # what looks like a style may be none
        return data
    first, *styles = data.split(b"<w:style ")
    kept = [first]
    for style in styles:
        head, _close, _rest = style.partition(b">")
        if b'w:type="table"' in head and not head.endswith(b"/"):
            kept.append(style.partition(b"</w:style>")[2])
        else:
            kept.append(b"<w:style " + style)
    return b"".join(kept)


class Styles:
    """The styles of a document, by their ids; each is read when it is first asked for: few are in use."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, Style | None] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId", "")
            self._elements[style_id] = element
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0")):
                self.default = style_id

    def chain(self, style_id: str) -> Iterator[tuple[str, Style]]:
        """Yield a style, the one it is based on, and so on."""
        for _step in range(_DEEPEST):
            style = self._style(style_id)
            if style is None:
                return
            yield style_id, style
            style_id = style.based_on or ""

    def is_hidden(self, style_id: str) -> bool:
        """Tell whether text of this style is hidden."""
        return next((style.hidden for _id, style in self.chain(style_id) if style.hidden is not None), False)

    def name(self, style_id: str) -> str:
        """Return the name a person sees."""
        style = self._style(style_id)
        return style.name if style else ""

    def outline(self, style_id: str) -> int | None:
        """Return the outline level (0 is the highest) of a heading's style, None for any other."""
        return next((s.outline for _id, s in self.chain(style_id) if s.outline is not None), None)

    def _style(self, style_id: str) -> Style | None:
        if style_id not in self._styles:
            element = self._elements.get(style_id)
            self._styles[style_id] = None if element is None else _style(element)
        return self._styles[style_id]


class Numbering:
    """The lists of a document; `label` counts a paragraph and gives its number as Word shows it."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._families: dict[str, dict[int, ListLevel]] = {}
        self._level_of_style: dict[str, dict[str, int]] = {}
        self._linked: dict[str, str] = {}
        self._uses: dict[str, ListUse | None] = {}
        self._nums: dict[str, etree._Element] = {}
        if root is not None:
            for element in root.iterchildren(f"{W}abstractNum"):
                self._read_family(element)
            self._nums = {e.get(f"{W}numId", ""): e for e in root.iterchildren(f"{W}num")}
        self._of_style: dict[str, tuple[str, int] | None] = {}

    def label(self, counter: ListCounter, properties: etree._Element | None, style_id: str) -> str:
        """Return the number of the next paragraph with these properties (its pPr), "" where it has none."""
        if not self._nums:
            return ""
        element = None if properties is None else properties.find(f"{W}numPr")
        found = self._of_paragraph(element, style_id)
        if found is None:
            return ""
        list_id, level = found
        use = self._use(list_id)
        return "" if use is None else counter.next_label(list_id, use, level)

    def _of_paragraph(self, element: etree._Element | None, style_id: str) -> tuple[str, int] | None:
        if style_id not in self._of_style:
            self._of_style[style_id] = self._find_of_style(style_id)
        inherited = self._of_style[style_id]
        if element is None:
            return inherited
        own = _number_of(element)
        if own.list_id is None:
            if inherited is None:
                return None
            return inherited[0], inherited[1] if own.level is None else own.level
        if own.list_id == "0":
            return None
        if own.level is not None:
            return own.list_id, own.level
        return own.list_id, inherited[1] if inherited else 0

    def _find_of_style(self, style_id: str) -> tuple[str, int] | None:
        """Return list and level by style; the list's own link to a style counts before the style's level."""
        chain = list(self._styles.chain(style_id))
        list_id = next((s.number.list_id for _id, s in chain if s.number.list_id is not None), None)
        if list_id is None or list_id == "0":
            return None
        use = self._use(list_id)
        linked = self._level_of_style.get(use.family, {}) if use else {}
        for name, style in chain:
            if name in linked:
                return list_id, linked[name]
            if style.number.level is not None:
                return list_id, style.number.level
        return list_id, 0

    def _read_family(self, element: etree._Element) -> None:
        family = element.get(f"{W}abstractNumId", "")
        levels: dict[int, ListLevel] = {}
        for level in element.iterchildren(f"{W}lvl"):
            index = _integer(level.get(f"{W}ilvl"), 0)
            if 0 <= index < LEVELS:
                levels[index] = _level(level)
                style = _value(level, "pStyle")
                if style:
                    self._level_of_style.setdefault(family, {}).setdefault(style, index)
        self._families[family] = levels
        link = _value(element, "numStyleLink")
        if link:
            self._linked[family] = link

    def _use(self, list_id: str) -> ListUse | None:
        if list_id not in self._uses:
            self._uses[list_id] = None  # a list that leads back to itself has no numbers
            element = self._nums.get(list_id)
            self._uses[list_id] = None if element is None else self._read_use(element)
        return self._uses[list_id]

    def _read_use(self, element: etree._Element) -> ListUse | None:
        family = _value(element, "abstractNumId") or ""
        levels = dict(self._families.get(family, {}))
        if family in self._linked:
            other = next(
                (s.number.list_id for _id, s in self._styles.chain(self._linked[family]) if s.number.list_id),
                None,
            )
            use = self._use(other) if other else None
            if use is not None:
                family, levels = use.family, dict(use.levels)
        if not levels:
            return None
        starts = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            index = _integer(override.get(f"{W}ilvl"), -1)
            if not 0 <= index < LEVELS:
                continue
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _level(own)
            start = _value(override, "startOverride")
            if start is not None:
                starts[index] = _integer(start, 1)
        return ListUse(family, levels, starts)


def is_on(value: str | None) -> bool:
    """Tell whether a switch's value (None: only its name is there) means on."""
    return value not in ("0", "false", "off")


def _style(element: etree._Element) -> Style:
    properties, look = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    number = outline = hidden = None
    if properties is not None:
        number, outline = properties.find(f"{W}numPr"), _value(properties, "outlineLvl")
    if look is not None:
        hidden = look.find(f"{W}vanish")
    return Style(
        name=_value(element, "name") or "",
        based_on=_value(element, "basedOn"),
        number=NumberOf() if number is None else _number_of(number),
        hidden=None if hidden is None else is_on(hidden.get(VAL)),
        outline=None if outline is None else _integer(outline, 9),
    )


def _number_of(element: etree._Element) -> NumberOf:
    level = _value(element, "ilvl")
    index = None if level is None else min(max(_integer(level, 0), 0), LEVELS - 1)
    return NumberOf(_value(element, "numId"), index)


def _level(element: etree._Element) -> ListLevel:
    styles = [style.get(VAL, "") for style in element.iter(f"{W}numFmt")]
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return ListLevel(
        start=_integer(_value(element, "start"), 0),
        # A format of Word's own making comes with a usual one to fall back on.
        style=next((style for style in reversed(styles) if style != "custom"), "decimal"),
        template=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and is_on(legal.get(VAL)),
    )


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)


def _integer(text: str | None, otherwise: int) -> int:
    """Return a whole number of usual size."""
    try:
        value = int(text or "")
    except ValueError:
        return otherwise
    return value if abs(value) < 10**6 else otherwise
