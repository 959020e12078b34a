"""The corners of the shapes that markers have."""

import math

from bot.chart.boxes import Point
from bot.chart.marks import Shape


def corners(shape: Shape, x: float, y: float, radius: float) -> list[Point]:
    """The corners of a shape that looks as large as a circle of that radius; a circle has none."""
    match shape:
        case "square":
            return _ring(x, y, radius * 1.25, 4, 45)
        case "diamond":
            return _ring(x, y, radius * 1.3, 4, 0)
        case "triangle":
            return _ring(x, y + radius * 0.2, radius * 1.35, 3, -90)
        case _:
            arm, thin = radius * 1.1, radius * 0.42
            quarter = [(thin, -arm), (thin, -thin), (arm, -thin)]
            turned = []
            for _turn in range(4):
                turned += quarter
                quarter = [(-b, a) for a, b in quarter]
            return [(x + a, y + b) for a, b in turned]


def _ring(x: float, y: float, radius: float, count: int, start: float) -> list[Point]:
    angles = (math.radians(start + 360 / count * number) for number in range(count))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]
