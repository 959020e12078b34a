"""What an edit changes: field by field, and between two states of the file."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from bot.core.editing.edits import Edit, Fields, Items, Section

# Up to so many characters both texts are shown whole.
_SHORT = 100
# So many words are shown before and after the ones that changed.
_AROUND = 4
# Comparing takes the square of the number of words: longer texts are shown whole.
_MOST_WORDS = 2_000
# Each word with the space behind it. Scripts without spaces are taken character by character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_WORD = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)\s*|\s+")
# Where two texts differ, as old and new passages.
_Compare = Callable[[str, str], Sequence[tuple[str, str]]]


def excerpts(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The passages in which two texts differ, as old and new; short texts whole, equal ones not at all."""
    if old == new:
        return ()
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(old), len(new)) <= _SHORT or len(before) + len(after) > _MOST_WORDS:
        return ((old, new),)
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    return tuple(
        (_passage(before, group[0][1], group[-1][2]), _passage(after, group[0][3], group[-1][4]))
        for group in groups
    )


def whole(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The same, with both texts whole however long they are."""
    return ((old, new),) if old != new else ()


def _passage(words: Sequence[str], start: int, end: int) -> str:
    ahead, behind = "… " * (start > 0), " …" * (end < len(words))
    return f"{ahead}{''.join(words[start:end]).strip()}{behind}"


class Passage(NamedTuple):
    """Something as it was (None: it comes) and as it is (None: it goes)."""

    old: str | None
    new: str | None


@dataclass(frozen=True)
class FieldChange:
    """What changes in one field: elements of a list that come or go, or passages of a text."""

    field: str
    passages: tuple[Passage, ...]

    @property
    def removed(self) -> tuple[str, ...]:
        """What was there and is no more."""
        return tuple(passage.old for passage in self.passages if passage.old is not None)

    @property
    def added(self) -> tuple[str, ...]:
        """What was not there before."""
        return tuple(passage.new for passage in self.passages if passage.new is not None)


def differences(
    before: Fields | None, after: Fields | None, compare: _Compare = excerpts
) -> tuple[FieldChange, ...]:
    """What changes from one state of an item to another (None: it is not there), field by field.

    Only what the fields mean counts: one source is a list of one, an empty list is no list. `compare`
    says how much of two texts is shown.
    """
    old, new = before or {}, after or {}
    changes = (
        FieldChange(field, tuple(_passages(old.get(field), new.get(field), compare)))
        for field in {**old, **new}
    )
    return tuple(change for change in changes if change.passages)


def edits_between(old: Items, new: Items) -> tuple[Edit, ...]:
    """The edits that lead from one file's items to another's: what goes first, the rest in file order.

    What comes has as its `place` the id that it stands after in the new file, an empty one where it is
    the first of its section. The order of items that are in both files is left as it is.
    """
    gone = [
        Edit(section, id, fields, None)
        for section in Section
        for id, fields in old.get(section, {}).items()
        if id not in new.get(section, {})
    ]
    return (*gone, *(edit for section in Section for edit in _kept(section, old, new)))


def elements(value: Any) -> list[Any]:
    """The elements of a field that may be a list; one table or text is a list of itself."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def is_list(*values: Any) -> bool:
    """Is a field with these values, at different times, one that holds several things?"""
    return any(isinstance(value, list | tuple | Mapping) for value in values)


def _kept(section: Section, old: Items, new: Items) -> Iterator[Edit]:
    known = old.get(section, {})
    place = ""
    for id, fields in new.get(section, {}).items():
        if id not in known:
            yield Edit(section, id, None, fields, place)
        elif known[id] != fields:
            yield Edit(section, id, known[id], fields)
        place = id


def _passages(old: Any, new: Any, compare: _Compare) -> Iterator[Passage]:
    before, after = list(map(_text, elements(old))), list(map(_text, elements(new)))
    if not is_list(old, new) and before and after:
        yield from (Passage(*excerpt) for excerpt in compare(before[0], after[0]))
        return
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    yield from (Passage(text, None) for text in gone.elements())
    yield from (Passage(None, text) for text in come.elements())
    if not gone and not come:
        # The same in another order.
        yield from (Passage(*excerpt) for excerpt in compare(", ".join(before), ", ".join(after)))


def _text(element: Any) -> str:
    if not isinstance(element, Mapping):
        # As the shapes read it.
        return str(element).strip()
    source = [element.get(key) for key in ("voice", "paragraph", "status")]
    if len(element) == len(source) and None not in source:
        return "{}, paragraph {}, {}".format(*source)
    return ", ".join(f"{key}: {value}" for key, value in sorted(element.items()))
