"""The label of each event, which labels are kept, and how high the axis becomes for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.chart.geometry import MeasureText, Text
from bot.chart.label_placement import rank_by_spacing, spread_apart
from bot.chart.request import ChartEvent
from bot.chart.scale import AxisSegment, Scale, build_scale, split_axis
from bot.chart.text_layout import Ruler, cut, height_of_lines, place_line, stack_lines, wrap
from bot.chart.theme import TEXT_COLOUR, Dimensions

# The title begins on the line of the date only where the date leaves it at least this share of the width.
_MIN_SHARE_FOR_TITLE = 0.25


@dataclass(frozen=True)
class Label:
    """A date and the lines of a title. The first line is after the date, or empty where it has no room.

    `title_offset` is the distance in pixels from the left of the date to the first line of the title.
    """

    date: str
    title_offset: float
    title: tuple[str, ...]
    height: float


def wrap_label(
    event: ChartEvent, measure: MeasureText, width: float, max_lines: int, dimensions: Dimensions
) -> Label:
    """Wrap a label to a width and to at most `max_lines` lines."""
    bold, plain = Ruler(measure, dimensions.text_size, bold=True), Ruler(measure, dimensions.text_size)
    date = cut(event.date, bold, width)
    title_offset = bold.width(date) + plain.width("  ")
    first_width = width - title_offset
    if first_width < _MIN_SHARE_FOR_TITLE * width:
        first_width = 0.0
    title = wrap(event.title, plain, width, max_lines, first_width)
    return Label(date, title_offset, tuple(title), height_of_lines(len(title), plain))


def place_label(
    label: Label, x: float, top: float, measure: MeasureText, dimensions: Dimensions
) -> Sequence[Text]:
    """The texts of a label whose upper left corner is at `x` and `top`."""
    bold, plain = Ruler(measure, dimensions.text_size, bold=True), Ruler(measure, dimensions.text_size)
    return (
        place_line("date", label.date, bold, (x, top), TEXT_COLOUR),
        *stack_lines("label", label.title[:1], plain, (x + label.title_offset, top), TEXT_COLOUR),
        # The empty line stands for the first, which is after the date.
        *stack_lines("label", ("", *label.title[1:]), plain, (x, top), TEXT_COLOUR),
    )


@dataclass(frozen=True)
class LabelLayout:
    """The scale, and the y of the top of each label that is kept, by the index of its event."""

    scale: Scale
    tops: dict[int, float]


def choose_labels(
    events: Sequence[ChartEvent], labels: Sequence[Label], top: float, room: float, dimensions: Dimensions
) -> LabelLayout:
    """Keep all labels that there is room for, spread over time, each as near to its event as possible.

    `room` is the height that the axis may have, from `top` downward.
    """
    segments = split_axis(events)
    # Which labels to keep is decided without labels: there, too, long empty segments count for little.
    scale_without_labels = build_scale(segments, [0.0] * len(segments), top, room)
    ranking = rank_by_spacing([_middle(event, scale_without_labels) for event in events])
    segments_of_event = [_segments_of(event, segments) for event in events]

    def scale_for(count: int, gap: float) -> Scale:
        """The scale with the first `count` labels of the ranking."""
        needs = [0.0] * len(segments)
        for index in ranking[:count]:
            for segment in segments_of_event[index]:
                needs[segment] += (labels[index].height + gap) / len(segments_of_event[index])
        return build_scale(segments, needs, top, room)

    def fits(count: int, gap: float) -> bool:
        return scale_for(count, gap).bottom <= top + room

    gap = next((gap for gap in dimensions.label_gaps if fits(len(events), gap)), dimensions.label_gaps[-1])
    count = _largest_that_fits(len(events), lambda count: fits(count, gap))
    scale = scale_for(count, gap)
    return LabelLayout(scale, _place(events, labels, ranking[:count], scale, top, gap))


def _largest_that_fits(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `count` that fits. All numbers below one that fits fit, too; so does 0."""
    if fits(count):
        return count
    fitting, too_many = 0, count
    while too_many - fitting > 1:
        middle = (too_many + fitting) // 2
        if fits(middle):
            fitting = middle
        else:
            too_many = middle
    return fitting


def _place(
    events: Sequence[ChartEvent],
    labels: Sequence[Label],
    kept: Sequence[int],
    scale: Scale,
    top: float,
    gap: float,
) -> dict[int, float]:
    """The top of each label that is kept, by the index of its event."""
    wanted = {index: _middle(events[index], scale) for index in kept}
    downward = sorted(kept, key=lambda index: (wanted[index], index))
    heights = [labels[index].height + gap for index in downward]
    middles = spread_apart([wanted[index] for index in downward], heights, top, scale.bottom)
    return {index: middle - labels[index].height / 2 for index, middle in zip(downward, middles, strict=True)}


def _middle(event: ChartEvent, scale: Scale) -> float:
    """The y of the middle of the date of an event."""
    return (scale.y_of(event.first) + scale.y_of(event.last + 1)) / 2


def _segments_of(event: ChartEvent, segments: Sequence[AxisSegment]) -> list[int]:
    """The indexes of the segments that the date of an event may be in."""
    return [
        index
        for index, segment in enumerate(segments)
        if segment.first <= event.last and event.first < segment.end
    ]
