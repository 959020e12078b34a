"""From days to pixels: crowded stretches get room, empty years are shortened to a break.

Between two ticks time runs evenly; only whole months and years differ in height.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import Literal

from bot.chart.request import ChartEvent

Kind = Literal["year", "month", "break"]
# How high they are at least, in pixels: a year leaves room for its tick.
_LEAST: Mapping[Kind, float] = {"year": 52, "month": 8, "break": 70}
# An empty month is this high, one in which something happens this.
_BUSY_MONTH = 26.0


@dataclass(frozen=True)
class Stretch:
    """A year, a month or a run of empty years, from its first day up to the one after its last."""

    kind: Kind
    first: int
    end: int
    busy: bool = False

    @property
    def least(self) -> float:
        """How high it should be at least, in pixels."""
        return _BUSY_MONTH if self.busy else _LEAST[self.kind]


@dataclass(frozen=True)
class Scale:
    """Stretches and the height of each, from `top` downward."""

    stretches: tuple[Stretch, ...]
    edges: tuple[float, ...]

    def at(self, day: float) -> float:
        """Where the beginning of a day is; half a day on is its noon. Before and after: the ends."""
        place = max(bisect_right(self.stretches, day, key=lambda stretch: stretch.first) - 1, 0)
        stretch = self.stretches[place]
        share = (day - stretch.first) / (stretch.end - stretch.first)
        top, bottom = self.edges[place], self.edges[place + 1]
        return top + (bottom - top) * min(max(share, 0.0), 1.0)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.edges[-1]

    @property
    def breaks(self) -> Iterator[tuple[float, float]]:
        """The upper and lower edge of each run of empty years."""
        for stretch, (top, bottom) in zip(self.stretches, pairwise(self.edges), strict=True):
            if stretch.kind == "break":
                yield top, bottom


def stretches_of(events: Sequence[ChartEvent]) -> tuple[Stretch, ...]:
    """The parts of the axis: years in which something begins or ends, in months where any is known."""
    months, whole = _touched(events)
    years = sorted({year for year, _ in months} | whole)
    last = years[-1]
    parts: list[Stretch] = []
    for before, year in pairwise([years[0] - 1, *years]):
        if year - before > 2:
            parts.append(Stretch("break", _first_day(before + 1), _first_day(year)))
        elif year - before == 2:
            parts.append(Stretch("year", _first_day(year - 1), _first_day(year)))
        busy = {month for in_year, month in months if in_year == year}
        until = max(busy) if year == last and last not in whole and busy else 12
        parts += _months(year, busy, until) if busy else [_year(year)]
    return tuple(parts)


def scaled(stretches: tuple[Stretch, ...], needs: Sequence[float], top: float, room: float) -> Scale:
    """Give each stretch the height that its labels need, and at least a little.

    Where the little alone would take more than a third of the room, there is less of it.
    """
    least = sum(stretch.least for stretch in stretches)
    factor = min(1.0, room / 3 / least)
    heights = (max(stretch.least * factor, need) for stretch, need in zip(stretches, needs, strict=True))
    return Scale(stretches, tuple(accumulate(heights, initial=top)))


def _touched(events: Sequence[ChartEvent]) -> tuple[set[tuple[int, int]], set[int]]:
    months: set[tuple[int, int]] = set()
    whole: set[int] = set()
    for event in events:
        for day, grain in ((event.first, event.grain), (event.until, event.until_grain)):
            if day is not None:
                moment = date.fromordinal(day)
                if grain == "year":
                    whole.add(moment.year)
                else:
                    months.add((moment.year, moment.month))
    return months, whole


def _year(year: int) -> Stretch:
    return Stretch("year", _first_day(year), _first_day(year + 1))


def _months(year: int, busy: set[int], until: int) -> Iterator[Stretch]:
    for month in range(1, until + 1):
        end = _first_day(year + month // 12, month % 12 + 1)
        yield Stretch("month", _first_day(year, month), end, month in busy)


def _first_day(year: int, month: int = 1) -> int:
    # The calendar of the library ends with the year 9999; the day after its last has a number all the same.
    return date(year, month, 1).toordinal() if year < 10_000 else date.max.toordinal() + 1
