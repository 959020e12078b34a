"""What a layout consists of. Everything is in pixels, from the upper left corner, y downward."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.chart.theme import MarkerStyle

# The width of a text in pixels at a size in pixels, bold or not.
MeasureText = Callable[[str, float, bool], float]
Point = tuple[float, float]
TextRole = Literal["title", "subtitle", "tick", "date", "label", "note", "legend", "caption"]

# As shares of the size of a text: from the top of its box to its baseline, the height of its box,
# and the distance from one line to the next.
ASCENT, BOX_HEIGHT, LINE_PITCH = 0.93, 1.17, 1.24


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether the two boxes share more than an edge."""
        overlaps_across = self.x < other.right and other.x < self.right
        return overlaps_across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Text:
    """One line of text. Its letters stay inside its box."""

    role: TextRole
    box: Box
    text: str
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str
    width: float
    dashed: bool = False


@dataclass(frozen=True)
class Bar:
    """A rounded bar: a period of time."""

    box: Box
    colour: str


@dataclass(frozen=True)
class Marker:
    """An event: filled, or hollow where its date is approximate."""

    x: float
    y: float
    radius: float
    style: MarkerStyle
    hollow: bool


@dataclass(frozen=True)
class Layout:
    """A whole picture. In each field, later items are drawn over earlier ones.

    `left_out` is the number of events that have a marker but no label.
    """

    width: float
    height: float
    texts: tuple[Text, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    axis_breaks: tuple[Box, ...]
    leaders: tuple[Line, ...]
    markers: tuple[Marker, ...]
    left_out: int


@dataclass(frozen=True)
class PictureSection:
    """A section above or below the timeline, and the y of its lower edge."""

    texts: tuple[Text, ...]
    bottom: float
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    markers: tuple[Marker, ...] = ()
