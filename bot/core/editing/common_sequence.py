"""The longest sequence of elements that two lists have in common."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any


def common_positions(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """The positions, in both lists, of the longest sequence of elements that both have in the same order.

    This is the longest rising run of old positions, found by patience sorting: difflib needs minutes for a
    hundred thousand phrasings of which every second one is removed.
    """
    old_positions = {key: position for position, key in enumerate(_make_keys(old))}
    shared = [
        (old_positions[key], position) for position, key in enumerate(_make_keys(new)) if key in old_positions
    ]
    # Of each pile the old position on top, and the index of that pair in `shared`.
    top_positions: list[int] = []
    top_indexes: list[int] = []
    # For each pair, the index of the pair before it in the longest run that ends with it.
    predecessors: list[int | None] = []
    for index, (old_position, _) in enumerate(shared):
        pile = bisect_left(top_positions, old_position)
        predecessors.append(top_indexes[pile - 1] if pile else None)
        top_positions[pile : pile + 1] = [old_position]
        top_indexes[pile : pile + 1] = [index]
    run: list[tuple[int, int]] = []
    current = top_indexes[-1] if top_indexes else None
    while current is not None:
        run.append(shared[current])
        current = predecessors[current]
    return run[::-1]


def _make_keys(values: Sequence[Any]) -> list[tuple[str, int]]:
    """A key for each value: its text, and how many equal values come before it."""
    counts: Counter[str] = Counter()
    keys: list[tuple[str, int]] = []
    for value in values:
        text = repr(value)
        keys.append((text, counts[text]))
        counts[text] += 1
    return keys
