"""What stands beside a marker: the date in bold and then what happened, in few lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chart.boxes import Measure, Text
from bot.chart.marks import INK
from bot.chart.plate import Happening
from bot.chart.setting import height_of, lines, one_line
from bot.chart.sheet import Sheet
from bot.chart.wrapping import Ruler, cut, wrap

# Beside a long date the title begins only where it has so much of the width.
_WORTH_BEGINNING = 0.25


@dataclass(frozen=True)
class Label:
    """A date and the lines of a title: the first beside the date, or empty where it has no room there."""

    date: str
    beside: float
    title: tuple[str, ...]
    height: float


def label_of(event: Happening, measure: Measure, width: float, most: int, sheet: Sheet) -> Label:
    """Wrap a label to a width and at most so many lines."""
    bold, plain = Ruler(measure, sheet.text, bold=True), Ruler(measure, sheet.text)
    written = cut(event.date, bold, width)
    beside = bold.width(written) + plain.width("  ")
    first = width - beside
    if first < _WORTH_BEGINNING * width:
        first = 0.0
    title = wrap(event.title, plain, width, most, first)
    return Label(written, beside, tuple(title), height_of(len(title), plain))


def set_label(label: Label, x: float, top: float, measure: Measure, sheet: Sheet) -> Sequence[Text]:
    """The boxes of a label whose upper left corner is there."""
    bold, plain = Ruler(measure, sheet.text, bold=True), Ruler(measure, sheet.text)
    title = [
        *lines("label", label.title[:1], plain, (x + label.beside, top), INK),
        *lines("label", ("", *label.title[1:]), plain, (x, top), INK),
    ]
    return (one_line("date", label.date, bold, (x, top), INK), *title)
