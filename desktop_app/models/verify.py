"""Is everything still there and whole: the tables, and every file of the vault."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop_app.evidence.vault import StoredFile, Vault, VaultReport
from desktop_app.i18n import _
from desktop_app.models import database
from desktop_app.models.addresses import paths
from desktop_app.models.entities import CHANGE, ENTRY, Document, Evidence
from desktop_app.models.mirror import said_of
from desktop_app.models.queries import all_evidence, checklists, tree
from desktop_app.models.workspace import Workspace


@dataclass(frozen=True)
class CheckedFile:
    """A file that ought to be in the vault, and what it serves, in words (number path and title)."""

    name: str
    sha256: str
    serves: tuple[str, ...]


@dataclass(frozen=True)
class VerifyReport:
    """What a check found. `tables` has a sentence for each kind of trouble there; `sound` counts files.

    `unexpected` are places inside the evidence folder that nobody expects, as `a/b`.
    """

    tables: tuple[str, ...]
    sound: int
    missing: tuple[CheckedFile, ...]
    changed: tuple[CheckedFile, ...]
    unexpected: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is lost or damaged; an unexpected file does no harm."""
        return not (self.tables or self.missing or self.changed)


@dataclass(frozen=True)
class Expected:
    """What ought to be there: plain data, so that the files can be read off the window's thread."""

    tables: tuple[str, ...]
    files: tuple[StoredFile, ...]
    serves: dict[str, tuple[str, ...]]
    undone: frozenset[str]


def verify(ws: Workspace) -> VerifyReport:
    """Check the tables and read every file of the vault again. Raises YaodianError."""
    return check_files(ws.vault, expected(ws))


def expected(ws: Workspace) -> Expected:
    """Check the tables and return the files that they speak of."""
    with ws.session() as session:
        trouble = _troubles(session.connection())
        originals = list(session.execute(select(Document.sha256, Document.file_name, Document.size)))
        files = list(session.execute(select(Evidence.sha256, Evidence.name, Evidence.size)))
        # An undone import or attachment can be redone: its file belongs there.
        undone = session.scalars(
            select(CHANGE.c.after["sha256"].as_string())
            .join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
            .where(
                CHANGE.c.row_table.in_(("document", "evidence")), CHANGE.c.before.is_(None), ENTRY.c.undone
            )
        )
        known = frozenset(undone)
    serves: dict[str, list[str]] = {sha256: [_("文件原文")] for sha256, *_rest in originals}
    named = {
        item: f"{path} {items[item].title}"
        for checklist in checklists(ws)
        for items in [tree(ws, checklist.id)]
        for item, path in paths(items).items()
    }
    for row in all_evidence(ws):
        serves.setdefault(row.sha256, []).extend(named[item] for item in row.item_ids)
    stored = {sha256: StoredFile(sha256, name, size) for sha256, name, size in (*originals, *files)}
    return Expected(
        trouble,
        tuple(stored.values()),
        {sha256: tuple(names) for sha256, names in serves.items()},
        known - stored.keys(),
    )


def _troubles(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong with the tables, in sentences."""
    said = []
    damage = database.count_damage(connection)
    if damage:
        said.append(_("数据文件有 {count} 处损坏，请尽快从备份恢复。").format(count=damage))
    words = {
        "checklist": _("清单"),
        "item": _("条目"),
        "target": _("量化指标"),
        "evidence_link": _("佐证材料"),
        "journal_change": _("操作记录"),
    }
    for table, count in sorted(database.loose_references(connection).items()):
        what = words.get(table, _("记录"))
        said.append(_("有 {count} 处{what}找不到所属的内容。").format(count=count, what=what))
    other = "" if said else said_of(connection)
    return (*said, other) if other else tuple(said)


def check_files(
    vault: Vault,
    wanted: Expected,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> VerifyReport:
    """Read every file again; needs no workspace, so it may run on a worker. Raises CancelledError."""
    found: VaultReport = vault.check(wanted.files, on_progress, cancelled)

    def named(files: tuple[StoredFile, ...]) -> tuple[CheckedFile, ...]:
        return tuple(CheckedFile(one.name, one.sha256, wanted.serves.get(one.sha256, ())) for one in files)

    unexpected = tuple(place for place in found.unexpected if place.partition("/")[0] not in wanted.undone)
    return VerifyReport(
        wanted.tables, len(found.sound), named(found.missing), named(found.changed), unexpected
    )
