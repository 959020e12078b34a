"""Lines of text, set one below the other."""

from collections.abc import Sequence

from bot.chart.boxes import APART, HIGH, Box, Part, Text
from bot.chart.wrapping import Ruler


def one_line(part: Part, text: str, ruler: Ruler, at: tuple[float, float], colour: str) -> Text:
    """A line whose box begins at a point."""
    box = Box(*at, ruler.width(text), HIGH * ruler.size)
    return Text(part, box, text, ruler.size, ruler.bold, colour)


def lines(
    part: Part, texts: Sequence[str], ruler: Ruler, at: tuple[float, float], colour: str
) -> tuple[Text, ...]:
    """Lines one below the other, the first beginning at a point."""
    x, y = at
    return tuple(
        one_line(part, text, ruler, (x, y + number * APART * ruler.size), colour)
        for number, text in enumerate(texts)
        if text
    )


def height_of(count: int, ruler: Ruler) -> float:
    """The height of so many lines, from the top of the first to the bottom of the last."""
    return ((count - 1) * APART + HIGH) * ruler.size if count else 0.0
