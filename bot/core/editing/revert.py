"""A text with an earlier change of it taken back, and everything that came after left as it is.

What stays from one list to another is told here, too: such a text is cut where lines stay, and an edit of a
list leaves in place what stays of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from bot.core.editing.common_sequence import staying


class _Change(NamedTuple):
    """Lines of a text (from one number to before another), and what stands there instead."""

    first: int
    end: int
    lines: Sequence[str]

    @property
    def growth(self) -> int:
        """By how many lines the text is longer then."""
        return len(self.lines) - (self.end - self.first)


def revert(before: str, after: str, now: str) -> str | None:
    """The text as it is `now`, with the change from `before` to `after` taken back, to the byte.

    None where a line of it, or the one above or below, was changed since: a person has to look at it.
    Piece by piece: where thousands of lines are alike, the time of difflib goes with their square.
    """
    texts = [text.splitlines(keepends=True) for text in (before, after, now)]
    fixed = _fixed(texts)
    result: list[str] = []
    for old, new, found in zip(*(_pieces(lines, fixed) for lines in texts), strict=True):
        back = found if old == new else old if new == found else _taken_back(old, new, found)
        if back is None:
            return None
        result.extend(back)
    return "".join(result)


def _fixed(texts: Sequence[Sequence[str]]) -> list[str]:
    """The lines that stand once in every text, as many as stand in the same order."""
    counts = [Counter(lines) for lines in texts]
    fixed = [line for line in texts[0] if all(count[line] == 1 for count in counts)]
    for lines in texts[1:]:
        known = set(fixed)
        fixed = [fixed[at] for at, _ in staying(fixed, [line for line in lines if line in known])]
    return fixed


def _pieces(lines: Sequence[str], fixed: Sequence[str]) -> list[Sequence[str]]:
    """A text in pieces, each but the first beginning with a line that is fixed."""
    starts = set(fixed)
    at = [number for number, line in enumerate(lines) if line in starts]
    return [lines[start:end] for start, end in zip([0, *at], [*at, len(lines)], strict=True)]


def _taken_back(old: Sequence[str], new: Sequence[str], found: Sequence[str]) -> list[str] | None:
    """The lines as they were found, with the change from old to new taken back; None where that touches."""
    since = list(_changes(new, found))
    result = list(found)
    for back in reversed(list(_changes(new, old))):
        if any(_touch(back, later) for later in since):
            return None
        moved = sum(later.growth for later in since if later.end <= back.first)
        result[back.first + moved : back.end + moved] = back.lines
    return result


def _touch(back: _Change, later: _Change) -> bool:
    return later.first <= back.end and back.first <= later.end


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """What changes from one text to another, in the order of the first."""
    start = _common(old, new)
    rest = min(len(old), len(new)) - start
    end = min(_common(old[::-1], new[::-1]), rest)
    changed, instead = old[start : len(old) - end], new[start : len(new) - end]
    for kind, first, last, at, until in SequenceMatcher(None, changed, instead).get_opcodes():
        if kind != "equal":
            yield _Change(first + start, last + start, instead[at:until])


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
