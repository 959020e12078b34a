"""What changes in the files of a pack, as lines for a person, with - and + in front."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.editing.diff import FieldChange, Passage, differences, whole
from bot.core.editing.edits import Edit, Fields, by_id
from bot.core.language.plurals import counted
from bot.core.pack.validation import TIMELINE

# Less room than this shows nothing of a change.
_LEAST = 40
_GONE = ("question", "date", "title")
# A line longer than this is cut, and says so.
_LONGEST_LINE = 300
_BREAK = " ⏎ "


@dataclass(frozen=True)
class ItemChange:
    """A thing by its name: as it was (None: it comes), and as it shall be (None: it goes)."""

    name: str
    before: Fields | None
    after: Fields | None

    @property
    def head(self) -> str:
        """Its name, with + where it comes, - where it goes, @ where it changes."""
        return f"{'+' if self.before is None else '-' if self.after is None else '@'} {self.name}"

    @property
    def matters(self) -> bool:
        """Does it mean anything else than before?"""
        return bool(differences(self.before, self.after, whole))


@dataclass(frozen=True)
class Listing:
    """Changes as lines, and whether nothing of them is left out."""

    lines: tuple[str, ...]
    is_whole: bool


def item_changes(edits: Iterable[Edit]) -> tuple[ItemChange, ...]:
    """What changes in the Q&A file, where these edits are what changes."""
    changes = (ItemChange(edit.id, edit.before, edit.after) for edit in edits)
    return tuple(change for change in changes if change.matters)


def other_changes(file: str, old: Any, new: Any) -> tuple[ItemChange, ...]:
    """What changes in the timeline or the article, given the parsed files: what goes comes first."""
    read = _events if file == TIMELINE else _article
    before, after = read(old), read(new)
    names = (*(name for name in before if name not in after), *after)
    changes = (ItemChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in changes if change.matters)


def listing(changes: Sequence[ItemChange], most: int, named: bool = True) -> Listing:
    """The changes as lines, together at most so many characters (200 or more).

    What does not fit is counted on the last line: "… and 4 more". What goes is shown in short.
    """
    shown: list[str] = []
    is_whole = True
    for at, change in enumerate(changes):
        head = [change.head] if named else []
        more = f"… and {len(changes) - at} more"
        left = most - len("\n".join([*shown, *head, more])) - 1
        every = _in_short(change)
        lines = _fitting(change, left)
        if not lines:
            return Listing((*shown, more), False)
        shown += [*head, *lines]
        is_whole = is_whole and lines == every
    return Listing(tuple(shown), is_whole)


def in_full(changes: Iterable[ItemChange]) -> Iterator[str]:
    """The changes as lines: every field that changes, as it was and as it shall be, and none cut."""
    for change in changes:
        yield change.head
        yield from whole_lines(differences(change.before, change.after, whole))


def _fitting(change: ItemChange, most: int) -> tuple[str, ...]:
    """The lines of a change, in so many characters; none where that is too few."""
    if most < _LEAST:
        return ()
    if change.after is None:
        lines = _in_short(change)
        return lines if len("\n".join(lines)) <= most else ()
    lines = as_lines(differences(change.before, change.after), most)
    # A count alone says no more than the one at the end.
    return lines if lines[0][0] in "+-" else ()


def _in_short(change: ItemChange) -> tuple[str, ...]:
    if change.after is not None:
        return whole_lines(differences(change.before, change.after))
    fields = change.before or {}
    number = len(fields.get("phrasings") or ())
    lines = [f"- {fields[field]}" for field in _GONE if field in fields]
    return (*lines, *([f"- and {number} other ways to ask it"] if number else []))


def _events(file: Any) -> Mapping[str, Fields]:
    return {f"event {id}": fields for id, fields in by_id(_table(file).get("events")).items()}


def _article(file: Any) -> Mapping[str, Fields]:
    """The article as one thing, whose fields are each topic, voice and paragraph."""
    fields = dict(_table(file))
    parts = {
        f"{name} {key}": value
        for name in ("topic", "voice", "paragraph")
        for key, value in _table(fields.pop(f"{name}s", None)).items()
    }
    groups = fields.pop("synonyms", None)
    synonyms = [", ".join(map(str, group)) for group in groups or () if isinstance(group, list)]
    return {"article": {**fields, **parts, "synonyms": synonyms}}


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def as_lines(changes: Sequence[FieldChange], most: int) -> tuple[str, ...]:
    """The changes as lines with - and + in front, together at most so many characters (40 or more).

    What does not fit is counted on the last line: "… and 4 more changes".
    """
    parts = [
        list(map(_cut, _lines(change.field, passage))) for change in changes for passage in change.passages
    ]
    every = tuple(line for lines in parts for line in lines)
    if _size(every) <= most:
        return every
    shown: list[str] = []
    left = len(parts)
    for lines in parts:
        if _size((*shown, *lines, _more(left - 1))) > most:
            break
        shown += lines
        left -= 1
    return (*shown, _more(left))


def whole_lines(changes: Sequence[FieldChange]) -> tuple[str, ...]:
    """The same lines, every one of them and none cut."""
    return tuple(
        line for change in changes for passage in change.passages for line in _lines(change.field, passage)
    )


def _lines(field: str, passage: Passage) -> list[str]:
    name = field.replace("_", " ")
    signed = (("-", passage.old), ("+", passage.new))
    return [f"{sign} {name}: {_BREAK.join(text.splitlines())}" for sign, text in signed if text is not None]


def _cut(line: str) -> str:
    left = len(line) - _LONGEST_LINE
    return f"{line[:_LONGEST_LINE]}… ({left} more characters)" if left > 0 else line


def _size(lines: Sequence[str]) -> int:
    return len("\n".join(lines))


def _more(count: int) -> str:
    return f"… and {counted(count, 'more change')}"
