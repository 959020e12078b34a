"""What somebody else did to the items of a draft meanwhile, in words."""

from collections.abc import Iterator, Sequence

from bot.client.curating.carrying import Underneath
from bot.client.curating.drafts import Draft
from bot.client.curating.fitting import Fitted, block, counted
from bot.core.editing.diff_lines import as_lines, whole_lines
from bot.core.editing.merge import Move

_LONGEST = 350
_LONGEST_LIST = 450
_TO_IT = {Move.CHANGED: "changed it", Move.REMOVED: "removed it", Move.CREATED: "made one of the same id"}


def meanwhile(draft: Draft, found: Sequence[Underneath]) -> Fitted:
    """What moved underneath a draft; where it is about more than one item, each by its id."""
    if not found:
        return Fitted("")
    is_it = len(found) == 1 and draft.edit is not None and found[0].edit.id == draft.edit.id
    is_alone = draft.number is None or len(draft.edits) == 1
    return _of_it(found[0]) if is_it and is_alone else _of_each(found)


def in_full(found: Sequence[Underneath]) -> Iterator[str]:
    """Everything that moved underneath, item by item, as lines."""
    for each in found:
        yield f"@ {each.edit.id} ({_said(each)})"
        yield from whole_lines(each.moved.changes)


def _of_it(found: Underneath) -> Fitted:
    moved = found.moved
    said = [f"**Somebody {_TO_IT[moved.move]} meanwhile.**"]
    if found.edit.after is not None:
        said.append("Your text stands below, on top of the new state.")
    lines = as_lines(moved.changes, _LONGEST)
    if lines:
        said.append(block(lines))
    if moved.overwritten:
        said.append(f"Both of you changed: {', '.join(moved.overwritten)}. Saving keeps yours.")
    return Fitted("\n".join(said), lines == whole_lines(moved.changes))


def _of_each(found: Sequence[Underneath]) -> Fitted:
    said = [f"- `{each.edit.id}`: {_said(each)}" for each in found]
    shown = counted(said, _LONGEST_LIST)
    lines = ["**Somebody changed these meanwhile:**", shown.text]
    if any(each.moved.overwritten for each in found):
        lines.append("Saving keeps yours where both of you changed something.")
    return Fitted("\n".join(lines), shown.is_whole)


def _said(found: Underneath) -> str:
    moved = found.moved
    if moved.move is not Move.CHANGED:
        return _TO_IT[moved.move]
    if found.edit.after is None:
        return "changed, and goes all the same"
    if moved.overwritten:
        return f"both of you changed {', '.join(moved.overwritten)}"
    return "in other fields than you"
