"""Changes as lines for a person: - in front of what goes, + in front of what comes."""

from collections.abc import Sequence

from bot.core.difference import FieldChange, Passage

# A line longer than this is cut, and says so.
_LONGEST_LINE = 300
_BREAK = " ⏎ "


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
    return f"… and {count} more change{'s' * (count != 1)}"
