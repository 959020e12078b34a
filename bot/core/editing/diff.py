"""What an edit changes: field by field, and between two states of the file."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from bot.core.editing.edits import Edit, Fields, Items, Section

# The most characters of two texts that are shown whole.
_SHORT = 100
# The number of words that are shown before and after those that changed.
_CONTEXT_WORDS = 4
# The most words of two texts that are compared: the time grows with the square of their number. Longer
# texts are shown whole.
_MOST_WORDS = 2_000
# A word with the space behind it. In scripts without spaces each character is a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_WORD = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)\s*|\s+")
# Where two texts differ, as old and new passages.
_Compare = Callable[[str, str], Sequence[tuple[str, str]]]


def compare_in_excerpts(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The passages in which two texts differ, as old and new: short texts whole, nothing for equal ones."""
    if old == new:
        return ()
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(old), len(new)) <= _SHORT or len(before) + len(after) > _MOST_WORDS:
        return ((old, new),)
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_CONTEXT_WORDS)
    return tuple(
        (_cut_passage(before, group[0][1], group[-1][2]), _cut_passage(after, group[0][3], group[-1][4]))
        for group in groups
    )


def compare_whole(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Two texts as old and new, whole however long they are; nothing for equal ones."""
    return ((old, new),) if old != new else ()


def _cut_passage(words: Sequence[str], start: int, end: int) -> str:
    """The words from `start` to before `end`, with an ellipsis on each side where more words are."""
    passage = "".join(words[start:end]).strip()
    if start > 0:
        passage = f"… {passage}"
    if end < len(words):
        passage = f"{passage} …"
    return passage


class Passage(NamedTuple):
    """A part of a field before the edit (None: it is added) and after it (None: it is removed)."""

    old: str | None
    new: str | None


@dataclass(frozen=True)
class FieldChange:
    """What changes in one field: elements that are added to a list or removed, or passages of a text."""

    field: str
    passages: tuple[Passage, ...]

    @property
    def removed(self) -> tuple[str, ...]:
        """What is there before the edit, in its old form."""
        return tuple(passage.old for passage in self.passages if passage.old is not None)

    @property
    def added(self) -> tuple[str, ...]:
        """What is there after the edit, in its new form."""
        return tuple(passage.new for passage in self.passages if passage.new is not None)


def find_differences(
    before: Fields | None, after: Fields | None, compare: _Compare = compare_in_excerpts
) -> tuple[FieldChange, ...]:
    """What changes from one state of an item to another (None: it is not there), field by field.

    Only what the fields mean counts: one source is the same as a list of one, an empty list the same as no
    list. `compare` chooses the passages of two texts that are shown.
    """
    old, new = before or {}, after or {}
    changes = (
        FieldChange(field, tuple(_compare_values(old.get(field), new.get(field), compare)))
        for field in {**old, **new}
    )
    return tuple(change for change in changes if change.passages)


def edits_between(old: Items, new: Items) -> tuple[Edit, ...]:
    """The edits that lead from one file's items to another's: removals first, the rest in file order.

    A new item has as its `place` the id that is before it in the new file, an empty one where it is the
    first of its section. The order of items that are in both files does not change.
    """
    removals = [
        Edit(section, id, fields, None)
        for section in Section
        for id, fields in old.get(section, {}).items()
        if id not in new.get(section, {})
    ]
    return (*removals, *(edit for section in Section for edit in _find_other_edits(section, old, new)))


def elements(value: Any) -> list[Any]:
    """The elements of a field that may be a list; a single table or text is a list of one."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def is_list(*values: Any) -> bool:
    """Is a field a list or a table, given the values that it has at different times?"""
    return any(isinstance(value, list | tuple | Mapping) for value in values)


def _find_other_edits(section: Section, old: Items, new: Items) -> Iterator[Edit]:
    """The edits that add items or change them."""
    old_items = old.get(section, {})
    place = ""
    for id, fields in new.get(section, {}).items():
        if id not in old_items:
            yield Edit(section, id, None, fields, place)
        elif old_items[id] != fields:
            yield Edit(section, id, old_items[id], fields)
        place = id


def _compare_values(old: Any, new: Any, compare: _Compare) -> Iterator[Passage]:
    before, after = list(map(_render_element, elements(old))), list(map(_render_element, elements(new)))
    if not is_list(old, new) and before and after:
        yield from (Passage(*excerpt) for excerpt in compare(before[0], after[0]))
        return
    removed, added = Counter(before) - Counter(after), Counter(after) - Counter(before)
    yield from (Passage(text, None) for text in removed.elements())
    yield from (Passage(None, text) for text in added.elements())
    if not removed and not added:
        # The same elements in another order.
        yield from (Passage(*excerpt) for excerpt in compare(", ".join(before), ", ".join(after)))


def _render_element(element: Any) -> str:
    if not isinstance(element, Mapping):
        # Without the spaces around it, as the models of the pack read it.
        return str(element).strip()
    source = [element.get(key) for key in ("voice", "paragraph", "status")]
    if len(element) == len(source) and None not in source:
        return "{}, paragraph {}, {}".format(*source)
    return ", ".join(f"{key}: {value}" for key, value in sorted(element.items()))
