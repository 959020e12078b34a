"""The text of the Q&A file with edits carried out: only the lines of what changed are replaced.

What stays, stays byte for byte: comments, blank lines, order, quotes, folding, indentation, line ends. The
result is read again before it is handed out, so a text that does not say what was meant is never returned.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.editing.edits import Edit, Section
from bot.store.pack_files.yaml_document import Document, DocumentError, compose
from bot.store.yaml_editing.layout import BREAKS, RewriteError, TextLines
from bot.store.yaml_editing.plan import Plan, planned
from bot.store.yaml_editing.sections import carry_out

__all__ = ["RewriteError", "rewrite"]

_BOM = "\ufeff"


def rewrite(text: str, edits: Sequence[Edit]) -> str:
    """The text of a qa.yaml with the edits carried out, one after the other.

    A new item stands behind the item `place` (an empty `place`: before all others), else behind the last
    of its topic, else at the end of its section. With an item go the comment lines directly above it that
    belong to it alone: those with no blank line between them and the item before, and those that head
    nothing else (no item follows before the next comment or the end). The text says what is there, not
    `Edit.before`.

    Raises RewriteError for an edit of an item that is not there or a new one that is, for a value that
    YAML cannot hold, and where the result would not say exactly what was meant.
    """
    bom, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    meant = _read(body)
    # Every line is an ended line while it is worked on.
    ended = not body or body[-1] in BREAKS
    newline = TextLines(body[:100_000]).newline
    whole = body if ended else body + newline
    now = meant if ended else _read(whole)
    # A text that ends without a line feed may read otherwise with one: then it is written anew, but only
    # where it has to be.
    for read, said in {body: meant, whole: now}.items():
        plans, expected = _plans(said, meant, edits)
        if not plans:
            return text
        root = compose(read)
        # What stands below a block of text, if only spaces, can become part of it: then on one line.
        for blocks in (True, False):
            result = carry_out(whole, root, plans, blocks=blocks)
            for candidate in dict.fromkeys((result if ended else result.removesuffix(newline), result)):
                if _says(candidate, expected):
                    return bom + candidate
    names = ", ".join(f"`{edit.id}`" for edit in edits)
    raise RewriteError(
        f"I cannot write {names} into this file without changing something else: edit it by hand"
    )


def _plans(
    said: Document, meant: Document, edits: Sequence[Edit]
) -> tuple[dict[Section, Plan], Mapping[str, Any]]:
    """What is to be done in each section, and the whole value that shall come out."""
    plans: dict[Section, Plan] = {}
    expected = dict(_table(meant))
    for section in Section:
        concerned = [edit for edit in edits if edit.section == section]
        plan, items = planned(_items(said, section), _items(meant, section), concerned)
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


def _says(text: str, expected: Mapping[str, Any]) -> bool:
    try:
        return bool(Document(text).value == expected)
    except DocumentError:
        return False
