"""Labels as near as they can be to where they belong, without one touching another."""

from collections.abc import Sequence


def dodge(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The middles of labels in order, none closer than their heights allow, all between top and bottom.

    The sum of the squares of the moves is the least there is. The heights fit between top and bottom.
    """
    # With the heights of all labels before it taken off, a label must only not come before its neighbour.
    offsets, total = [], 0.0
    for height in heights:
        offsets.append(total + height / 2)
        total += height
    groups: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        sum_, count = want - offset, 1
        while groups and groups[-1][0] / groups[-1][1] >= sum_ / count:
            other, others = groups.pop()
            sum_, count = sum_ + other, count + others
        groups.append((sum_, count))
    moved = [sum_ / count for sum_, count in groups for _ in range(count)]
    return [
        min(max(place, top), bottom - total) + offset for place, offset in zip(moved, offsets, strict=True)
    ]
