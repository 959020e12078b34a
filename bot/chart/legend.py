"""The legend: what the shapes, the colours and the ways of drawing mean that are in the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chart.geometry import Bar, Box, Line, Marker, PictureSection, Point, Text
from bot.chart.request import ChartRequest
from bot.chart.text_layout import Ruler, cut, height_of_lines, place_line
from bot.chart.theme import (
    LINE_COLOUR,
    MUTED_COLOUR,
    PERIOD_COLOUR,
    TEXT_COLOUR,
    Dimensions,
    MarkerStyle,
    style_of_topic,
)

# With more rows than these, the names of topics are cut to half the width.
_MAX_ROWS = 7
_SPACE_AFTER_SWATCH, _SPACE_BETWEEN_KEYS = 16, 40.0
# The distance from one row to the next, as a share of the size of the text.
_ROW_PITCH = 1.36


@dataclass(frozen=True)
class LegendKey:
    """One item of the legend: the kind of its swatch, and what that means."""

    kind: Literal["topic", "period", "approximate", "inferred", "break"]
    text: str
    style: MarkerStyle


def find_keys(request: ChartRequest, has_breaks: bool) -> Iterator[LegendKey]:
    """What there is to explain: the topics that are present, and each way of drawing that is used."""
    topics = sorted({event.topic for event in request.events})
    yield from (LegendKey("topic", request.topics[topic], style_of_topic(topic)) for topic in topics)
    style = MarkerStyle("circle", MUTED_COLOUR)
    periods = {event.grain for event in request.events if event.until is None} - {"day"}
    if periods:
        # In this order, whichever of the two there are.
        names = " or ".join(name for name in ("year", "month") if name in periods)
        yield LegendKey("period", f"Some time in that {names}", style)
    if any(event.approximate for event in request.events):
        yield LegendKey("approximate", "About that time", style)
    if any(event.inferred for event in request.events):
        yield LegendKey("inferred", "(Year) by the order of events", style)
    if has_breaks:
        yield LegendKey("break", "Empty years, shortened", style)


def build_legend(
    keys: Sequence[LegendKey], top: float, ruler: Ruler, dimensions: Dimensions
) -> PictureSection:
    """Place swatches and texts in rows, the first beginning at `top`."""
    text_offset = dimensions.swatch_width + _SPACE_AFTER_SWATCH
    rows = _rows(keys, dimensions.content_width - text_offset, ruler, dimensions)
    if len(rows) > _MAX_ROWS:
        column_width = (dimensions.content_width - _SPACE_BETWEEN_KEYS) / 2
        rows = _rows(keys, column_width - text_offset, ruler, dimensions)
    pitch = _ROW_PITCH * ruler.size
    texts: list[Text] = []
    swatches: list[tuple[LegendKey, float, float]] = []
    for number, row in enumerate(rows):
        for x, shown, key in row:
            text = place_line("legend", shown, ruler, (x + text_offset, top + number * pitch), TEXT_COLOUR)
            texts.append(text)
            swatches.append((key, x, text.box.y + text.box.height / 2))
    bottom = top + (len(rows) - 1) * pitch + height_of_lines(1, ruler)
    return _with_swatches(tuple(texts), swatches, bottom, dimensions)


def _rows(
    keys: Sequence[LegendKey], max_width: float, ruler: Ruler, dimensions: Dimensions
) -> list[list[tuple[float, str, LegendKey]]]:
    """The x, the text and the key of each item, row by row; names of topics are cut to `max_width`."""
    rows: list[list[tuple[float, str, LegendKey]]] = [[]]
    x = dimensions.margin
    for key in keys:
        shown = cut(key.text, ruler, max_width) if key.kind == "topic" else key.text
        width = dimensions.swatch_width + _SPACE_AFTER_SWATCH + ruler.width(shown)
        if rows[-1] and x + width > dimensions.right_edge:
            rows.append([])
            x = dimensions.margin
        rows[-1].append((x, shown, key))
        x += width + _SPACE_BETWEEN_KEYS
    return rows


def _with_swatches(
    texts: tuple[Text, ...],
    swatches: Sequence[tuple[LegendKey, float, float]],
    bottom: float,
    dimensions: Dimensions,
) -> PictureSection:
    """The legend; `swatches` has each key with the left edge and the middle height of its swatch."""
    bars, lines, markers = [], [], []
    width = dimensions.swatch_width
    for key, x, y in swatches:
        middle, right = x + width / 2, x + width
        if key.kind in ("topic", "approximate"):
            is_hollow = key.kind == "approximate"
            markers.append(Marker(middle, y, dimensions.marker_radius, key.style, is_hollow))
        elif key.kind == "period":
            bars.append(Bar(Box(x, y - 18, width, 36), PERIOD_COLOUR))
            markers.append(Marker(middle, y, dimensions.small_marker_radius, key.style, hollow=False))
        elif key.kind == "inferred":
            lines.append(Line(((x - 2, y), (right + 4, y)), MUTED_COLOUR, 3, dashed=True))
        else:
            lines += [Line(_zigzag(x, right, y + shift), LINE_COLOUR, 3) for shift in (-5.0, 5.0)]
    return PictureSection(texts, bottom, tuple(bars), tuple(lines), tuple(markers))


def _zigzag(left: float, right: float, y: float) -> tuple[Point, ...]:
    quarter = (right - left) / 4
    return tuple((left + step * quarter, y + (4 if step % 2 else -4)) for step in range(5))
