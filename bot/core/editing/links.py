"""Who links to an entry, and the edits that take those links out before it goes."""

from dataclasses import dataclass

from bot.core.editing.diff import elements
from bot.core.editing.edits import Edit, Fields, Items, Section

# Where each kind of item names entries.
_FIELDS = {Section.ENTRIES: "related", Section.NOT_COVERED: "see"}


@dataclass(frozen=True)
class Link:
    """An item that names an entry, and the field it names it in."""

    section: Section
    id: str
    field: str


def links_to(items: Items, id: str) -> tuple[Link, ...]:
    """The other items that name an entry, in file order."""
    return tuple(
        Link(section, each, field)
        for section, field in _FIELDS.items()
        for each, fields in items.get(section, {}).items()
        if each != id and id in elements(fields.get(field))
    )


def unlink_edits(items: Items, removed: str) -> tuple[Edit, ...]:
    """The edits that take a removed entry's id out of the items that name it.

    A file in which a link leads nowhere does not load, so they go with the removal.
    """
    return tuple(_unlinked(link, items[link.section][link.id], removed) for link in links_to(items, removed))


def _unlinked(link: Link, fields: Fields, removed: str) -> Edit:
    left = [each for each in elements(fields[link.field]) if each != removed]
    after = {**fields, link.field: left}
    if not left:
        del after[link.field]
    return Edit(link.section, link.id, fields, after)
