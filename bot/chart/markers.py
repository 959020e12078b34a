"""Where the marker of each event is, the stretch that it stands for, and its leader to the label."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappush, heapreplace
from itertools import pairwise

from bot.chart.geometry import Bar, Box, Line, Marker
from bot.chart.lanes import Lanes
from bot.chart.request import ChartEvent
from bot.chart.scale import Scale
from bot.chart.theme import PERIOD, Measures, look, paler

_PERIOD_WIDTH = 36.0
_LEADER, _CORRIDOR, _BEFORE_TEXT = 2.5, 44.0, 14.0
# A span in its topic's colour; paler where it may not have begun yet.
_SURE, _UNSURE, _LEADS = 0.5, 0.18, 0.55


def periods(events: Sequence[ChartEvent], lanes: Lanes, scale: Scale) -> Iterator[Bar]:
    """A bar for each year and month that something happened some time in."""
    seen = set()
    for place, event in enumerate(events):
        if event.until is None and event.grain != "day" and (event.first, event.last) not in seen:
            seen.add((event.first, event.last))
            yield _bar(lanes.x[place], _PERIOD_WIDTH, scale.at(event.first), scale.at(event.last + 1), PERIOD)


def spans(events: Sequence[ChartEvent], lanes: Lanes, scale: Scale) -> Iterator[Bar]:
    """A bar for each span, pale as long as it may not have begun."""
    for place, event in enumerate(events):
        if event.until is not None:
            x, colour = lanes.x[place], look(event.topic).colour
            top, bottom = scale.at(event.first), scale.at(event.until + 1)
            yield _bar(x, lanes.span_width, top, bottom, paler(colour, _UNSURE))
            sure = event.first if event.grain == "day" else event.last + 1
            if sure <= event.until:
                yield _bar(x, lanes.span_width, scale.at(sure), bottom, paler(colour, _SURE))


def heights(
    events: Sequence[ChartEvent], beside: Mapping[int, float], scale: Scale, measures: Measures
) -> list[float]:
    """How far down each marker is.

    A day is where it is. In a month, a year or a span any place is as true as any other: beside the
    label (`beside` has the middle of its first line), or without one, where most is free.
    """
    down = [scale.at(event.first + 0.5) for event in events]
    for place, middle in beside.items():
        event = events[place]
        if event.until is not None or event.grain != "day":
            end = (event.last if event.until is None else event.until) + 1
            down[place] = _within(middle, scale.at(event.first), scale.at(end), measures.marker)
    for (first, end), places in _stretched(events).items():
        taken = [down[place] for place in places if place in beside]
        bare = [place for place in places if place not in beside]
        for place, free in zip(bare, _freest(scale.at(first), scale.at(end), taken), strict=False):
            down[place] = free
    return down


def markers(
    events: Sequence[ChartEvent],
    lanes: Lanes,
    down: Sequence[float],
    kept: Mapping[int, float],
    measures: Measures,
) -> tuple[Marker, ...]:
    """A marker for each event, smaller and beneath the others where it has no label."""
    order = sorted(range(len(events)), key=lambda place: place in kept)
    return tuple(
        Marker(
            lanes.x[place],
            down[place],
            measures.marker if place in kept else measures.small_marker,
            look(events[place].topic),
            events[place].approximate,
        )
        for place in order
    )


def leaders(
    events: Sequence[ChartEvent], lanes: Lanes, down: Sequence[float], kept: Mapping[int, float]
) -> Iterator[Line]:
    """From each marker straight past the lanes, and from there to its label; dashed where it is inferred."""
    for place, middle in kept.items():
        colour = paler(look(events[place].topic).colour, _LEADS)
        start, turn = (lanes.x[place], down[place]), (lanes.right, down[place])
        end = (lanes.right + _CORRIDOR - _BEFORE_TEXT, middle)
        yield Line((start, turn, end), colour, _LEADER, events[place].inferred)


def labels_begin(lanes: Lanes) -> float:
    """Where the labels' left edge is."""
    return lanes.right + _CORRIDOR


def _stretched(events: Sequence[ChartEvent]) -> Mapping[tuple[int, int], list[int]]:
    """The events that are not of one day, by the stretch each may be drawn in."""
    found: dict[tuple[int, int], list[int]] = {}
    for place, event in enumerate(events):
        if event.until is not None:
            found.setdefault((event.first, event.until + 1), []).append(place)
        elif event.grain != "day":
            found.setdefault((event.first, event.last + 1), []).append(place)
    return found


def _freest(top: float, bottom: float, taken: Sequence[float]) -> Iterator[float]:
    """Again and again the middle of the widest gap."""
    gaps = [(above - below, above, below) for above, below in pairwise(sorted({top, bottom, *taken}))]
    heapify(gaps)
    while gaps:
        _, above, below = gaps[0]
        middle = (above + below) / 2
        yield middle
        heapreplace(gaps, (above - middle, above, middle))
        heappush(gaps, (middle - below, middle, below))


def _within(wanted: float, top: float, bottom: float, radius: float) -> float:
    """As near as it can be, with the marker inside; where it is larger than the stretch, the middle."""
    if bottom - top < 2 * radius:
        return (top + bottom) / 2
    return min(max(wanted, top + radius), bottom - radius)


def _bar(x: float, width: float, top: float, bottom: float, colour: str) -> Bar:
    # A hair of ground between one stretch and the next.
    inset = min(2.0, (bottom - top) / 4)
    return Bar(Box(x - width / 2, top + inset, width, bottom - top - 2 * inset), colour)
