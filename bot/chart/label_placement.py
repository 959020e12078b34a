"""Which labels to keep where there is no room for all, and where they stand without touching each other."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush


def by_worth(positions: Sequence[float]) -> list[int]:
    """The places of all events, from the one to keep longest to the first to leave out.

    Left out first is what stands closest between its neighbours that are still there; the
    first and the last are kept longest.
    """
    count = len(positions)
    places = sorted(range(count), key=lambda place: positions[place])
    along = [positions[place] for place in places]
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))

    def gap(place: int) -> float:
        if before[place] < 0 or after[place] >= count:
            return float("inf")
        return along[after[place]] - along[before[place]]

    heap = [(gap(place), -place) for place in range(count)]
    heapify(heap)
    gone = [False] * count
    order: list[int] = []
    while heap:
        width, negative = heappop(heap)
        place = -negative
        if gone[place] or width != gap(place):
            continue
        gone[place] = True
        order.append(place)
        left, right = before[place], after[place]
        if left >= 0:
            after[left] = right
            heappush(heap, (gap(left), -left))
        if right < count:
            before[right] = left
            heappush(heap, (gap(right), -right))
    return [places[place] for place in reversed(order)]


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
