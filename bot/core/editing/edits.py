"""An edit of the Q&A file as a plain value, and edits applied to the items of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# An item as it is in the file: each scalar is the text that is there, in lists and tables too.
Fields = Mapping[str, Any]


class Section(StrEnum):
    """The two lists of the Q&A file."""

    ENTRIES = "entries"
    NOT_COVERED = "not_covered"

    @property
    def answer(self) -> str:
        """The field that readers are shown."""
        return "answer" if self is Section.ENTRIES else "reply"


@dataclass(frozen=True)
class Edit:
    """One item before and after: `before` as the editor saw it (None: it is new), None after a removal.

    `place` is the id, in the same section, that a new item is put after: an empty one puts it first, None
    last.
    """

    section: Section
    id: str
    before: Fields | None
    after: Fields | None
    place: str | None = None


# The items of a Q&A file: the fields of each item, by section and id, in the order of the file.
Items = Mapping[Section, Mapping[str, Fields]]


def items_of(value: Any) -> Items:
    """The items of a parsed Q&A file; whatever in it is no item is left out."""
    sections = value if isinstance(value, Mapping) else {}
    return {section: tables_by_id(sections.get(section.value)) for section in Section}


def tables_by_id(values: Any) -> Mapping[str, Fields]:
    """The tables of a list by their ids, in its order; whatever has no id is left out."""
    tables = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    return {table["id"]: table for table in tables if isinstance(table.get("id"), str)}


def apply_edits(items: Items, edits: Iterable[Edit]) -> Items:
    """The items after the edits, applied one after the other whatever their `before` says.

    A new item is put after its `place`: first where that is empty, and last where there is no such item.
    """
    sections = {section: dict(section_items) for section, section_items in items.items()}
    for edit in edits:
        section_items = sections.setdefault(edit.section, {})
        if edit.after is None:
            section_items.pop(edit.id, None)
        elif edit.id in section_items:
            section_items[edit.id] = edit.after
        else:
            sections[edit.section] = _insert_item(section_items, edit.place, edit.id, edit.after)
    return sections


def _insert_item(
    items: Mapping[str, Fields], place: str | None, new_id: str, fields: Fields
) -> dict[str, Fields]:
    ids = list(items)
    if place == "":
        position = 0
    elif place is not None and place in items:
        position = ids.index(place) + 1
    else:
        position = len(ids)
    ids.insert(position, new_id)
    return {id: fields if id == new_id else items[id] for id in ids}
