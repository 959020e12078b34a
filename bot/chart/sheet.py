"""The measures of a picture, in pixels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
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
