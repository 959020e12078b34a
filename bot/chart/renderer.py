"""A layout, drawn by matplotlib. Nothing is decided here but how a line or a marker is made."""

import io
import math
from collections.abc import Iterator, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from bot.chart.fonts import Typeface
from bot.chart.geometry import ABOVE, Bar, Box, Layout, Line, Marker, Point, Text
from bot.chart.request import Form
from bot.chart.theme import EDGE, GROUND, RULE, Shape

_DPI = 100
# The library counts widths of lines in points.
_POINT = 72 / _DPI
_DASHES = (0, (2.2, 1.8))


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


def drawn(layout: Layout, typeface: Typeface, form: Form) -> bytes:
    """A PNG or SVG file, the same bytes for the same layout."""
    figure = Figure(figsize=(layout.width / _DPI, layout.height / _DPI), dpi=_DPI, facecolor=GROUND)
    FigureCanvasAgg(figure)
    # From pixels, y downward, to the library's inches.
    place = Affine2D().scale(1 / _DPI, -1 / _DPI).translate(0, layout.height / _DPI) + figure.dpi_scale_trans
    for order, artist in enumerate(artists(layout, typeface)):
        artist.set_transform(place)
        artist.set_zorder(order)
        figure.add_artist(artist)
    metadata: Mapping[str, None] = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
    file = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "footnote", "svg.fonttype": "path"}):
        figure.savefig(file, format=form, dpi=_DPI, facecolor=GROUND, metadata=metadata)
    return file.getvalue()


def artists(layout: Layout, typeface: Typeface) -> Iterator[Artist]:
    """What is drawn, in pixels, from the bottom to the top."""
    yield _edge(layout)
    for line in layout.lines:
        yield _line(line)
    for bar in layout.bars:
        yield _bar(bar)
    for tear in layout.tears:
        yield from _tear(tear)
    for leader in layout.leaders:
        yield _line(leader)
    for marker in layout.markers:
        yield _marker(marker)
    for text in layout.texts:
        yield PathPatch(outline(text, typeface), facecolor=text.colour, linewidth=0)


def outline(text: Text, typeface: Typeface) -> Path:
    """The outlines of a text in its box; were they wider than it, they are squeezed into it."""
    path = typeface.outline(text.text, text.size, text.bold, text.box.x, text.box.y + ABOVE * text.size)
    across = ink(path)[:, 0]
    if not len(across):
        return path
    low, high = float(across.min()), float(across.max())
    if low >= text.box.x and high <= text.box.right:
        return path
    squeeze = min(1.0, text.box.width / (high - low))
    start = min(max(low, text.box.x), text.box.right - (high - low) * squeeze)
    return Affine2D().translate(-low, 0).scale(squeeze, 1).translate(start, 0).transform_path(path)


def ink(path: Path) -> NDArray[np.float64]:
    """The points of outlines; those that only close a loop stand anywhere."""
    points = np.asarray(path.vertices, dtype=np.float64)
    return points if path.codes is None else points[np.asarray(path.codes) != Path.CLOSEPOLY]


def _edge(layout: Layout) -> Artist:
    return Rectangle(
        (1, 1), layout.width - 2, layout.height - 2, fill=False, edgecolor=EDGE, linewidth=2 * _POINT
    )


def _line(line: Line) -> Artist:
    return PathPatch(
        Path(line.points),
        fill=False,
        edgecolor=line.colour,
        linewidth=line.width * _POINT,
        linestyle=_DASHES if line.dashed else "-",
        capstyle="butt" if line.dashed else "round",
        joinstyle="round",
    )


def _bar(bar: Bar) -> Artist:
    box, radius = bar.box, min(bar.box.width, bar.box.height) / 2
    return FancyBboxPatch(
        (box.x, box.y),
        box.width,
        box.height,
        f"round,pad=0,rounding_size={radius}",
        facecolor=bar.colour,
        linewidth=0,
    )


def _tear(box: Box) -> Iterator[Artist]:
    steps, teeth = max(round(box.width / 12), 2), min(8.0, box.height / 2)
    upper = [(box.x + step * box.width / steps, box.y + (0, teeth)[step % 2]) for step in range(steps + 1)]
    lower = [(x, y + box.height - teeth) for x, y in upper]
    yield Polygon([*upper, *reversed(lower)], facecolor=GROUND, linewidth=0)
    for edge in (upper, lower):
        yield _line(Line(tuple(edge), RULE, 3))


def _marker(marker: Marker) -> Artist:
    colour = marker.look.colour
    style: dict[str, Any] = {
        "facecolor": GROUND if marker.hollow else colour,
        "edgecolor": colour if marker.hollow else GROUND,
        "linewidth": (5 if marker.hollow else 2) * _POINT,
    }
    # A hollow one is drawn on the middle of its edge.
    radius = marker.radius - (2 if marker.hollow else 0)
    if marker.look.shape == "circle":
        return Circle((marker.x, marker.y), radius, **style)
    return Polygon(corners(marker.look.shape, marker.x, marker.y, radius), joinstyle="miter", **style)
