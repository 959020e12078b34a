"""Applying edits to the text of the Q&A file: only the lines of what changed are replaced.

Everything else stays byte for byte: comments, blank lines, order, quotes, folding, indentation, line ends.
The result is parsed before it is returned, so a text with other values than intended is never returned.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.editing.edits import Edit, Section
from bot.store.pack_files.yaml_document import Document, DocumentError, compose
from bot.store.yaml_editing.layout import BREAKS, RewriteError, TextLines
from bot.store.yaml_editing.plan import Plan, plan_section
from bot.store.yaml_editing.sections import carry_out

__all__ = ["RewriteError", "rewrite"]

_BOM = "\ufeff"


def rewrite(text: str, edits: Sequence[Edit]) -> str:
    """Apply edits, one after the other, to the text of a qa.yaml.

    A new item is put after the item `place` (an empty `place`: before all others), or else after the last
    item of its topic, or else at the end of its section. A removed item takes with it the comment lines
    directly above it that belong to it alone: those with no blank line between them and the item before,
    and those that no other item follows before the next comment or the end. What an item was before is read
    from the text, not from `Edit.before`.

    Raises RewriteError if an edited item is missing or a new one exists already, if YAML cannot hold a
    value, and if the result would not have exactly the intended values.
    """
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    intended = _read(body)
    # While the text is edited, every line in it ends with a line break.
    ended = not body or body[-1] in BREAKS
    newline = TextLines(body[:100_000]).newline
    complete = body if ended else body + newline
    now = intended if ended else _read(complete)
    # A text without a last line break may have another value with one. Then that value is written anew, but
    # only if the first attempt fails.
    for source, document in {body: intended, complete: now}.items():
        plans, expected = _plans(document, intended, edits)
        if not plans:
            return text
        root = compose(source)
        # Whatever follows a block text, even spaces, can become part of it. Then it is written on one line.
        for blocks in (True, False):
            result = carry_out(complete, root, plans, blocks=blocks)
            for candidate in dict.fromkeys((result if ended else result.removesuffix(newline), result)):
                if _has_value(candidate, expected):
                    return bom + candidate
    names = ", ".join(f"`{edit.id}`" for edit in edits)
    raise RewriteError(
        f"I cannot write {names} into this file without changing something else: edit it by hand"
    )


def _plans(
    document: Document, intended: Document, edits: Sequence[Edit]
) -> tuple[dict[Section, Plan], Mapping[str, Any]]:
    """The plan of each section that changes, and the value that the whole file must have afterwards."""
    plans: dict[Section, Plan] = {}
    expected = dict(_table(intended))
    for section in Section:
        own_edits = [edit for edit in edits if edit.section == section]
        plan, items = plan_section(_items(document, section), _items(intended, section), own_edits)
        if plan.removed or plan.changed or plan.added:
            plans[section] = plan
            expected[section.value] = items
    return plans, expected


def _table(document: Document) -> Mapping[str, Any]:
    if document.value is None:
        return {}
    if isinstance(document.value, dict):
        return document.value
    raise RewriteError("the file starts with a list or a text: it needs keys, as in the README")


def _items(document: Document, section: Section) -> Sequence[Any]:
    items = _table(document).get(section.value)
    if items is None:
        return []
    if isinstance(items, list):
        return items
    raise RewriteError(f"`{section}` is no list: begin each item with `- id:`")


def _read(text: str) -> Document:
    try:
        return Document(text)
    except DocumentError as error:
        raise RewriteError(f"line {error.line}: {error.message}") from None


def _has_value(text: str, expected: Mapping[str, Any]) -> bool:
    try:
        return bool(Document(text).value == expected)
    except DocumentError:
        return False
