"""Which labels to keep where there is no room for all: those that leave no stretch of time without one."""

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
