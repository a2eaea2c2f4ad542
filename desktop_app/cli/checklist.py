"""`yaodian list`, `set`, `tick` and `attach`: one checklist and what the school does with it."""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop_app.cli.output import indented, print_json, print_lines, shorten
from desktop_app.cli.workspaces import chosen_checklist, chosen_items, open_workspace, title_with_year
from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import size_to_store
from desktop_app.evidence.folders import walk
from desktop_app.i18n import _
from desktop_app.models import operations, queries
from desktop_app.models.addresses import paths, places
from desktop_app.models.fields import (
    CHECKLIST_TEXTS,
    ITEM_FIELDS,
    SCHOOL_FIELDS,
    Field,
    Kind,
    find_named,
    named,
)
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ChecklistRow, EvidenceRow, ItemRow, Progress
from desktop_app.models.workspace import Workspace

SIGNS = {Progress.NOT_STARTED: "○", Progress.UNDER_WAY: "◐", Progress.DONE: "●", None: "／"}
SCHOOL, REPORT = ("学校", "school"), ("报告", "report")
NO_YEAR = re.compile(r"\d{1,2}月\d{1,2}日?")
LONGEST_LINE = 60  # characters of an item shown on one line


def list_items(arguments: argparse.Namespace) -> int:
    """Print one checklist, and which others there are."""
    with open_workspace(arguments, read_only=True) as workspace:
        chosen = chosen_checklist(workspace, arguments.checklist)
        every = queries.checklists(workspace)
        tree = queries.tree(workspace, chosen.id)
        evidence = queries.evidence(workspace, chosen.id)
        all_files = queries.all_evidence(workspace) if arguments.json else []
    if arguments.json:
        checklists = [{"id": row.id, "title": row.title, "year": row.year} for row in every]
        items = items_facts(tree, [row.id for row in tree.walk()], evidence)
        known = paths(tree)
        files = [evidence_facts(known, row) for row in all_files]
        print_json({"checklists": checklists, "checklist": chosen.id, "items": items, "files": files})
    else:
        print_lines(_list_lines(chosen, every, tree))
    return 0


def set_fields(arguments: argparse.Namespace) -> int:
    """Fill in fields of an item, of the school, or of the report."""
    if arguments.item in SCHOOL:
        return _set_school(arguments)
    if arguments.item in REPORT:
        return _set_report(arguments)
    values = typed_values(arguments.fields, ITEM_FIELDS)
    with open_workspace(arguments) as workspace:
        checklist, (item_id,) = _items(workspace, arguments, [arguments.item])
        operations.set_fields(workspace, [item_id], **_with_years(values, checklist.year))
        _show(workspace, checklist, [item_id], as_json=arguments.json)
        if not arguments.json:
            (row,) = queries.rows(workspace, [item_id])
            print_lines(_set_lines(row, values))
    return 0


def _set_school(arguments: argparse.Namespace) -> int:
    values = typed_values(arguments.fields, SCHOOL_FIELDS)
    with open_workspace(arguments) as workspace:
        operations.set_school(workspace, **values)
        if arguments.json:
            print_json(vars(queries.school(workspace)))
        else:
            print(_("已保存学校信息。"))
    return 0


def _set_report(arguments: argparse.Namespace) -> int:
    values = typed_values(arguments.fields, CHECKLIST_TEXTS)
    with open_workspace(arguments) as workspace:
        checklist = chosen_checklist(workspace, arguments.checklist)
        operations.set_checklist_texts(workspace, checklist.id, **values)
        if arguments.json:
            kept = chosen_checklist(workspace, checklist.id)
            texts = {field.name: getattr(kept, field.name) for field in CHECKLIST_TEXTS}
            print_json({"id": kept.id, "title": kept.title, "year": kept.year, **texts})
        else:
            print(_("已保存“{title}”的报告文字。").format(title=title_with_year(checklist)))
    return 0


def tick(arguments: argparse.Namespace) -> int:
    """Mark items as done, or with --undo as not started."""
    with open_workspace(arguments) as workspace:
        checklist, item_ids = _items(workspace, arguments, arguments.items)
        operations.tick(workspace, item_ids, not arguments.undo)
        _show(workspace, checklist, item_ids, as_json=arguments.json)
    return 0


def attach(arguments: argparse.Namespace) -> int:
    """Copy files, and those of folders, into the vault and link them to an item."""
    with open_workspace(arguments) as workspace:
        checklist, item_ids = _items(workspace, arguments, [arguments.item])
        files, left_out = _files(arguments.files)
        known = {row.sha256: row.name for row in queries.all_evidence(workspace)}
        stored = [workspace.vault.store(path) for path in files]
        rows, changes = operations.attach(workspace, item_ids, stored)
        known_paths = paths(queries.tree(workspace, checklist.id))
        facts = {row.sha256: evidence_facts(known_paths, row) for row in rows}
    shown = []
    for path, file in zip(files, stored, strict=True):
        twin = known.get(file.sha256)
        shown.append(facts[file.sha256] | {"file": path.name, "duplicate": twin is not None})
        if not arguments.json:
            print(_attached(path.name, twin) if changes.items else _was_attached(path.name))
        known[file.sha256] = file.name
    if arguments.json:
        print_json(shown)
    else:
        print_lines(left_out)
    return 0


def _files(named: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Return the files that were named or lie in a folder that was, and why others of a folder do not count.

    Raises YaodianError where one that was named cannot be stored: before the first is, not between two.
    """
    files: list[Path] = []
    left_out: list[str] = []
    for path in named:
        if not path.is_dir():
            size_to_store(path)
            files.append(path)
            continue
        for found in walk([path]):
            try:
                size_to_store(found.path)
            except YaodianError as error:
                left_out.append(str(error))
            else:
                files.append(found.path)
    if not files:
        raise YaodianError(_("文件夹里没有可以添加的文件，没有改动。请检查选对了没有。"))
    return files, left_out


def _attached(name: str, twin: str | None) -> str:
    if twin is None:
        return _("已添加：{name}").format(name=name)
    return _("已添加：{name}（与已有的“{twin}”内容相同，没有重复保存）").format(name=name, twin=twin)


def _with_years(values: Mapping[str, str], year: int | None) -> dict[str, str]:
    """Return the values with the checklist's year in days that name none: 6月30日."""
    days = {field.name for field in ITEM_FIELDS if field.kind is Kind.DAY}
    return {
        name: f"{year}年{value}" if year and name in days and NO_YEAR.fullmatch(value) else value
        for name, value in values.items()
    }


def _was_attached(name: str) -> str:
    return _("“{name}”已经在这一条的材料里，没有改动。").format(name=name)


def _set_lines(row: ItemRow, names: Iterable[str]) -> Iterator[str]:
    """Yield what stands in fields now, a line each."""
    for name in names:
        field = named(name)
        shown = shorten(field.show(getattr(row, field.name)), LONGEST_LINE) or _("空")
        yield indented(1, _("{label}：{value}").format(label=field.label, value=shown))


def typed_values(words: Sequence[str], fields: Iterable[Field]) -> dict[str, str]:
    """Return field → typed text from words like 自评结论=达成."""
    values: dict[str, str] = {}
    for word in words:
        name, *rest = re.split("[=＝]", word, maxsplit=1)
        if not rest:
            raise YaodianError(
                _("“{word}”看不懂，没有改动。请写成 栏目=内容，如 自评结论=达成。").format(word=word)
            )
        field = _meant(name, fields)
        if field.name in values:
            raise YaodianError(_("“{label}”写了两次，没有改动。请只留一个。").format(label=field.label))
        values[field.name] = rest[0]
    return values


def _meant(name: str, fields: Iterable[Field]) -> Field:
    """Return the field of that name. Raises YaodianError, which says so where it is filled in elsewhere."""
    fields = tuple(fields)
    if find_named(name, fields) is None and (call := filled_by(name)):
        raise YaodianError(
            _("“{name}”不在这里填，没有改动。请用“{call}”。").format(name=name.strip(), call=call)
        )
    return named(name, fields)


def filled_by(name: str) -> str:
    """Return what to type to fill in a field of the school, the report or an item; "" for no field at all."""
    for whom, fields in ((SCHOOL[0], SCHOOL_FIELDS), (REPORT[0], CHECKLIST_TEXTS), (_("编号"), ITEM_FIELDS)):
        field = find_named(name, fields)
        if field is not None:
            return f"yaodian set {whom} {field.label}=…"
    return ""


def _items(
    workspace: Workspace, arguments: argparse.Namespace, addresses: list[str]
) -> tuple[ChecklistRow, list[str]]:
    checklist = chosen_checklist(workspace, arguments.checklist)
    return checklist, chosen_items(queries.tree(workspace, checklist.id), addresses)


def _show(workspace: Workspace, checklist: ChecklistRow, item_ids: Sequence[str], *, as_json: bool) -> None:
    """Print items as they are now."""
    tree = queries.tree(workspace, checklist.id)
    if as_json:
        evidence = queries.evidence(workspace, checklist.id)
        print_json(items_facts(tree, item_ids, evidence))
    else:
        known = places(tree)
        print_lines(item_line(tree, tree[item_id], known[item_id]) for item_id in item_ids)


def _list_lines(chosen: ChecklistRow, every: Sequence[ChecklistRow], tree: ItemTree) -> Iterator[str]:
    yield title_with_year(chosen)
    known = places(tree)
    for row in tree.walk():
        yield indented(len(tree.ancestors(row.id)), item_line(tree, row, known[row.id]))
    states = [tree.state(row.id) for row in tree.points()]
    left_out, done = states.count(None), states.count(Progress.DONE)
    yield _("要点 {points} 项，已完成 {done} 项").format(points=len(states) - left_out, done=done)
    if left_out:
        yield _("不适用的 {count} 项不算在内。").format(count=left_out)
    for other in every:
        if other.id != chosen.id:
            yield _("另有清单：{title}").format(title=title_with_year(other))


def item_line(tree: ItemTree, row: ItemRow, place: str) -> str:
    """Return an item as one line: sign, number (its place where it has none), words, verdict, evidence."""
    words = shorten(row.title or row.text, LONGEST_LINE)
    number = row.shown_number or (f"{place} " if place else "")
    parts = [SIGNS[tree.state(row.id)], number + words]
    if row.verdict:
        parts.append(f"[{row.verdict.label}]")
    if row.evidence_count:
        parts.append(_("佐证 {count}").format(count=row.evidence_count))
    return " ".join(parts)


def items_facts(
    tree: ItemTree, item_ids: Sequence[str], evidence: Sequence[EvidenceRow]
) -> list[dict[str, object]]:
    """Return everything about items as plain JSON values; `item` is what the other verbs take."""
    known = paths(tree)
    files: dict[str, list[str]] = {}
    for file in evidence:
        for item_id in file.item_ids:
            files.setdefault(item_id, []).extend(file.names_in(item_id))
    return [
        {"item": known[item_id], **_item_facts(tree, tree[item_id]), "evidence": files.get(item_id, [])}
        for item_id in item_ids
    ]


def _item_facts(tree: ItemTree, row: ItemRow) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "source_head"} | {
        "duty": row.duty.to_json(),
        "level": row.level.value,
        "progress": tree.progress(row.id).value,
        "by_hand": tree.by_hand(row.id),
        "verdict": row.verdict.value if row.verdict else None,
        "due": row.due.isoformat() if row.due else None,
    }


def evidence_facts(known: Mapping[str, str], row: EvidenceRow) -> dict[str, object]:
    """Return everything about a file as plain JSON values, its items as the number paths that are known."""
    left_out = ("item_ids", "given", "here", "item_pages")
    facts = {name: value for name, value in vars(row).items() if name not in left_out}
    there = zip(row.item_ids, row.item_pages, strict=True)
    return facts | {
        "names": row.names,
        "date": row.date.isoformat() if row.date else None,
        "taken": row.taken.isoformat() if row.taken else None,
        "kind": row.kind.value if row.kind else None,
        "added_at": row.added_at.isoformat(),
        "items": [known[item_id] for item_id in row.item_ids if item_id in known],
        "places": {known[item_id]: page for item_id, page in there if page and item_id in known},
    }
