"""The marker of each event, the bar of the time that it stands for, and its leader: the line to its label."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappush, heapreplace
from itertools import pairwise

from bot.chart.geometry import Bar, Box, Line, Marker
from bot.chart.lanes import LanePositions
from bot.chart.request import ChartEvent
from bot.chart.scale import Scale
from bot.chart.theme import PERIOD_COLOUR, Dimensions, blend_with_background, style_of_topic

_PERIOD_WIDTH = 36.0
_LEADER_WIDTH = 2.5
# From the lanes to the labels, and from the end of a leader to its label.
_SPACE_FOR_LEADERS, _SPACE_BEFORE_LABEL = 44.0, 14.0
# Shares of the topic's colour: of a span, of the part of it that may not have begun yet, and of a leader.
_SPAN_SHARE, _UNSURE_SPAN_SHARE, _LEADER_SHARE = 0.5, 0.18, 0.55


def build_period_bars(events: Sequence[ChartEvent], lanes: LanePositions, scale: Scale) -> Iterator[Bar]:
    """A bar for each year and each month in which something happened at a time that is not known."""
    periods_done = set()
    for index, event in enumerate(events):
        period = (event.first, event.last)
        if event.until is None and event.grain != "day" and period not in periods_done:
            periods_done.add(period)
            top, bottom = scale.y_of(event.first), scale.y_of(event.last + 1)
            yield _bar(lanes.x[index], _PERIOD_WIDTH, top, bottom, PERIOD_COLOUR)


def build_span_bars(events: Sequence[ChartEvent], lanes: LanePositions, scale: Scale) -> Iterator[Bar]:
    """A bar for each span; pale where it may not have begun yet, with a second bar over the rest."""
    for index, event in enumerate(events):
        if event.until is not None:
            x, width = lanes.x[index], lanes.span_width
            colour = style_of_topic(event.topic).colour
            top, bottom = scale.y_of(event.first), scale.y_of(event.until + 1)
            yield _bar(x, width, top, bottom, blend_with_background(colour, _UNSURE_SPAN_SHARE))
            first_sure_day = event.first if event.grain == "day" else event.last + 1
            if first_sure_day <= event.until:
                sure_top = scale.y_of(first_sure_day)
                yield _bar(x, width, sure_top, bottom, blend_with_background(colour, _SPAN_SHARE))


def find_marker_heights(
    events: Sequence[ChartEvent], label_middles: Mapping[int, float], scale: Scale, dimensions: Dimensions
) -> list[float]:
    """The y of each marker.

    The marker of a day is at that day. In a month, a year or a span any place is as true as any other:
    with a label it is as near to it as possible, without one it is where most space is free.
    `label_middles` has the y of the middle of the first line of each label, by the index of its event.
    """
    heights = [scale.y_of(event.first + 0.5) for event in events]
    for index, middle in label_middles.items():
        event = events[index]
        if event.until is not None or event.grain != "day":
            end = _last_day(event) + 1
            heights[index] = _nearest_inside(
                middle, scale.y_of(event.first), scale.y_of(end), dimensions.marker_radius
            )
    for (first, end), indexes in _by_period(events).items():
        taken = [heights[index] for index in indexes if index in label_middles]
        unlabelled = [index for index in indexes if index not in label_middles]
        free = _middles_of_gaps(scale.y_of(first), scale.y_of(end), taken)
        for index, height in zip(unlabelled, free, strict=False):
            heights[index] = height
    return heights


def build_markers(
    events: Sequence[ChartEvent],
    lanes: LanePositions,
    heights: Sequence[float],
    label_middles: Mapping[int, float],
    dimensions: Dimensions,
) -> tuple[Marker, ...]:
    """A marker for each event. Those without a label are smaller, and the others are drawn over them."""
    unlabelled_first = sorted(range(len(events)), key=lambda index: index in label_middles)
    return tuple(
        Marker(
            lanes.x[index],
            heights[index],
            dimensions.marker_radius if index in label_middles else dimensions.small_marker_radius,
            style_of_topic(events[index].topic),
            events[index].approximate,
        )
        for index in unlabelled_first
    )


def build_leaders(
    events: Sequence[ChartEvent],
    lanes: LanePositions,
    heights: Sequence[float],
    label_middles: Mapping[int, float],
) -> Iterator[Line]:
    """From each marker straight past the lanes, then to its label; dashed where the date is inferred."""
    for index, middle in label_middles.items():
        colour = blend_with_background(style_of_topic(events[index].topic).colour, _LEADER_SHARE)
        start, turn = (lanes.x[index], heights[index]), (lanes.right, heights[index])
        end = (find_labels_left(lanes) - _SPACE_BEFORE_LABEL, middle)
        yield Line((start, turn, end), colour, _LEADER_WIDTH, events[index].inferred)


def find_labels_left(lanes: LanePositions) -> float:
    """The x of the left edge of all labels."""
    return lanes.right + _SPACE_FOR_LEADERS


def _last_day(event: ChartEvent) -> int:
    """The last day on which the marker may be."""
    return event.last if event.until is None else event.until


def _by_period(events: Sequence[ChartEvent]) -> Mapping[tuple[int, int], list[int]]:
    """The indexes of events that are not of one day, by first day and the day after the last one."""
    periods: dict[tuple[int, int], list[int]] = {}
    for index, event in enumerate(events):
        if event.until is not None or event.grain != "day":
            periods.setdefault((event.first, _last_day(event) + 1), []).append(index)
    return periods


def _middles_of_gaps(top: float, bottom: float, taken: Sequence[float]) -> Iterator[float]:
    """Again and again the middle of the widest gap, which it then divides."""
    # A heap has the least first, so a gap begins with its negative width.
    gaps = [(upper - lower, upper, lower) for upper, lower in pairwise(sorted({top, bottom, *taken}))]
    heapify(gaps)
    while gaps:
        _, upper, lower = gaps[0]
        middle = (upper + lower) / 2
        yield middle
        heapreplace(gaps, (upper - middle, upper, middle))
        heappush(gaps, (middle - lower, middle, lower))


def _nearest_inside(wanted: float, top: float, bottom: float, radius: float) -> float:
    """The y nearest to the wanted one with the whole marker inside; the middle where it does not fit."""
    if bottom - top < 2 * radius:
        return (top + bottom) / 2
    return min(max(wanted, top + radius), bottom - radius)


def _bar(x: float, width: float, top: float, bottom: float, colour: str) -> Bar:
    # A thin line of background remains between one bar and the next.
    inset = min(2.0, (bottom - top) / 4)
    return Bar(Box(x - width / 2, top + inset, width, bottom - top - 2 * inset), colour)
