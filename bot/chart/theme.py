"""How the picture looks: the colours and shapes of topics, and the measures in pixels."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "square", "diamond", "triangle", "cross"]
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle", "cross")
# From Paul Tol's muted scheme, which people with any kind of colour blindness can tell apart.
COLOURS = ("#332288", "#CC6677", "#117733", "#999933", "#882255", "#44AA99")
GROUND, EDGE, INK, MUTED, RULE, PERIOD = "#FBFAF7", "#DDDAD2", "#20242C", "#646A75", "#B9BDC4", "#E9E8E4"


@dataclass(frozen=True)
class Look:
    """What the markers of a topic look like."""

    shape: Shape
    colour: str


def look(topic: int) -> Look:
    """The look of the topic at that place of the pack; 30 differ, and neighbours differ in both ways."""
    return Look(SHAPES[topic % len(SHAPES)], COLOURS[topic % len(COLOURS)])


def paler(colour: str, share: float) -> str:
    """A colour mixed with the ground: 0 is the ground, 1 the colour."""
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(GROUND[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


@dataclass(frozen=True)
class Measures:
    """Made for phones: at 400 pixels of width, a third, the text is still 12.7 pixels high."""

    width: float = 1_200
    # Discord shrinks what is much taller than wide.
    most_height: float = 2_280
    margin: float = 52
    text: float = 38
    title: float = 56
    marker: float = 13
    # A marker without a label.
    small_marker: float = 9
    swatch: float = 30
    # Between two labels: as much as there is room for.
    gaps: tuple[float, ...] = (44, 34, 26, 20, 14)
    # Of a label: at most, and where there is no room for all of them.
    most_lines: int = 3
    crowded_lines: int = 2
    # Between the parts of the picture.
    apart: float = 42

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - self.margin
