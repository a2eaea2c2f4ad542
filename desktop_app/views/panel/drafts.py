"""Words of an item that could not be stored and wait until they can be, or until the item is shown again."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.views.widgets.answer_edit import AnswerEdit, AnswerLine


@dataclass(frozen=True)
class Draft:
    """What was typed into a field of an item and refused."""

    item_id: str
    field: str
    words: str


class Drafts:
    """Keeps what was refused while another item is shown."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    @property
    def all(self) -> list[Draft]:
        """What waits, in the order in which it was left."""
        return [Draft(*place, words) for place, words in self._kept.items()]

    def keep(self, item_id: str, fields: Mapping[str, AnswerEdit | AnswerLine]) -> None:
        """Keep what stands in an item's fields and is not stored, and empty these."""
        for name, field in fields.items():
            if field.dirty:
                self._kept[item_id, name] = field.typed()
                field.load("")

    def bring_back(self, item_id: str, fields: Mapping[str, AnswerEdit | AnswerLine]) -> list[str]:
        """Put what waits for an item into its fields again, as still refused; return which."""
        back = [name for name in fields if (item_id, name) in self._kept]
        for name in back:
            fields[name].put(self._kept.pop((item_id, name)))
            fields[name].refused = True
            fields[name].tell_words()
        return back

    def forget(self, draft: Draft) -> None:
        """Let go of what was stored after all."""
        self._kept.pop((draft.item_id, draft.field), None)
