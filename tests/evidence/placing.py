"""Made-up school years: what lies about in an office, hand-checked against a checklist, and how well it is placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level, Node
from desktop_app.evidence.matching import Candidate, Point
from desktop_app.resources import SAMPLE
from tests.shared import documents

HERE = Path(__file__).parent / "places"
REAL = {
    "baoshan": "baoshan-2024.txt",
    "chongming": "chongming-2022.txt",
    "wujin": "wujin-2020-party.txt",
}
DESK = (
    "_desk"  # years as they lie on one desktop: hardly a folder, all copied there on one day, few good names
)
MADE_UP = {  # districts of no map
    "qinglan": "青岚县",
    "chenghu": "澄湖区",
    "fengling": "凤岭县",
    "liuwan": "柳湾区",
    "songping": "松坪县",
    "beihe": "北禾县",
    "yunting": "云汀区",
}
YEARS = ("yunxi", "qinglan", *REAL, "yunxi_desk", "chongming_desk", *list(MADE_UP)[1:])


@dataclass(frozen=True)
class Placed:
    """A file and the numbers of the points where it belongs, none where it belongs nowhere."""

    candidate: Candidate
    right: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1: right point first, among the first three, and belonging nowhere and left alone."""

    first: float
    three: float
    alone: float


def year(name: str) -> list[Placed]:
    """Return the files of one made-up school year."""
    found = []
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        path, day, right, text = (part.strip() for part in line.split("|"))
        parts = PurePosixPath(path)
        candidate = Candidate(parts.name, parts.parent.parts, text, date.fromisoformat(day))
        found.append(Placed(candidate, frozenset(right.replace("-", "").split(",")) - {""}))
    return found


def document(name: str) -> Path:
    """Return the document that a year is checked against; the real ones lie outside the repository."""
    name = name.removesuffix(DESK)
    if name in REAL:
        return documents() / REAL[name]
    (path,) = SAMPLE.glob("*.txt") if name == "yunxi" else HERE.glob(f"{MADE_UP[name]}*.txt")
    return path


def points(path: Path) -> list[Point]:
    """Return the points of a document, known by their numbers."""
    outline = read_outline(path)
    return [point for child in outline.children for point in _points(child, "")]


def _points(node: Node, above: str) -> list[Point]:
    if node.level is Level.POINT:
        people = f"{node.duty.lead} {node.duty.supporting}"
        measures = len(node.children)
        return [Point(node.number, node.number, node.title, node.text, above, people, measures=measures)]
    title = f"{above} {node.title}"
    return [point for child in node.children for point in _points(child, title)]


def figures(files: Sequence[Placed], ranked: Sequence[Sequence[str]]) -> Figures:
    """Return how well files were placed: for each, points' numbers, best first."""
    at_home = [(one.right, found) for one, found in zip(files, ranked, strict=True) if one.right]
    lost = [found for one, found in zip(files, ranked, strict=True) if not one.right]
    return Figures(
        sum(bool(right & set(found[:1])) for right, found in at_home) / len(at_home),
        sum(bool(right & set(found[:3])) for right, found in at_home) / len(at_home),
        sum(not found for found in lost) / len(lost),
    )
