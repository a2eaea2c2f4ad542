"""Filling in fields of items: the same for many, or a value for each, without loading objects."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.acting import Action
from desktop_app.models.chosen import gone, what
from desktop_app.models.entities import ITEM
from desktop_app.models.journal import KEYS_A_QUERY, Image, encode
from desktop_app.models.values import Changes, Verdict
from desktop_app.models.workspace import Workspace

_ALWAYS = ("id", "title", "verdict", "verdict_reason", "full_score", "score")
Values = Mapping[str, Any]


def set_fields(ws: Workspace, item_ids: Sequence[str], **values: object) -> Changes:
    """Fill in fields of items; names and words may be Chinese (进度="已完成"). Raises YaodianError.

    不适用 needs its reason, given along or there before.
    """
    new = _checked(values)
    labels = "、".join(f.named(word).label for word in values)
    with ws.action("") as action:
        rows = _rows(action.connection, item_ids, new)
        titles = [str(new.get("title", row["title"])) for row in rows.values()]
        action.name = _("修改{what}：{fields}").format(what=what(titles), fields=labels)
        _apply(action, [_image(row, new) for row in rows.values()])
    return action.changes


def set_each(ws: Workspace, values: Mapping[str, Mapping[str, object]], name: str) -> Changes:
    """Fill in item by item (id → field → value) in one action called `name`: a pasted column, a fill down.

    All of it or nothing; an item without fields stays, and counts as a row. Raises YaodianError that says in
    which row, counted from 1, as `set_fields` does.
    """
    images = []
    with ws.action(name) as action:
        rows = _rows(action.connection, list(values), {word for one in values.values() for word in one})
        for number, (item_id, own) in enumerate(values.items(), start=1):
            if not own:
                continue
            try:
                images.append(_image(rows[item_id], _checked(own)))
            except YaodianError as error:
                raise YaodianError(_("第 {row} 行：{words}").format(row=number, words=str(error))) from error
        _apply(action, images)
    return action.changes


def _apply(action: Action, images: Iterable[Image]) -> None:
    """Write what does change."""
    action.apply([image for image in images if image.after])


def _checked(values: Mapping[str, object]) -> dict[str, Any]:
    """Return columns → values fit to be stored."""
    new: dict[str, Any] = f.checked(dict(values))
    if "number" in new:
        new["numbered"] = bool(new["number"])
    return new


def _rows(connection: Connection, ids: Sequence[str], words: Iterable[str]) -> dict[str, Values]:
    """Return what is asked of items, by id in the order given. Raises YaodianError where one is not there."""
    names = {word if word == "numbered" else f.named(word).name for word in words}
    if "number" in names:
        names.add("numbered")
    columns = [ITEM.c[name] for name in dict.fromkeys((*_ALWAYS, *sorted(names)))]
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Values] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        some = select(*columns).where(ITEM.c.id.in_(wanted[start : start + KEYS_A_QUERY]), ~ITEM.c.deleted)
        found.update((str(row["id"]), dict(row)) for row in connection.execute(some).mappings())
    if len(found) < len(wanted) or not wanted:
        raise gone()
    return {item_id: found[item_id] for item_id in wanted}


def _image(row: Values, new: Values) -> Image:
    """Return the image of giving an item values. Raises YaodianError where they do not go together."""
    merged = {**row, **new}
    if merged["verdict"] is Verdict.NOT_APPLICABLE and not merged["verdict_reason"].strip():
        raise YaodianError(_("选“不适用”要写明理由，没有改动。请同时填写“不适用的理由”。"))
    score, full = merged["score"], merged["full_score"]
    if score is not None and full is not None and score > full:
        raise YaodianError(
            _("得分 {score:g} 超过了分值 {full:g}，没有改动。请先改分值，或填不超过它的得分。").format(
                score=score, full=full
            )
        )
    changed = [name for name, value in new.items() if row[name] != value]
    before = {name: encode(row[name]) for name in changed}
    return Image("item", row["id"], before, {name: encode(new[name]) for name in changed})
