"""Side by side from the axis to the labels: days on the axis, months, years, and spans in lanes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chart.request import ChartEvent
from bot.chart.theme import Measures

_MOST_LANES = 10
_PITCH = 40.0
# All lanes of spans share this, and each is at least so wide.
_SPANS, _NARROWEST = 170.0, 14.0


@dataclass(frozen=True)
class Lanes:
    """Where each event is drawn across, by its place in the list, and where the last lane ends."""

    x: tuple[float, ...]
    span_width: float
    right: float


def lanes_of(events: Sequence[ChartEvent], axis: float, measures: Measures) -> Lanes:
    """Lanes for what is present only; spans that overlap in time have lanes of their own, up to ten."""
    x = {"day": axis}
    right = axis
    for grain in ("month", "year"):
        if any(event.until is None and event.grain == grain for event in events):
            right += _PITCH
            x[grain] = right
    spans = _assign(events)
    count = max(spans.values(), default=-1) + 1
    pitch = min(_PITCH, max(_SPANS / max(count, 1), _NARROWEST))
    places = tuple(
        right + (spans[place] + 1) * pitch if place in spans else x[event.grain]
        for place, event in enumerate(events)
    )
    return Lanes(places, min(pitch - 4, 16.0), right + count * pitch + measures.marker)


def _assign(events: Sequence[ChartEvent]) -> Mapping[int, int]:
    """The lane of each span: the first that is free, and where none is, the one that is free soonest."""
    ends: list[int] = []
    lanes: dict[int, int] = {}
    spans = [
        (event.first, place, event.until) for place, event in enumerate(events) if event.until is not None
    ]
    for first, place, until in sorted(spans):
        lane = next((lane for lane, end in enumerate(ends) if end < first), None)
        if lane is None and len(ends) < _MOST_LANES:
            lane = len(ends)
            ends.append(0)
        elif lane is None:
            lane = ends.index(min(ends))
        ends[lane] = max(ends[lane], until)
        lanes[place] = lane
    return lanes
