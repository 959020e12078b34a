"""How a topic looks: a shape and a colour, so that neither is needed alone."""

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
