"""From days to pixels: crowded segments get room, empty years are shortened to a break.

Between two ticks time runs evenly; only whole months and years differ in height.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Literal

from bot.chart.request import ChartEvent

SegmentKind = Literal["year", "month", "break"]
# The least height of a segment in pixels: a year leaves room for its tick.
_MIN_HEIGHTS: Mapping[SegmentKind, float] = {"year": 52, "month": 8, "break": 70}
# The least height of a month in which something happens.
_MIN_HEIGHT_OF_BUSY_MONTH = 26.0


@dataclass(frozen=True)
class AxisSegment:
    """A year, a month or a run of empty years, from its first day up to the one after its last.

    Days are proleptic ordinals, as of `date.toordinal`.
    """

    kind: SegmentKind
    first: int
    end: int
    has_events: bool = False

    @property
    def min_height(self) -> float:
        """The least height that it should have, in pixels."""
        return _MIN_HEIGHT_OF_BUSY_MONTH if self.has_events else _MIN_HEIGHTS[self.kind]


@dataclass(frozen=True)
class Scale:
    """Segments, one below the other, and their edges: the y of each top, and of the bottom of the last."""

    segments: tuple[AxisSegment, ...]
    edges: tuple[float, ...]

    def y_of(self, day: float) -> float:
        """The y of the beginning of a day; half a day later is its noon.

        A day before the first segment is at the top of the scale, a day after the last at its bottom.
        """
        index = max(bisect_right(self.segments, day, key=lambda segment: segment.first) - 1, 0)
        segment = self.segments[index]
        share = (day - segment.first) / (segment.end - segment.first)
        top, bottom = self.edges[index], self.edges[index + 1]
        return top + (bottom - top) * min(max(share, 0.0), 1.0)

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.edges[-1]

    @property
    def breaks(self) -> Iterator[tuple[float, float]]:
        """The upper and lower edge of each run of empty years."""
        for segment, (top, bottom) in zip(self.segments, pairwise(self.edges), strict=True):
            if segment.kind == "break":
                yield top, bottom


def split_axis(events: Sequence[ChartEvent]) -> tuple[AxisSegment, ...]:
    """The segments of the axis: years in which something begins or ends, in months where any is known."""
    known_months, years_without_month = _dates_of(events)
    years = sorted({year for year, _ in known_months} | years_without_month)
    last_year = years[-1]
    segments: list[AxisSegment] = []
    for previous, year in pairwise([years[0] - 1, *years]):
        if year - previous > 2:
            segments.append(AxisSegment("break", _first_day(previous + 1), _first_day(year)))
        elif year - previous == 2:
            segments.append(_year(year - 1))
        months = {month for year_of_month, month in known_months if year_of_month == year}
        if not months:
            segments.append(_year(year))
            continue
        # The axis ends with the last month of which something is known.
        ends_early = year == last_year and last_year not in years_without_month
        segments += _months(year, months, max(months) if ends_early else 12)
    return tuple(segments)


def build_scale(segments: tuple[AxisSegment, ...], needs: Sequence[float], top: float, room: float) -> Scale:
    """Give each segment the height that its labels need, and at least its own least height.

    Where the least heights together would take more than a third of the room, they are made smaller.
    """
    least = sum(segment.min_height for segment in segments)
    factor = min(1.0, room / 3 / least)
    heights = (max(segment.min_height * factor, need) for segment, need in zip(segments, needs, strict=True))
    return Scale(segments, tuple(accumulate(heights, initial=top)))


def _dates_of(events: Sequence[ChartEvent]) -> tuple[set[tuple[int, int]], set[int]]:
    """What begins or ends: the months, as (year, month), and the years of dates that have no month."""
    months: set[tuple[int, int]] = set()
    years_without_month: set[int] = set()
    for event in events:
        for ordinal, grain in ((event.first, event.grain), (event.until, event.until_grain)):
            if ordinal is not None:
                day = date.fromordinal(ordinal)
                if grain == "year":
                    years_without_month.add(day.year)
                else:
                    months.add((day.year, day.month))
    return months, years_without_month


def _year(year: int) -> AxisSegment:
    return AxisSegment("year", _first_day(year), _first_day(year + 1))


def _months(year: int, months_with_events: set[int], last_month: int) -> Iterator[AxisSegment]:
    for month in range(1, last_month + 1):
        end = _first_day(year + 1) if month == 12 else _first_day(year, month + 1)
        yield AxisSegment("month", _first_day(year, month), end, month in months_with_events)


def _first_day(year: int, month: int = 1) -> int:
    # The calendar of the library ends with the year 9999; the day after its last has a number all the same.
    return date(year, month, 1).toordinal() if year < 10_000 else date.max.toordinal() + 1
