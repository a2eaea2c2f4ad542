"""`yaodian set … --file NAME`: what is said of one file, and where in it an item is proved."""

import argparse

from desktop_app.cli.checklist import evidence_facts, typed_values
from desktop_app.cli.output import indented, print_json
from desktop_app.cli.workspaces import chosen_checklist, chosen_items, open_workspace
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import keeping, linking, queries
from desktop_app.models.addresses import paths
from desktop_app.models.fields import EVIDENCE_FIELDS, LINK_PAGE, Field
from desktop_app.models.values import EvidenceRow
from desktop_app.models.workspace import Workspace

ANY = ("材料", "file")  # instead of an item: a file wherever it is, in the inbox too


def set_file(arguments: argparse.Namespace) -> int:
    """Describe a file of an item, or any file; `page` is where it proves the item."""
    of_any = arguments.item in ANY
    fields = EVIDENCE_FIELDS if of_any else (*EVIDENCE_FIELDS, LINK_PAGE)
    values = typed_values(arguments.fields, fields)
    page = values.pop(LINK_PAGE.name, None)
    with open_workspace(arguments) as workspace:
        tree = queries.tree(workspace, chosen_checklist(workspace, arguments.checklist).id)
        item_id = "" if of_any else chosen_items(tree, [arguments.item])[0]
        row = _file(workspace, item_id, arguments.file)
        if values:
            keeping.set_evidence(workspace, [row.id], **values)
        if page is not None:
            linking.set_link_page(workspace, item_id, row.id, page)
        (row,) = queries.evidence_by_id(workspace, [row.id])
        if arguments.json:
            print_json(evidence_facts(paths(tree), row))
            return 0
    print(row.shown)
    for field in fields:
        if field.name in values or (field is LINK_PAGE and page is not None):
            print(indented(1, _said(field, row, item_id)))
    return 0


def _said(field: Field, row: EvidenceRow, item_id: str) -> str:
    value = row.page_in(item_id) if field is LINK_PAGE else getattr(row, field.name)
    return _("{label}：{value}").format(label=field.label, value=field.show(value) or _("空"))


def _file(workspace: Workspace, item_id: str, name: str) -> EvidenceRow:
    """Return the file of an item ("": of all) that goes by a name or a title. Raises YaodianError."""
    rows = queries.item_evidence(workspace, item_id) if item_id else queries.all_evidence(workspace)
    found = [row for row in rows if name in (*row.names, row.name, row.title, row.sha256)]
    if len(found) == 1:
        return found[0]
    if found:
        hashes = "、".join(row.sha256 for row in found)
        several = _("有 {count} 份材料叫“{name}”，没有改动。请改写它的校验码：{hashes}。")
        raise YaodianError(several.format(count=len(found), name=name, hashes=hashes))
    none = _("没有叫“{name}”的材料，没有改动。请用 yaodian list --json 查看材料的名称。")
    raise YaodianError(none.format(name=name))
