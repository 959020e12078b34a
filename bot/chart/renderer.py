"""Draws a layout with matplotlib. Only how a line or a marker is made is decided here."""

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

from bot.chart.fonts import Fonts
from bot.chart.geometry import ASCENT, Bar, Box, Layout, Line, Marker, Point, Text
from bot.chart.request import ImageFormat
from bot.chart.theme import BACKGROUND, BORDER, LINE_COLOUR, Shape

_DPI = 100
# One pixel in points: matplotlib gives the widths of lines in points.
_POINTS_PER_PIXEL = 72 / _DPI
_DASHES = (0, (2.2, 1.8))


def _corners(shape: Shape, x: float, y: float, radius: float) -> list[Point]:
    """The corners of a shape, other than a circle, that looks as large as a circle of that radius."""
    match shape:
        case "square":
            return _regular_polygon(x, y, radius * 1.25, 4, 45)
        case "diamond":
            return _regular_polygon(x, y, radius * 1.3, 4, 0)
        case "triangle":
            return _regular_polygon(x, y + radius * 0.2, radius * 1.35, 3, -90)
        case _:
            return _cross(x, y, radius)


def _regular_polygon(x: float, y: float, radius: float, count: int, start: float) -> list[Point]:
    """The corners of a polygon, the first at the angle `start` in degrees."""
    angles = (math.radians(start + 360 / count * number) for number in range(count))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def _cross(x: float, y: float, radius: float) -> list[Point]:
    """The corners of one arm, then the same turned by 90, 180 and 270 degrees."""
    length, half_width = radius * 1.1, radius * 0.42
    arm = [(half_width, -length), (half_width, -half_width), (length, -half_width)]
    corners = []
    for _turn in range(4):
        corners += arm
        arm = [(-down, right) for right, down in arm]
    return [(x + right, y + down) for right, down in corners]


def render(layout: Layout, fonts: Fonts, image_format: ImageFormat) -> bytes:
    """The picture as a PNG or SVG file: always the same bytes for the same layout."""
    figure = Figure(figsize=(layout.width / _DPI, layout.height / _DPI), dpi=_DPI, facecolor=BACKGROUND)
    FigureCanvasAgg(figure)
    # From pixels, y downward, to the inches of matplotlib, y upward.
    transform = (
        Affine2D().scale(1 / _DPI, -1 / _DPI).translate(0, layout.height / _DPI) + figure.dpi_scale_trans
    )
    for order, artist in enumerate(build_artists(layout, fonts)):
        artist.set_transform(transform)
        artist.set_zorder(order)
        figure.add_artist(artist)
    metadata: Mapping[str, None] = (
        {"Software": None} if image_format == "png" else {"Date": None, "Creator": None}
    )
    file = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "footnote", "svg.fonttype": "path"}):
        figure.savefig(file, format=image_format, dpi=_DPI, facecolor=BACKGROUND, metadata=metadata)
    return file.getvalue()


def build_artists(layout: Layout, fonts: Fonts) -> Iterator[Artist]:
    """What is drawn, in pixels; later artists are drawn over earlier ones."""
    yield _border(layout)
    for line in layout.lines:
        yield _line(line)
    for bar in layout.bars:
        yield _bar(bar)
    for box in layout.axis_breaks:
        yield from _axis_break(box)
    for leader in layout.leaders:
        yield _line(leader)
    for marker in layout.markers:
        yield _marker(marker)
    for text in layout.texts:
        yield PathPatch(fit_outline(text, fonts), facecolor=text.colour, linewidth=0)


def fit_outline(text: Text, fonts: Fonts) -> Path:
    """The outlines of a text, moved into its box if they leave it, and narrowed if they are wider than it."""
    path = fonts.outline(text.text, text.size, text.bold, text.box.x, text.box.y + ASCENT * text.size)
    xs = outline_points(path)[:, 0]
    if not len(xs):
        return path
    low, high = float(xs.min()), float(xs.max())
    if low >= text.box.x and high <= text.box.right:
        return path
    narrowing = min(1.0, text.box.width / (high - low))
    start = min(max(low, text.box.x), text.box.right - (high - low) * narrowing)
    return Affine2D().translate(-low, 0).scale(narrowing, 1).translate(start, 0).transform_path(path)


def outline_points(path: Path) -> NDArray[np.float64]:
    """The points of outlines, without those that only close a loop: these may be anywhere."""
    points = np.asarray(path.vertices, dtype=np.float64)
    return points if path.codes is None else points[np.asarray(path.codes) != Path.CLOSEPOLY]


def _border(layout: Layout) -> Artist:
    return Rectangle(
        (1, 1),
        layout.width - 2,
        layout.height - 2,
        fill=False,
        edgecolor=BORDER,
        linewidth=2 * _POINTS_PER_PIXEL,
    )


def _line(line: Line) -> Artist:
    return PathPatch(
        Path(line.points),
        fill=False,
        edgecolor=line.colour,
        linewidth=line.width * _POINTS_PER_PIXEL,
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


def _axis_break(box: Box) -> Iterator[Artist]:
    """A band of background between two zigzag lines."""
    steps, tooth = max(round(box.width / 12), 2), min(8.0, box.height / 2)
    upper = [
        (box.x + step * box.width / steps, box.y + tooth if step % 2 else box.y) for step in range(steps + 1)
    ]
    lower = [(x, y + box.height - tooth) for x, y in upper]
    yield Polygon([*upper, *reversed(lower)], facecolor=BACKGROUND, linewidth=0)
    for edge in (upper, lower):
        yield _line(Line(tuple(edge), LINE_COLOUR, 3))


def _marker(marker: Marker) -> Artist:
    colour = marker.style.colour
    properties: dict[str, Any] = {
        "facecolor": BACKGROUND if marker.hollow else colour,
        "edgecolor": colour if marker.hollow else BACKGROUND,
        "linewidth": (5 if marker.hollow else 2) * _POINTS_PER_PIXEL,
    }
    # The edge of a hollow marker is drawn half inside its radius and half outside: this keeps it as large.
    radius = marker.radius - (2 if marker.hollow else 0)
    if marker.style.shape == "circle":
        return Circle((marker.x, marker.y), radius, **properties)
    return Polygon(_corners(marker.style.shape, marker.x, marker.y, radius), joinstyle="miter", **properties)
