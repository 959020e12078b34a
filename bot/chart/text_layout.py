"""Text to lines that fit, and lines set one below the other."""

from collections.abc import Iterator, Sequence
from unicodedata import combining

from bot.chart.geometry import APART, HIGH, Box, Measure, Part, Text

ELLIPSIS = "…"


class Ruler:
    """Measures at one size and weight."""

    def __init__(self, measure: Measure, size: float, bold: bool = False) -> None:
        self._measure = measure
        self.size = size
        self.bold = bold

    def width(self, text: str) -> float:
        """The width in pixels."""
        return self._measure(text, self.size, self.bold) if text else 0.0

    def head(self, text: str, width: float) -> str:
        """As much of the start of a text as fits; no mark is parted from its letter."""
        taken, used = 0, 0.0
        for place, letter in enumerate(text):
            used += 0.0 if combining(letter) else self.width(letter)
            if used > width:
                break
            taken = place + 1
        # Letters can be wider together than one by one.
        while taken and (self.width(text[:taken]) > width or combining(text[taken : taken + 1] or "a")):
            taken -= 1
        return text[:taken]


def wrap(text: str, ruler: Ruler, width: float, most: int, first: float | None = None) -> list[str]:
    """At most so many lines of that width, the last one ending in an ellipsis where there is more.

    `first` is the width of the first line where something stands before it; where nothing fits there,
    the first line is empty.
    """
    lines: list[str] = []
    for line in _lines(text, ruler, width, width if first is None else first):
        if len(lines) == most:
            return [
                *lines[:-1],
                _ended(f"{lines[-1]} {line}".strip(), ruler, width if most > 1 else first or width),
            ]
        lines.append(line)
    return lines


def cut(text: str, ruler: Ruler, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if ruler.width(text) <= width:
        return text
    return _ended(text, ruler, width)


def _ended(text: str, ruler: Ruler, width: float) -> str:
    return ruler.head(text, width - ruler.width(ELLIPSIS)).rstrip(" ,;:.–-") + ELLIPSIS


def _lines(text: str, ruler: Ruler, width: float, first: float) -> Iterator[str]:
    room, line = first, ""
    for word in text.split():
        rest = word
        if ruler.width(word) > width:
            # A word longer than any line, or a script without spaces: it starts where there is room.
            start = f"{line} " if line else ""
            while ruler.width(start + rest) > room:
                head = ruler.head(start + rest, room)
                part = head[len(start) :] if len(head) > len(start) else ""
                yield (start + part).rstrip()
                rest, start, room = rest[len(part) :], "", width
                if not part and room < ruler.width(rest[:1]):
                    break
            line = start + rest
        elif ruler.width(f"{line} {word}" if line else word) <= room:
            line = f"{line} {word}" if line else word
        else:
            yield line
            line, room = word, width
    if line:
        yield line


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
