"""What a page is made of: strips of a fixed height, each with what is drawn in it.

Lengths are in points. In a strip x runs from the type area's left and y down from the strip's top.
"""

from dataclasses import dataclass

from desktop_app.reports.fonts import Role
from desktop_app.reports.typesetting.justify import Piece


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one baseline; the pieces' places are in em of `size`. `gray` is 0 black to 1 white."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    role: Role
    size: float
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; dotted where `dots` holds."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    gray: float = 0.0
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner; `fill` is a gray or None.

    `hatch` draws slanted strokes in it, `crossed` those of the other slant too; `framed` draws
    its outline.
    """

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    hatch: bool = False
    crossed: bool = False
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its upper left corner: a JPEG or PNG file's bytes, drawn as wide and high as is said."""

    x: float
    y: float
    width: float
    height: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A place that leads to a mark when clicked."""

    x: float
    y: float
    width: float
    height: float
    target: str


Op = Text | Rule | Box | Picture | Link


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that bookmarks, links and the contents lead to; `depth` 0 is the top of the outline.

    One without a title is for links alone.
    """

    key: str
    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a page that no page end parts.

    `keep`: stays on one page with the next strip. `snap`: begins on a line of the grid. `new_page`: begins
    a page. `firm`: is not dropped where it is blank and begins a page. `head`: strips set again above this
    one where it begins a page in mid-table, `tail`: what then closes the page before.
    `tag`: what the strip shows, to be counted in the finished file; `also`: numbers of the same kind of what
    else it shows.
    """

    height: float
    ops: tuple[Op, ...] = ()
    keep: bool = False
    snap: bool = False
    new_page: bool = False
    firm: bool = False
    mark: Mark | None = None
    tag: tuple[str, int] | None = None
    also: tuple[int, ...] = ()
    head: tuple["Strip", ...] = ()
    tail: "Strip | None" = None
