"""Accepting that phrasings go astray: recorded in the items whose phrasings they are."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.astray import Astray
from bot.core.edit import Edit, Section
from bot.core.items import Items


def accepting(edits: Sequence[Edit], lost: Sequence[Astray], items: Items) -> tuple[Edit, ...]:
    """The edits, with each phrasing that goes astray added to the `accepted_collisions` of its item.

    `items` are the items as the edits leave them.
    """
    found = {(edit.section, edit.id): edit for edit in edits}
    for each in lost:
        section = next((some for some in Section if each.item in items.get(some, {})), Section.ENTRIES)
        section = next((some for some, id in found if id == each.item), section)
        now = items.get(section, {}).get(each.item)
        edit = found.get((section, each.item)) or Edit(section, each.item, now, now)
        after = dict(edit.after or {})
        after["accepted_collisions"] = [*(after.get("accepted_collisions") or ()), each.phrasing]
        found[section, each.item] = replace(edit, after=after)
    return tuple(found.values())
