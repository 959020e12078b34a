"""Which labels are kept, and how high each stretch of the axis becomes for their sake."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chart.choosing import by_worth
from bot.chart.dodging import dodge
from bot.chart.labels import Label
from bot.chart.plate import Happening
from bot.chart.scale import Scale, Stretch, scaled, stretches_of
from bot.chart.sheet import Sheet


@dataclass(frozen=True)
class Labelling:
    """The scale, and the top of each label that is kept, by the place of its event."""

    scale: Scale
    tops: dict[int, float]


def labelled(
    events: Sequence[Happening], labels: Sequence[Label], top: float, room: float, sheet: Sheet
) -> Labelling:
    """Keep as many labels as there is room for, spread over time, beside where they belong."""
    stretches = stretches_of(events)
    # Where nothing is labelled: there, too, long empty stretches count for little.
    bare = scaled(stretches, [0.0] * len(stretches), top, room)
    worth = by_worth([_middle(event, bare) for event in events])
    periods = [_period(event, stretches) for event in events]

    def scale_for(count: int, gap: float) -> Scale:
        needs = [0.0] * len(stretches)
        for place in worth[:count]:
            for stretch in periods[place]:
                needs[stretch] += (labels[place].height + gap) / len(periods[place])
        return scaled(stretches, needs, top, room)

    gap = next(
        (gap for gap in sheet.gaps if scale_for(len(events), gap).bottom <= top + room), sheet.gaps[-1]
    )
    kept, none = len(events), 0
    if scale_for(kept, gap).bottom > top + room:
        # Each label more makes it higher: halve what lies between enough room and too little.
        while kept - none > 1:
            half = (kept + none) // 2
            none, kept = (half, kept) if scale_for(half, gap).bottom <= top + room else (none, half)
        kept = none
    scale = scale_for(kept, gap)
    return Labelling(scale, _placed(events, labels, worth[:kept], scale, top, gap))


def _placed(
    events: Sequence[Happening],
    labels: Sequence[Label],
    kept: Sequence[int],
    scale: Scale,
    top: float,
    gap: float,
) -> dict[int, float]:
    wanted = {place: _middle(events[place], scale) for place in kept}
    order = sorted(kept, key=lambda place: (wanted[place], place))
    heights = [labels[place].height + gap for place in order]
    middles = dodge([wanted[place] for place in order], heights, top, scale.bottom)
    return {place: middle - labels[place].height / 2 for place, middle in zip(order, middles, strict=True)}


def _middle(event: Happening, scale: Scale) -> float:
    return (scale.at(event.first) + scale.at(event.last + 1)) / 2


def _period(event: Happening, stretches: Sequence[Stretch]) -> list[int]:
    """The stretches that the date of an event may lie in."""
    return [
        number
        for number, stretch in enumerate(stretches)
        if stretch.first <= event.last and event.first < stretch.end
    ]
