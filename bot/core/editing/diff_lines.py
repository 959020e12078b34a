"""What changes in the files of a pack, as lines for people to read, with - and + in front."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.editing.diff import FieldChange, Passage, compare_whole, find_differences
from bot.core.editing.edits import Edit, Fields, tables_by_id
from bot.core.language.plurals import counted
from bot.core.pack.validation import TIMELINE

# The fewest characters in which something of a change can be shown.
_FEWEST_CHARACTERS = 40
# The fields that are shown of an item that is removed.
_FIELDS_OF_REMOVED = ("question", "date", "title")
# A line longer than this is cut, and says so.
_LONGEST_LINE = 300
_LINE_BREAK = " ⏎ "


@dataclass(frozen=True)
class ItemChange:
    """An item, event or article by its name: before (None: it is added) and after (None: it is removed)."""

    name: str
    before: Fields | None
    after: Fields | None

    @property
    def head(self) -> str:
        """Its name, with + where it is added, - where it is removed, @ where it changes."""
        if self.before is None:
            return f"+ {self.name}"
        if self.after is None:
            return f"- {self.name}"
        return f"@ {self.name}"

    @property
    def changes_meaning(self) -> bool:
        """Does it mean something else than before?"""
        return bool(find_differences(self.before, self.after, compare_whole))


@dataclass(frozen=True)
class Listing:
    """Changes as lines; `is_whole` where nothing of them is left out or cut."""

    lines: tuple[str, ...]
    is_whole: bool


def find_item_changes(edits: Iterable[Edit]) -> tuple[ItemChange, ...]:
    """What some edits change in the Q&A file."""
    changes = (ItemChange(edit.id, edit.before, edit.after) for edit in edits)
    return tuple(change for change in changes if change.changes_meaning)


def find_other_changes(file: str, old: Any, new: Any) -> tuple[ItemChange, ...]:
    """What changes between two parsed files, timelines or articles; what is removed is first."""
    read = _read_events if file == TIMELINE else _read_article
    before, after = read(old), read(new)
    names = (*(name for name in before if name not in after), *after)
    changes = (ItemChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in changes if change.changes_meaning)


def render_listing(changes: Sequence[ItemChange], most: int, named: bool = True) -> Listing:
    """The changes as lines, together at most `most` characters (200 or more); with their names if `named`.

    What does not fit is counted on the last line: "… and 4 more". What is removed is shown in short.
    """
    shown: list[str] = []
    is_whole = True
    for position, change in enumerate(changes):
        head = [change.head] if named else []
        more = f"… and {len(changes) - position} more"
        room = most - len("\n".join([*shown, *head, more])) - 1
        lines = _fit_lines(change, room)
        if not lines:
            return Listing((*shown, more), False)
        shown += [*head, *lines]
        is_whole = is_whole and lines == _render_change(change)
    return Listing(tuple(shown), is_whole)


def render_in_full(changes: Iterable[ItemChange]) -> Iterator[str]:
    """The changes as lines: every field that changes, before and after, with no line cut."""
    for change in changes:
        yield change.head
        yield from render_all_lines(find_differences(change.before, change.after, compare_whole))


def _fit_lines(change: ItemChange, most: int) -> tuple[str, ...]:
    """The lines of a change, together at most `most` characters; none where that is too few."""
    if most < _FEWEST_CHARACTERS:
        return ()
    if change.after is None:
        lines = _render_change(change)
        return lines if _length(lines) <= most else ()
    lines = render_lines(find_differences(change.before, change.after), most)
    # A line that only counts says no more than the count at the end of the listing.
    return lines if lines[0][0] in "+-" else ()


def _render_change(change: ItemChange) -> tuple[str, ...]:
    """All lines of a change; of an item that is removed a few fields and the number of its phrasings."""
    if change.after is not None:
        return render_all_lines(find_differences(change.before, change.after))
    fields = change.before or {}
    phrasing_count = len(fields.get("phrasings") or ())
    lines = [f"- {fields[field]}" for field in _FIELDS_OF_REMOVED if field in fields]
    if phrasing_count:
        lines.append(f"- and {phrasing_count} other ways to ask it")
    return tuple(lines)


def _read_events(file: Any) -> Mapping[str, Fields]:
    return {f"event {id}": fields for id, fields in tables_by_id(_as_table(file).get("events")).items()}


def _read_article(file: Any) -> Mapping[str, Fields]:
    """The article as one item, which has each topic, voice and paragraph as a field."""
    fields = dict(_as_table(file))
    parts = {
        f"{name} {key}": value
        for name in ("topic", "voice", "paragraph")
        for key, value in _as_table(fields.pop(f"{name}s", None)).items()
    }
    groups = fields.pop("synonyms", None)
    synonyms = [", ".join(map(str, group)) for group in groups or () if isinstance(group, list)]
    return {"article": {**fields, **parts, "synonyms": synonyms}}


def _as_table(value: Any) -> Mapping[str, Any]:
    """A value that should be a table; an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def render_lines(changes: Sequence[FieldChange], most: int) -> tuple[str, ...]:
    """The changes as lines with - and + in front, together at most `most` characters (40 or more).

    What does not fit is counted on the last line: "… and 4 more changes".
    """
    passages = [
        list(map(_cut_line, _render_passage(change.field, passage)))
        for change in changes
        for passage in change.passages
    ]
    all_lines = tuple(line for lines in passages for line in lines)
    if _length(all_lines) <= most:
        return all_lines
    shown: list[str] = []
    left_out = len(passages)
    for lines in passages:
        if _length((*shown, *lines, _render_count(left_out - 1))) > most:
            break
        shown += lines
        left_out -= 1
    return (*shown, _render_count(left_out))


def render_all_lines(changes: Sequence[FieldChange]) -> tuple[str, ...]:
    """The same lines, all of them, with none cut."""
    return tuple(
        line
        for change in changes
        for passage in change.passages
        for line in _render_passage(change.field, passage)
    )


def _render_passage(field: str, passage: Passage) -> list[str]:
    """One line for what is removed, one for what is added, or both."""
    name = field.replace("_", " ")
    signed = (("-", passage.old), ("+", passage.new))
    return [
        f"{sign} {name}: {_LINE_BREAK.join(text.splitlines())}" for sign, text in signed if text is not None
    ]


def _cut_line(line: str) -> str:
    excess = len(line) - _LONGEST_LINE
    return f"{line[:_LONGEST_LINE]}… ({excess} more characters)" if excess > 0 else line


def _length(lines: Sequence[str]) -> int:
    return len("\n".join(lines))


def _render_count(count: int) -> str:
    return f"… and {counted(count, 'more change')}"
