"""Links to an entry, and the edits that take them out when the entry is removed."""

from dataclasses import dataclass

from bot.core.editing.diff import elements
from bot.core.editing.edits import Edit, Fields, Items, Section

# The field in which each kind of item names entries.
_LINK_FIELDS = {Section.ENTRIES: "related", Section.NOT_COVERED: "see"}


@dataclass(frozen=True)
class Link:
    """An item that names an entry, and the field in which it does."""

    section: Section
    id: str
    field: str


def find_links(items: Items, id: str) -> tuple[Link, ...]:
    """The other items that name an entry, in file order."""
    return tuple(
        Link(section, linking_id, field)
        for section, field in _LINK_FIELDS.items()
        for linking_id, fields in items.get(section, {}).items()
        if linking_id != id and id in elements(fields.get(field))
    )


def unlink_edits(items: Items, removed: str) -> tuple[Edit, ...]:
    """The edits that take a removed entry's id out of the items that name it.

    A file in which a link leads nowhere does not load, so these edits belong to the removal.
    """
    return tuple(
        _unlink_edit(link, items[link.section][link.id], removed) for link in find_links(items, removed)
    )


def _unlink_edit(link: Link, fields: Fields, removed: str) -> Edit:
    kept_ids = [id for id in elements(fields[link.field]) if id != removed]
    after = {**fields, link.field: kept_ids}
    if not kept_ids:
        del after[link.field]
    return Edit(link.section, link.id, fields, after)
