"""Text broken into lines that fit, and lines placed one below the other."""

from collections.abc import Iterator, Sequence
from unicodedata import combining

from bot.chart.geometry import BOX_HEIGHT, LINE_PITCH, Box, MeasureText, Text, TextRole

ELLIPSIS = "…"


class Ruler:
    """Measures texts at one size and weight."""

    def __init__(self, measure: MeasureText, size: float, bold: bool = False) -> None:
        self._measure = measure
        self.size = size
        self.bold = bold

    def width(self, text: str) -> float:
        """The width of a text in pixels."""
        return self._measure(text, self.size, self.bold) if text else 0.0

    def longest_start(self, text: str, width: float) -> str:
        """The longest start of a text that fits a width; no accent is separated from its letter."""
        length, used = 0, 0.0
        for index, letter in enumerate(text):
            used += 0.0 if combining(letter) else self.width(letter)
            if used > width:
                break
            length = index + 1
        # Letters can be wider together than one by one.
        while length and (self.width(text[:length]) > width or _is_accent_at(text, length)):
            length -= 1
        return text[:length]


def _is_accent_at(text: str, index: int) -> bool:
    """Whether the character there belongs to the letter before it; at the end of the text there is none."""
    return index < len(text) and combining(text[index]) != 0


def wrap(
    text: str, ruler: Ruler, width: float, max_lines: int, first_width: float | None = None
) -> list[str]:
    """At most `max_lines` lines of a width; the last one ends in an ellipsis where text is left over.

    `first_width` is the width of the first line where something is before it. Where nothing fits there,
    the first line is empty.
    """
    lines: list[str] = []
    for line in _lines(text, ruler, width, width if first_width is None else first_width):
        if len(lines) == max_lines:
            # Nothing fits on an only line of width 0: it gets the whole width.
            last_width = first_width if max_lines == 1 and first_width else width
            return [*lines[:-1], _shorten(f"{lines[-1]} {line}".strip(), ruler, last_width)]
        lines.append(line)
    return lines


def cut(text: str, ruler: Ruler, width: float) -> str:
    """The text, or the longest start of it that fits with an ellipsis."""
    if ruler.width(text) <= width:
        return text
    return _shorten(text, ruler, width)


def _shorten(text: str, ruler: Ruler, width: float) -> str:
    """The longest start of a text that fits, with an ellipsis after it."""
    return ruler.longest_start(text, width - ruler.width(ELLIPSIS)).rstrip(" ,;:.–-") + ELLIPSIS


def _lines(text: str, ruler: Ruler, width: float, first_width: float) -> Iterator[str]:
    line_width, line = first_width, ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if ruler.width(word) > width:
            # A word longer than any line, or a script without spaces: it begins on the line that is not full.
            rest, start = word, f"{line} " if line else ""
            while ruler.width(start + rest) > line_width:
                fitting = ruler.longest_start(start + rest, line_width)
                part = fitting[len(start) :]
                yield (start + part).rstrip()
                rest, start, line_width = rest[len(part) :], "", width
                if not part and line_width < ruler.width(rest[:1]):
                    break
            line = start + rest
        elif ruler.width(longer) <= line_width:
            line = longer
        else:
            yield line
            line, line_width = word, width
    if line:
        yield line


def place_line(role: TextRole, text: str, ruler: Ruler, corner: tuple[float, float], colour: str) -> Text:
    """A line of text; `corner` is the upper left corner of its box."""
    box = Box(*corner, ruler.width(text), BOX_HEIGHT * ruler.size)
    return Text(role, box, text, ruler.size, ruler.bold, colour)


def stack_lines(
    role: TextRole, texts: Sequence[str], ruler: Ruler, corner: tuple[float, float], colour: str
) -> tuple[Text, ...]:
    """Lines one below the other; `corner` is the upper left corner of the first. An empty line is a gap."""
    x, y = corner
    return tuple(
        place_line(role, text, ruler, (x, y + number * LINE_PITCH * ruler.size), colour)
        for number, text in enumerate(texts)
        if text
    )


def height_of_lines(count: int, ruler: Ruler) -> float:
    """The height of `count` lines, from the top of the first to the bottom of the last; 0 for none."""
    return ((count - 1) * LINE_PITCH + BOX_HEIGHT) * ruler.size if count else 0.0
