"""The ticks of the axis: every year there is room for, and months where something happens in one."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chart.geometry import HIGH, Line, Text
from bot.chart.scale import Scale, Stretch
from bot.chart.text_layout import Ruler, one_line
from bot.chart.theme import INK, MUTED, RULE
from bot.core.language.dates import MONTHS

# The rounder a year, the sooner it gets its tick where not all have room.
_ROUND = (1_000, 500, 100, 50, 20, 10, 5, 2, 1)
# Left of the axis: a short line, and the space between it and its text.
TICK, SPACE = 14, 12


def ticks(scale: Scale, x: float, bold: Ruler, plain: Ruler) -> tuple[tuple[Text, ...], tuple[Line, ...]]:
    """Texts that end left of the axis at `x`, and a short line for each; none touches another."""
    texts: list[Text] = []
    marks: list[Line] = []
    years: set[int] = set()
    for _, first in sorted(_candidates(scale.stretches)):
        moment = date.fromordinal(first)
        new_year = moment.month == 1
        # A month below the tick of another year would be read as of that one.
        if not new_year and moment.year not in years:
            continue
        ruler, y = bold if new_year else plain, scale.at(first)
        words = str(moment.year) if new_year else MONTHS[moment.month - 1][:3]
        left = x - TICK - SPACE - ruler.width(words)
        text = one_line("tick", words, ruler, (left, y - HIGH * ruler.size / 2), INK if new_year else MUTED)
        if not any(text.box.meets(other.box) for other in texts):
            years.add(moment.year)
            texts.append(text)
            marks.append(Line(((x - TICK, y), (x, y)), RULE, 3))
    return tuple(texts), tuple(marks)


def _candidates(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """How soon each tick is placed, and its day."""
    after_gap = True
    for stretch in stretches:
        moment = date.fromordinal(stretch.first)
        if stretch.kind == "break":
            after_gap = True
        elif moment.month == 1:
            rank = next(rank for rank, of in enumerate(_ROUND) if moment.year % of == 0)
            yield (0 if after_gap else 1 + rank), stretch.first
            after_gap = False
        else:
            yield (20 if stretch.busy else 21), stretch.first
