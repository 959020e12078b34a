"""What stands beside a marker, which of it is kept, and how high the axis becomes for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chart.geometry import Measure, Text
from bot.chart.label_placement import by_worth, dodge
from bot.chart.request import ChartEvent
from bot.chart.scale import Scale, Stretch, scaled, stretches_of
from bot.chart.text_layout import Ruler, cut, height_of, lines, one_line, wrap
from bot.chart.theme import INK, Measures

# Beside a long date the title begins only where it has so much of the width.
_WORTH_BEGINNING = 0.25


@dataclass(frozen=True)
class Label:
    """A date and the lines of a title: the first beside the date, or empty where it has no room there."""

    date: str
    beside: float
    title: tuple[str, ...]
    height: float


def label_of(event: ChartEvent, measure: Measure, width: float, most: int, measures: Measures) -> Label:
    """Wrap a label to a width and at most so many lines."""
    bold, plain = Ruler(measure, measures.text, bold=True), Ruler(measure, measures.text)
    written = cut(event.date, bold, width)
    beside = bold.width(written) + plain.width("  ")
    first = width - beside
    if first < _WORTH_BEGINNING * width:
        first = 0.0
    title = wrap(event.title, plain, width, most, first)
    return Label(written, beside, tuple(title), height_of(len(title), plain))


def set_label(label: Label, x: float, top: float, measure: Measure, measures: Measures) -> Sequence[Text]:
    """The boxes of a label whose upper left corner is there."""
    bold, plain = Ruler(measure, measures.text, bold=True), Ruler(measure, measures.text)
    title = [
        *lines("label", label.title[:1], plain, (x + label.beside, top), INK),
        *lines("label", ("", *label.title[1:]), plain, (x, top), INK),
    ]
    return (one_line("date", label.date, bold, (x, top), INK), *title)


@dataclass(frozen=True)
class LabelLayout:
    """The scale, and the top of each label that is kept, by the place of its event."""

    scale: Scale
    tops: dict[int, float]


def labelled(
    events: Sequence[ChartEvent], labels: Sequence[Label], top: float, room: float, measures: Measures
) -> LabelLayout:
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
        (gap for gap in measures.gaps if scale_for(len(events), gap).bottom <= top + room), measures.gaps[-1]
    )
    kept, none = len(events), 0
    if scale_for(kept, gap).bottom > top + room:
        # Each label more makes it higher: halve what lies between enough room and too little.
        while kept - none > 1:
            half = (kept + none) // 2
            none, kept = (half, kept) if scale_for(half, gap).bottom <= top + room else (none, half)
        kept = none
    scale = scale_for(kept, gap)
    return LabelLayout(scale, _placed(events, labels, worth[:kept], scale, top, gap))


def _placed(
    events: Sequence[ChartEvent],
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


def _middle(event: ChartEvent, scale: Scale) -> float:
    return (scale.at(event.first) + scale.at(event.last + 1)) / 2


def _period(event: ChartEvent, stretches: Sequence[Stretch]) -> list[int]:
    """The stretches that the date of an event may lie in."""
    return [
        number
        for number, stretch in enumerate(stretches)
        if stretch.first <= event.last and event.first < stretch.end
    ]
