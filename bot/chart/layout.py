"""Where everything in a picture is. Pure: the renderer only draws what is decided here."""

from dataclasses import replace

from bot.chart.axis import TICK_GAP, TICK_LENGTH, place_ticks
from bot.chart.geometry import BOX_HEIGHT, Box, Layout, Line, MeasureText, Text
from bot.chart.header_footer import build_footer, build_header
from bot.chart.labels import Label, LabelLayout, choose_labels, place_label, wrap_label
from bot.chart.lanes import LanePositions, assign_lanes
from bot.chart.markers import (
    build_leaders,
    build_markers,
    build_period_bars,
    build_span_bars,
    find_labels_left,
    find_marker_heights,
)
from bot.chart.request import ChartEvent, ChartRequest
from bot.chart.scale import split_axis
from bot.chart.text_layout import Ruler
from bot.chart.theme import LINE_COLOUR, Dimensions

_AXIS_WIDTH, _BREAK_HEIGHT = 4.0, 24.0
_WIDEST_TICK = "0000"


def lay_out(request: ChartRequest, measure: MeasureText, dimensions: Dimensions) -> Layout:
    """Lay a picture out, in pixels; no text overlaps another text or a marker.

    Where there is no room for all labels, some are left out, and the picture says how many. Raises
    ValueError if there are no events.
    """
    if not request.events:
        raise ValueError("a picture needs at least one event")
    events = request.events
    ticks_width = Ruler(measure, dimensions.text_size, bold=True).width(_WIDEST_TICK) + TICK_GAP + TICK_LENGTH
    axis = dimensions.margin + ticks_width
    lanes = assign_lanes(events, axis, dimensions)
    header = build_header(request, measure, dimensions)
    top = header.bottom + dimensions.section_gap
    has_breaks = any(segment.kind == "break" for segment in split_axis(events))
    label_width = dimensions.right_edge - find_labels_left(lanes)
    labels, label_layout = _fit_labels(request, label_width, has_breaks, top, measure, dimensions)
    left_out = len(events) - len(label_layout.tops)
    footer_top = label_layout.scale.bottom + dimensions.section_gap
    footer = build_footer(request, left_out, has_breaks, footer_top, measure, dimensions)
    timeline = _lay_out_timeline(events, labels, label_layout, lanes, axis, measure, dimensions)
    return replace(
        timeline,
        height=footer.bottom,
        texts=(*header.texts, *timeline.texts, *footer.texts),
        bars=(*timeline.bars, *footer.bars),
        lines=(*timeline.lines, *footer.lines),
        markers=(*timeline.markers, *footer.markers),
    )


def _fit_labels(
    request: ChartRequest,
    width: float,
    has_breaks: bool,
    top: float,
    measure: MeasureText,
    dimensions: Dimensions,
) -> tuple[list[Label], LabelLayout]:
    """Whole labels; where not all fit, shorter ones for some events, and room for a line that says so."""
    attempts = ((0, dimensions.max_lines), (len(request.events), dimensions.max_lines_crowded))
    for left_out, max_lines in attempts:
        labels = [wrap_label(event, measure, width, max_lines, dimensions) for event in request.events]
        footer_height = build_footer(request, left_out, has_breaks, 0, measure, dimensions).bottom
        room = dimensions.max_height - top - dimensions.section_gap - footer_height
        label_layout = choose_labels(request.events, labels, top, room, dimensions)
        if len(label_layout.tops) == len(request.events):
            break
    return labels, label_layout


def _lay_out_timeline(
    events: tuple[ChartEvent, ...],
    labels: list[Label],
    label_layout: LabelLayout,
    lanes: LanePositions,
    axis: float,
    measure: MeasureText,
    dimensions: Dimensions,
) -> Layout:
    """What is between header and footer; its height is not known yet, and is 0."""
    scale, tops = label_layout.scale, label_layout.tops
    label_middles = {index: top + BOX_HEIGHT * dimensions.text_size / 2 for index, top in tops.items()}
    heights = find_marker_heights(events, label_middles, scale, dimensions)
    bold, plain = Ruler(measure, dimensions.text_size, bold=True), Ruler(measure, dimensions.text_size)
    tick_texts, tick_lines = place_ticks(scale, axis, bold, plain)
    texts: list[Text] = [*tick_texts]
    for index, top in tops.items():
        texts += place_label(labels[index], find_labels_left(lanes), top, measure, dimensions)
    axis_line = Line(((axis, scale.edges[0]), (axis, scale.bottom)), LINE_COLOUR, _AXIS_WIDTH)
    return Layout(
        width=dimensions.width,
        height=0,
        texts=tuple(texts),
        bars=(*build_period_bars(events, lanes, scale), *build_span_bars(events, lanes, scale)),
        lines=(axis_line, *tick_lines),
        axis_breaks=tuple(_axis_break(axis, lanes.right, top, bottom) for top, bottom in scale.breaks),
        leaders=tuple(build_leaders(events, lanes, heights, label_middles)),
        markers=build_markers(events, lanes, heights, label_middles, dimensions),
        left_out=len(events) - len(tops),
    )


def _axis_break(axis: float, right: float, top: float, bottom: float) -> Box:
    """The box of a jagged gap through the axis and all lanes, in the middle of a run of empty years."""
    height = min(_BREAK_HEIGHT, 0.8 * (bottom - top))
    return Box(axis - TICK_LENGTH, (top + bottom - height) / 2, right - axis + 2 * TICK_LENGTH, height)
