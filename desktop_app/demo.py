"""The whole job on the sample document without a hand: what `yaodian demo` does.

`resources/sample` holds the document, the files and, in answers.json, what a school ticks, writes, attaches.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import hash_file
from desktop_app.i18n import _
from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.locking import LOCK
from desktop_app.models.opening import OPEN
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.reports import gathering
from desktop_app.reports.content import Counts
from desktop_app.reports.writers import FORMS, write
from desktop_app.resources import SAMPLE

Say = Callable[[str], None]

MARK = "示例说明.txt"
MARK_TEXT = (
    "这个文件夹是“要点自评”的示例，里面的学校和文件都是虚构的。可以整个删除；再次运行示例会重新生成，\n"
    "您改动过的示例会先另存到旁边的文件夹，不会删除。\n"
)
MADE = ("evidence", "backups", "reports")  # the folders that a demo makes


def make(folder: Path, say: Say) -> None:
    """Make a workspace in the folder, do the whole job in it, and say what was done.

    The folder is new, empty, or an earlier demo, which is made anew; one that somebody worked in is moved
    aside, whole, and that is said. Raises YaodianError for any other folder.
    """
    folder = folder.resolve()
    _make_room(folder, say)
    answers = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
    with Workspace.create(folder) as workspace:
        checklist_id = _import(workspace, say)
        _answer(workspace, checklist_id, answers, say)
        _attach(workspace, checklist_id, answers["evidence"], say)
        _report(workspace, checklist_id, say)
    (folder / MARK).write_text(_marked(folder), "utf-8")
    say(_("示例都在这里：{folder}").format(folder=folder))


def _make_room(folder: Path, say: Say) -> None:
    """Leave nothing but the mark in the folder. Raises YaodianError for anybody's data."""
    mark = folder / MARK
    try:
        if folder.exists() and not folder.is_dir():
            raise _not_ours(folder)
        words = mark.read_text("utf-8") if mark.exists() else ""
        if not words.startswith(MARK_TEXT) and folder.is_dir() and any(folder.iterdir()):
            raise _not_ours(folder)
        if any((folder / name).exists() for name in (FILE, *MADE)):
            if words == _marked(folder):
                _clear(folder)
            else:
                _move_aside(folder, say)
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(MARK_TEXT, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _not_ours(folder) from error


def _marked(folder: Path) -> str:
    """Return what the mark of a demo says while nobody has worked in it since.

    Raises YaodianError where a window has it open: that one's data must not vanish below it.
    """
    state = hashlib.sha256()
    if (folder / FILE).exists():
        with Workspace.open(folder) as workspace:
            last = queries.history(workspace, limit=1)
        state.update(repr([(entry.id, entry.undone) for entry in last]).encode())
    for path in sorted(path for name in MADE for path in (folder / name).rglob("*") if path.is_file()):
        state.update(f"{path.relative_to(folder).as_posix()}\n{hash_file(path)}\n".encode())
    return f"{MARK_TEXT}{state.hexdigest()}\n"


def _clear(folder: Path) -> None:
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm", LOCK, OPEN):
        (folder / name).unlink(missing_ok=True)
    for name in MADE:
        with suppress(FileNotFoundError):
            shutil.rmtree(folder / name)


def _move_aside(folder: Path, say: Say) -> None:
    aside = next(
        free for number in count(1) if not (free := folder.with_name(f"{folder.name}-旧{number}")).exists()
    )
    folder.rename(aside)
    say(_("原来的示例里有改动，已整个移到“{name}”，没有删除任何内容。").format(name=aside.name))


def _not_ours(folder: Path) -> YaodianError:
    return YaodianError(
        _("“{name}”不能用来放示例，没有改动它。请换一个新的文件夹。").format(name=folder.name or str(folder))
    )


def _import(workspace: Workspace, say: Say) -> str:
    document = next(SAMPLE.glob("*.txt"))
    outline = read_outline(document)
    checklist_id, _changes = operations.import_outline(workspace, outline, workspace.vault.store(document))
    say(
        _("导入“{title}”：{points} 项要点，{measures} 条举措").format(
            title=outline.title, points=outline.count(Level.POINT), measures=outline.count(Level.MEASURE)
        )
    )
    return checklist_id


def _answer(workspace: Workspace, checklist_id: str, answers: dict[str, Any], say: Say) -> None:
    tree = queries.tree(workspace, checklist_id)
    operations.set_school(workspace, **answers["school"])
    operations.set_checklist_texts(workspace, checklist_id, **answers["report"])
    operations.tick(workspace, [resolve(tree, address) for address in answers["ticked"]])
    for address, fields in answers["answers"].items():
        operations.set_fields(workspace, [resolve(tree, address)], **fields)
    say(
        _("勾选 {ticked} 处，填写 {answered} 项自评").format(
            ticked=len(answers["ticked"]), answered=len(answers["answers"])
        )
    )


def _attach(workspace: Workspace, checklist_id: str, files: list[dict[str, Any]], say: Say) -> None:
    tree = queries.tree(workspace, checklist_id)
    for file in files:
        stored = workspace.vault.store(SAMPLE / "evidence" / file["file"])
        operations.attach(workspace, [resolve(tree, address) for address in file["items"]], [stored])
    kept = queries.all_evidence(workspace)
    shared = sum(len(row.item_ids) > 1 for row in kept)
    say(
        _("添加 {files} 个文件：保存 {kept} 份，{same} 个内容相同没有重复保存，{shared} 份用于两项").format(
            files=len(files), kept=len(kept), same=len(files) - len(kept), shared=shared
        )
    )


def _report(workspace: Workspace, checklist_id: str, say: Say) -> None:
    gathered = gathering.gather(workspace, checklist_id)
    for form, ending in FORMS.items():
        path = workspace.folder / "reports" / f"{gathered.title}自评报告{ending}"
        say(written_in_words(path, gathered.counts, write(form, gathered, path)))


def written_in_words(path: Path, expected: Counts, found: Counts) -> str:
    """Say what a report was made from and what was found again in it."""
    return _(
        "生成 {name}：条目 {items_in} 项，写入 {items_out} 项；材料 {evidence_in} 份，写入 {evidence_out} 份"
    ).format(
        name=(found.path or path).name,
        items_in=expected.items,
        items_out=found.items,
        evidence_in=expected.evidence,
        evidence_out=found.evidence,
    )
