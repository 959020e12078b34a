"""Planning the undo of a revision from the files before it, after it, and now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.editing.diff import edits_between
from bot.core.editing.edits import Edit, Items, Section, apply_edits, items_of
from bot.core.editing.merge import rebase_edit
from bot.core.editing.revert import revert
from bot.core.pack.validation import QA
from bot.store.errors import EditError
from bot.store.pack_files.yaml_document import Document, DocumentError

_Texts = Mapping[str, str]
# A sentence names at most this number of ids.
_MAX_IDS = 5


@dataclass(frozen=True)
class UndoPlan:
    """Whole files to save, and edits of the Q&A file that somebody has to review first.

    `left_out` has the ids of items that the revision changed and that were removed since. `loses_layout`
    says that the edits bring the items back, but not the comments and the order in the file.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    left_out: tuple[str, ...] = ()
    loses_layout: bool = False


def plan_undo(number: int, before: _Texts, after: _Texts, now: _Texts) -> UndoPlan:
    """Plan how to undo revision `number`. Raises EditError if that is not possible.

    What was not changed again is restored to the byte. If somebody changed the same fields since, the plan
    has edits that restore the old items over the present ones, for review. An item that existed before and
    after the revision and was removed since stays removed.
    """
    plan = UndoPlan()
    files: dict[str, str] = {}
    for name in changed_files(before, after):
        if now[name] == before[name]:
            continue
        if name == QA:
            plan = _plan_qa_undo(before[name], after[name], now[name])
            files.update(plan.files)
            continue
        text = revert(before[name], after[name], now[name])
        if text is None:
            raise EditError(f"{name} was changed again since revision {number}: undo that first.")
        files[name] = text
    if plan.edits or files:
        return replace(plan, files=files)
    if plan.left_out:
        named = format_ids(plan.left_out)
        raise EditError(f"What is left of revision {number} was removed since ({named}): undo that first.")
    raise EditError(f"There is nothing left of revision {number} that could be taken back.")


def format_ids(ids: Sequence[str]) -> str:
    """The first few ids, and the number of the others, as a phrase."""
    phrase = ", ".join(f"`{id}`" for id in ids[:_MAX_IDS])
    if len(ids) > _MAX_IDS:
        phrase += f" and {len(ids) - _MAX_IDS} more"
    return phrase


def changed_files(before: _Texts, after: _Texts) -> list[str]:
    """The names of the files that a revision changed."""
    return [name for name in sorted(after) if after[name] != before[name]]


def changed_items(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that a revision made in the Q&A file."""
    return edits_between(_items(before), _items(after))


def _plan_qa_undo(before: str, after: str, now: str) -> UndoPlan:
    present, edits = _items(now), changed_items(after, before)
    left_out = tuple(edit.id for edit in edits if _is_removed_since(edit, present))
    restoring = tuple(edit for edit in edits if not _is_removed_since(edit, present))
    text = revert(before, after, now)
    if text is not None and _restores_only(text, restoring, present):
        return UndoPlan({QA: text}, left_out=left_out)
    return UndoPlan(edits=restoring, left_out=left_out, loses_layout=_changes_layout(before, after))


def _is_removed_since(edit: Edit, present: Items) -> bool:
    """Did the item exist before and after the revision, and does not exist now?"""
    is_edited = edit.before is not None and edit.after is not None
    return is_edited and edit.id not in present[edit.section]


def _restores_only(text: str, restoring: Sequence[Edit], present: Items) -> bool:
    """Does a text undo the revision, and nothing that somebody wrote since?"""
    items_now = [present[edit.section].get(edit.id) for edit in restoring]
    wanted = apply_edits(present, map(rebase_edit, restoring, items_now))
    try:
        return _items(text) == wanted
    except DocumentError:
        return False


def _items(text: str) -> Items:
    return items_of(Document(text).value)


def _changes_layout(before: str, after: str) -> bool:
    """Do two texts differ in their comments, or in the order of the items that both have?"""
    old, new = _items(before), _items(after)
    return _comments(before) != _comments(after) or any(
        [id for id in old[section] if id in new[section]] != [id for id in new[section] if id in old[section]]
        for section in Section
    )


def _comments(text: str) -> list[str]:
    return [line.partition("#")[2].rstrip() for line in text.splitlines() if "#" in line]
