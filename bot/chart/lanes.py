"""Side by side from the axis to the labels: days on the axis, months, years, and spans in lanes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chart.request import ChartEvent
from bot.chart.theme import Dimensions

_MAX_LANES = 10
_LANE_WIDTH = 40.0
# All lanes of spans share this width, but none is narrower than the least.
_WIDTH_OF_ALL_SPANS, _MIN_LANE_WIDTH = 170.0, 14.0
# Of the bar of a span: the most, and the space to the bar in the next lane.
_MAX_SPAN_WIDTH, _SPAN_GAP = 16.0, 4


@dataclass(frozen=True)
class LanePositions:
    """The x of each event, by its index in the list, the width of a span's bar, and where the lanes end."""

    x: tuple[float, ...]
    span_width: float
    right: float


def assign_lanes(events: Sequence[ChartEvent], axis: float, dimensions: Dimensions) -> LanePositions:
    """Give each event its lane.

    Only the kinds of events that are there have lanes. Spans that overlap in time have lanes of their
    own, up to ten.
    """
    x_of_grain = {"day": axis}
    right = axis
    for grain in ("month", "year"):
        if any(event.until is None and event.grain == grain for event in events):
            right += _LANE_WIDTH
            x_of_grain[grain] = right
    lane_of_span = _assign_spans(events)
    lane_count = max(lane_of_span.values(), default=-1) + 1
    lane_width = min(_LANE_WIDTH, max(_WIDTH_OF_ALL_SPANS / max(lane_count, 1), _MIN_LANE_WIDTH))
    positions = tuple(
        right + (lane_of_span[index] + 1) * lane_width if index in lane_of_span else x_of_grain[event.grain]
        for index, event in enumerate(events)
    )
    return LanePositions(
        positions,
        min(lane_width - _SPAN_GAP, _MAX_SPAN_WIDTH),
        right + lane_count * lane_width + dimensions.marker_radius,
    )


def _assign_spans(events: Sequence[ChartEvent]) -> Mapping[int, int]:
    """The lane of each span, by its index: the first free lane, or else the one that is free soonest."""
    lane_ends: list[int] = []
    lane_of_span: dict[int, int] = {}
    spans = [
        (event.first, index, event.until) for index, event in enumerate(events) if event.until is not None
    ]
    for first, index, until in sorted(spans):
        lane = next((lane for lane, end in enumerate(lane_ends) if end < first), None)
        if lane is None and len(lane_ends) < _MAX_LANES:
            lane = len(lane_ends)
            lane_ends.append(0)
        elif lane is None:
            lane = lane_ends.index(min(lane_ends))
        lane_ends[lane] = max(lane_ends[lane], until)
        lane_of_span[index] = lane
    return lane_of_span
