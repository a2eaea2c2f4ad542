"""Tries every part of the installed program, without the network and without the tests: `yaodian self-test`.

Works in a folder of its own, whose name is Chinese and has blanks, and leaves nothing behind. The user's
workspace is never touched.
"""

import gettext
import platform
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from desktop_app import __version__
from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.evidence.apart import Apart
from desktop_app.evidence.extract import extract
from desktop_app.i18n import _
from desktop_app.models import operations, queries
from desktop_app.models.grams import TextIndex
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from desktop_app.reports import gathering
from desktop_app.reports.manual_pdf import write_manual
from desktop_app.reports.papers import PAPERS, PHOTOS, REPORT
from desktop_app.reports.writers import FORMS, expected, write
from desktop_app.resources import MANUAL, SAMPLE, TRANSLATIONS


@dataclass(frozen=True)
class Outcome:
    """One check: what was tried, whether all was as it should be, and what was found."""

    name: str
    passed: bool
    found: str


class WrongError(Exception):
    """Something is not as it should be; the text says what was found."""


def versions() -> dict[str, str]:
    """Return the versions of what the program stands on."""
    return {
        "yaodian": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Qt": version("PySide6-Essentials"),
        "SQLAlchemy": version("SQLAlchemy"),
        "reportlab": version("reportlab"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def outcomes() -> Iterator[Outcome]:
    """Yield what each check found, one after the other, as it is done."""
    with tempfile.TemporaryDirectory(prefix="要点 自检 ", ignore_cleanup_errors=True) as folder:
        trial = Trial(Path(folder))
        for name, check in trial.checks().items():
            try:
                yield Outcome(name, True, check())
            except WrongError as error:
                yield Outcome(name, False, str(error))
            except Exception as error:  # noqa: BLE001 -- whatever breaks is what is looked for; the next is tried
                yield Outcome(name, False, f"{type(error).__name__}: {error}")


def _require(condition: bool, found: str) -> str:
    if not condition:
        raise WrongError(found)
    return found


class Trial:
    """The checks, in the order in which each needs what those before it made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workspace = folder / "工作区"

    def checks(self) -> dict[str, Callable[[], str]]:
        """Return the checks by their names on screen; each returns what it found or raises."""
        return {
            _("字体"): self.fonts,
            _("译文"): self.translations,
            _("导入"): self.importing,
            _("数据"): self.data,
            _("查找"): self.searching,
            _("材料"): self.evidence,
            _("报告"): self.reports,
            _("打印到文件"): self.printing,
            _("备份和恢复"): self.backup,
            _("用户手册"): self.manual,
        }

    def fonts(self) -> str:
        """Check that Qt can read every face that comes with the program."""
        from desktop_app.views.self_check import QtCheck

        families = QtCheck().families()
        unread = [name for name, family in families.items() if not family]
        return _require(len(families) > 5 and not unread, ", ".join(unread or families))

    def translations(self) -> str:
        """Check that Qt's own words are Chinese, and that ours have their English."""
        from desktop_app.views.self_check import QtCheck

        cancel = QtCheck().cancel()
        ours = gettext.translation("yaodian", TRANSLATIONS, ["en"], fallback=True).gettext("撤销")
        return _require(cancel == "取消" and ours.isascii(), f"Cancel: {cancel}; 撤销: {ours}")

    def importing(self) -> str:
        """Check that the sample document becomes a checklist with every point."""
        document = next(SAMPLE.glob("*.txt"))
        outline = read_outline(document)
        with Workspace.create(self._workspace) as workspace:
            operations.import_outline(workspace, outline, workspace.vault.store(document))
            tree = queries.tree(workspace, queries.checklists(workspace)[0].id)
        counted = sum(row.level is Level.POINT for row in tree.walk())
        wanted = outline.count(Level.POINT)
        return _require(counted == wanted > 20, f"{counted} / {wanted}")

    def data(self) -> str:
        """Check that ticks are stored, undone, done again, and that tables and files are whole."""
        with Workspace.open(self._workspace) as workspace:
            tree = queries.tree(workspace, queries.checklists(workspace)[0].id)
            points = [row.id for row in tree.walk() if row.level is Level.POINT]
            operations.tick(workspace, points)
            entries = len(queries.history(workspace))
            steps = (operations.undo(workspace), operations.redo(workspace))
            report = verify(workspace)
        whole = all(steps) and report.ok and entries == 2
        return _require(whole, ", ".join((str(len(points)), *report.tables)))

    def searching(self) -> str:
        """Check that SQLite has the full-text index with trigrams that searching needs."""
        with sqlite3.connect(":memory:") as tables:
            tables.execute("CREATE VIRTUAL TABLE trial USING fts5(body, tokenize='trigram')")
            tables.execute("INSERT INTO trial VALUES ('应急疏散演练')")
            hits = tables.execute("SELECT count(*) FROM trial WHERE trial MATCH '\"急疏散\"'").fetchone()[0]
        tables.close()
        with TextIndex(self._folder / "search.db"):
            pass
        return _require(hits == 1, f"FTS5 trigram, SQLite {sqlite3.sqlite_version}")

    def evidence(self) -> str:
        """Check that the sample's files are read, in a process of their own, PDF and pictures too."""
        said = {}
        with Apart() as apart:
            for path in sorted((SAMPLE / "evidence").iterdir()):
                picture = path.suffix in (".jpg", ".png")
                said[path.name] = apart.thumbnail(path) if picture else "".join(apart.extract(path).pages)
        unread = [name for name, text in said.items() if not text]
        return _require(len(said) > 5 and not unread, ", ".join(unread) or f"{len(said)}")

    def reports(self) -> str:
        """Check that a report of each kind is written, can be opened and holds every item."""
        with Workspace.open(self._workspace) as workspace:
            gathered = gathering.gather(workspace, queries.checklists(workspace)[0].id)
        found = []
        kinds = [(form, REPORT) for form in FORMS] + [("pdf", paper) for paper in PAPERS if paper != REPORT]
        kinds.append(("word", PHOTOS))
        for form, paper in kinds:
            path = self._folder / f"{paper}{FORMS[form]}"
            counts = write(form, gathered, path, paper=paper)
            wanted = expected(gathered, form, paper)
            same = (counts.items, counts.evidence) == (wanted.items, wanted.evidence)
            found.append(_require(same, f"{path.name} {counts.items}/{wanted.items}"))
        return ", ".join(found)

    def printing(self) -> str:
        """Check that a page printed to a file can be read again."""
        from desktop_app.views.self_check import PRINTED, QtCheck

        path = self._folder / "打印.pdf"
        QtCheck().print_to(path)
        read = extract(path)
        text = "".join(read.pages)
        return _require(read.page_count == 1 and PRINTED in text, f"{read.page_count}, {text.strip()}")

    def backup(self) -> str:
        """Check that everything goes into one file and comes back."""
        package = self._folder / "备份.yaodian"
        packed = pack(self._workspace, package)
        back = unpack(package, self._folder / "恢复")
        same = (packed.items, packed.evidence, packed.files) == (back.items, back.evidence, back.files)
        return _require(same and back.items > 20, f"{back.items}, {back.files}")

    def manual(self) -> str:
        """Check that the manual is there and can be printed, its pictures with it."""
        path = self._folder / "用户手册.pdf"
        write_manual(MANUAL, path)
        pages = extract(path).page_count or 0
        return _require(pages > 10, f"PDF {pages}")
