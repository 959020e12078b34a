"""An edit of the Q&A file as a plain value; the items of the file, and edits applied to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# An item as it stands in the file: every scalar the text that stands there, lists and tables of them.
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
    """One item: `before` as the editor saw it (None: it is new), `after` as it shall be (None: it goes).

    `place` is the id, in the same section, that a new item stands after; None leaves it to the file.
    """

    section: Section
    id: str
    before: Fields | None
    after: Fields | None
    place: str | None = None


# What the Q&A file holds: the fields of each item, by section and id, in the order of the file.
Items = Mapping[Section, Mapping[str, Fields]]


def items_of(value: Any) -> Items:
    """The items of a parsed Q&A file; whatever in it has not the shape of an item is left out."""
    sections = value if isinstance(value, Mapping) else {}
    return {section: by_id(sections.get(section.value)) for section in Section}


def by_id(values: Any) -> Mapping[str, Fields]:
    """The tables of a list by their ids, in its order; whatever has none is left out."""
    tables = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    return {table["id"]: table for table in tables if isinstance(table.get("id"), str)}


def apply_edits(items: Items, edits: Iterable[Edit]) -> Items:
    """The items after the edits, one after the other, whatever their `before` says.

    An item that comes stands after its `place`, before all others where that is empty, and last where
    there is no such item.
    """
    sections = {section: dict(found) for section, found in items.items()}
    for edit in edits:
        found = sections.setdefault(edit.section, {})
        if edit.after is None:
            found.pop(edit.id, None)
        elif edit.id in found:
            found[edit.id] = edit.after
        else:
            sections[edit.section] = _with(found, edit.place, edit.id, edit.after)
    return sections


def _with(found: Mapping[str, Fields], place: str | None, id: str, fields: Fields) -> dict[str, Fields]:
    ids = list(found)
    at = ids.index(place) + 1 if place and place in found else len(ids)
    ids.insert(0 if place == "" else at, id)
    return {each: fields if each == id else found[each] for each in ids}
