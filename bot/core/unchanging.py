"""A text with an earlier change of it taken back, and everything that came after left as it is."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple


class _Change(NamedTuple):
    """Lines of a text (from one number to before another), and what stands there instead."""

    first: int
    end: int
    lines: list[str]

    @property
    def growth(self) -> int:
        """By how many lines the text is longer then."""
        return len(self.lines) - (self.end - self.first)


def taken_back(before: str, after: str, now: str) -> str | None:
    """The text as it is `now`, with the change from `before` to `after` taken back, to the byte.

    None where a line of it, or the one above or below, was changed since: a person has to look at it.
    """
    old, new, found = (text.splitlines(keepends=True) for text in (before, after, now))
    since = list(_changes(new, found))
    result = list(found)
    for back in reversed(list(_changes(new, old))):
        if any(_touch(back, later) for later in since):
            return None
        moved = sum(
            len(later.lines) - (later.end - later.first) for later in since if later.end <= back.first
        )
        result[back.first + moved : back.end + moved] = back.lines
    return "".join(result)


def _touch(back: _Change, later: _Change) -> bool:
    return later.first <= back.end and back.first <= later.end


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    """What changes from one text to another, in the order of the first."""
    start = _common(old, new)
    rest = min(len(old), len(new)) - start
    end = min(_common(old[::-1], new[::-1]), rest)
    changed, instead = old[start : len(old) - end], new[start : len(new) - end]
    for kind, first, last, at, until in SequenceMatcher(None, changed, instead).get_opcodes():
        if kind != "equal":
            yield _Change(first + start, last + start, instead[at:until])


def _common(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
