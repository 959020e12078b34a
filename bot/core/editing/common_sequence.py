"""The longest sequence of elements that two lists have in common."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any


def common_positions(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """The positions, in both lists, of the longest sequence of elements that both have in the same order.

    The longest rising run of old positions, by patience sorting: difflib needs minutes for a hundred
    thousand phrasings of which every second goes.
    """
    at = {key: place for place, key in enumerate(_numbered(old))}
    shared = [(at[key], place) for place, key in enumerate(_numbered(new)) if key in at]
    ends: list[int] = []
    lasts: list[int] = []
    before: list[int | None] = []
    for number, (place, _) in enumerate(shared):
        pile = bisect_left(ends, place)
        before.append(lasts[pile - 1] if pile else None)
        ends[pile : pile + 1] = [place]
        lasts[pile : pile + 1] = [number]
    found: list[tuple[int, int]] = []
    step = lasts[-1] if lasts else None
    while step is not None:
        found.append(shared[step])
        step = before[step]
    return found[::-1]


def _numbered(values: Sequence[Any]) -> list[tuple[str, int]]:
    """Each value as a key, with how often it stood before."""
    seen: Counter[str] = Counter()
    keys: list[tuple[str, int]] = []
    for value in values:
        key = repr(value)
        keys.append((key, seen[key]))
        seen[key] += 1
    return keys
