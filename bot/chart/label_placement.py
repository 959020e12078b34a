"""Which labels to keep where there is no room for all, and where they go so that none overlap."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush


def rank_by_spacing(positions: Sequence[float]) -> list[int]:
    """The indexes of all events, from the one to keep longest to the first to leave out.

    The first to leave out is the one with the smallest distance between its two neighbours, among those
    that are still there. The first and the last event are kept longest.
    """
    count = len(positions)
    # From here on an event is named by its rank along the axis: 0 is the uppermost.
    indexes = sorted(range(count), key=lambda index: positions[index])
    sorted_positions = [positions[index] for index in indexes]
    # The neighbours that are still there; -1 and `count` mean that there is none.
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))

    def distance_of_neighbours(rank: int) -> float:
        if before[rank] < 0 or after[rank] >= count:
            return float("inf")
        return sorted_positions[after[rank]] - sorted_positions[before[rank]]

    # Of two with the same distance, the later is left out first: hence the negative rank.
    heap = [(distance_of_neighbours(rank), -rank) for rank in range(count)]
    heapify(heap)
    is_removed = [False] * count
    removed: list[int] = []
    while heap:
        distance, negative_rank = heappop(heap)
        rank = -negative_rank
        # A distance that has changed since was pushed a second time.
        if is_removed[rank] or distance != distance_of_neighbours(rank):
            continue
        is_removed[rank] = True
        removed.append(rank)
        above, below = before[rank], after[rank]
        if above >= 0:
            after[above] = below
            heappush(heap, (distance_of_neighbours(above), -above))
        if below < count:
            before[below] = above
            heappush(heap, (distance_of_neighbours(below), -below))
    return [indexes[rank] for rank in reversed(removed)]


def spread_apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The middles of labels, in order, so that no two overlap and all are between top and bottom.

    Each is as near to its wanted middle as possible: the sum of the squares of the moves is the least
    there is. The heights together must fit between top and bottom.
    """
    # With the heights of all labels before it subtracted, a label must only not come before its neighbour.
    offsets, total = [], 0.0
    for height in heights:
        offsets.append(total + height / 2)
        total += height
    # Labels that touch form a group with one place, the mean of what its labels want: (sum, count).
    groups: list[tuple[float, int]] = []
    for middle, offset in zip(wanted, offsets, strict=True):
        group_sum, group_count = middle - offset, 1
        while groups and groups[-1][0] / groups[-1][1] >= group_sum / group_count:
            previous_sum, previous_count = groups.pop()
            group_sum, group_count = group_sum + previous_sum, group_count + previous_count
        groups.append((group_sum, group_count))
    means = [group_sum / group_count for group_sum, group_count in groups for _ in range(group_count)]
    return [min(max(mean, top), bottom - total) + offset for mean, offset in zip(means, offsets, strict=True)]
