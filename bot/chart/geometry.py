"""What a layout consists of. Everything is in pixels, from the upper left corner, y downward."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.chart.theme import Look

# The width of a text in pixels at a size in pixels, bold or not.
Measure = Callable[[str, float, bool], float]
Point = tuple[float, float]
Part = Literal["title", "subtitle", "tick", "date", "label", "note", "legend", "caption"]

# Of the size of a text: how far it goes above its baseline, how high its box is, how far lines are apart.
ABOVE, HIGH, APART = 0.93, 1.17, 1.24


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def meets(self, other: "Box") -> bool:
        """Do the two share more than an edge?"""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Text:
    """One line of text, whose ink stays within its box."""

    part: Part
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
    """A rounded bar: a stretch of time."""

    box: Box
    colour: str
    outline: str | None = None
    dashed: bool = False


@dataclass(frozen=True)
class Marker:
    """An event: filled, or hollow where its date is approximate."""

    x: float
    y: float
    radius: float
    look: Look
    hollow: bool


@dataclass(frozen=True)
class Layout:
    """A whole picture. What comes later in a field is drawn over what comes before."""

    width: float
    height: float
    texts: tuple[Text, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    tears: tuple[Box, ...]
    leaders: tuple[Line, ...]
    markers: tuple[Marker, ...]
    left_out: int


@dataclass(frozen=True)
class Frame:
    """A part above or below the timeline, and where it ends."""

    texts: tuple[Text, ...]
    bottom: float
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    markers: tuple[Marker, ...] = ()
