"""How the picture looks: the colours and shapes of topics, and the sizes and distances in pixels."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "square", "diamond", "triangle", "cross"]
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle", "cross")
# From Paul Tol's muted scheme, which people with any kind of colour blindness can tell apart.
COLOURS = ("#332288", "#CC6677", "#117733", "#999933", "#882255", "#44AA99")
BACKGROUND = "#FBFAF7"
BORDER = "#DDDAD2"
TEXT_COLOUR = "#20242C"
MUTED_COLOUR = "#646A75"
LINE_COLOUR = "#B9BDC4"
PERIOD_COLOUR = "#E9E8E4"
# Where red, green and blue begin in a colour such as `#20242C`.
_CHANNELS = (1, 3, 5)


@dataclass(frozen=True)
class MarkerStyle:
    """What the markers of a topic look like."""

    shape: Shape
    colour: str


def style_of_topic(topic: int) -> MarkerStyle:
    """The style of a topic, by its place in the pack, from 0.

    The first 30 topics all differ. Two neighbours differ in shape and in colour.
    """
    return MarkerStyle(SHAPES[topic % len(SHAPES)], COLOURS[topic % len(COLOURS)])


def blend_with_background(colour: str, share: float) -> str:
    """A colour mixed with the background: a share of 0 is the background, 1 is the colour."""
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(BACKGROUND[at : at + 2], 16) * (1 - share))
        for at in _CHANNELS
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@dataclass(frozen=True)
class Dimensions:
    """Sizes and distances in pixels.

    They are made for phones: shown 400 pixels wide, a third of the width, the text is still 12.7
    pixels high.
    """

    width: float = 1_200
    # Discord shrinks a picture that is much taller than it is wide.
    max_height: float = 2_280
    margin: float = 52
    text_size: float = 38
    title_size: float = 56
    marker_radius: float = 13
    # Of a marker without a label.
    small_marker_radius: float = 9
    swatch_width: float = 30
    # The space between two labels: the first of these that leaves room for all labels.
    label_gaps: tuple[float, ...] = (44, 34, 26, 20, 14)
    # The most lines of a label, and the most where there is no room for all labels.
    max_lines: int = 3
    max_lines_crowded: int = 2
    # Between the sections of the picture.
    section_gap: float = 42

    @property
    def content_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def right_edge(self) -> float:
        """Where the right margin begins."""
        return self.width - self.margin
