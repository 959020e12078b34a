"""What stands above a preview: what is done, why, and what somebody else did meanwhile."""

from collections.abc import Iterator, Sequence

from bot.client.curating.carrying import Underneath
from bot.client.curating.drafts import Draft
from bot.client.curating.forms import MAX_WHY
from bot.client.curating.meanwhile import meanwhile
from bot.client.text import cut, quoted
from bot.core.editing.edits import Edit

_LONGEST_WHY = 250
_LONGEST_LINKED = 300


def heading(draft: Draft, moved: Sequence[Underneath]) -> Iterator[str]:
    """What a draft is about, why, and what moved underneath it."""
    edit = draft.edit
    yield f"### {_doing(draft.number, edit)}: nothing is saved yet"
    if draft.why:
        yield cut(f"-# Why: {quoted(draft.why, MAX_WHY)}", _LONGEST_WHY)
    linked = [f"`{each.id}`" for each in draft.edits[1:]]
    if linked and draft.number is None:
        yield cut(f"It is linked from {', '.join(linked)}: those links go, too.", _LONGEST_LINKED)
    if moved:
        yield meanwhile(draft, moved).text


def _doing(number: int | None, edit: Edit | None) -> str:
    if number is not None:
        return f"Undo revision {number}"
    if edit is None:
        return "Import"
    doing = "Remove" if edit.after is None else "Add" if edit.before is None else "Edit"
    return f"{doing} `{edit.id}`"
