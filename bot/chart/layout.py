"""Where everything in a picture is. Pure: what draws it only places what stands here."""

from dataclasses import replace

from bot.chart.axis import SPACE, TICK, ticks
from bot.chart.geometry import HIGH, Box, Layout, Line, Measure, Text
from bot.chart.header_footer import footing, heading
from bot.chart.labels import Label, LabelLayout, label_of, labelled, set_label
from bot.chart.lanes import Lanes, lanes_of
from bot.chart.markers import heights, labels_begin, leaders, markers, periods, spans
from bot.chart.request import ChartEvent, ChartRequest
from bot.chart.scale import stretches_of
from bot.chart.text_layout import Ruler
from bot.chart.theme import RULE, Measures

_AXIS, _TEAR = 4.0, 24.0
_WIDEST_TICK = "0000"


def lay_out(request: ChartRequest, measure: Measure, measures: Measures) -> Layout:
    """Lay a picture out, in pixels; no text meets another one, or a marker.

    Where there is no room for all labels, some are left out, and the picture says how many. Raises
    ValueError where there are no events.
    """
    if not request.events:
        raise ValueError("a picture needs at least one event")
    events = request.events
    axis = measures.margin + Ruler(measure, measures.text, bold=True).width(_WIDEST_TICK) + SPACE + TICK
    lanes = lanes_of(events, axis, measures)
    head = heading(request, measure, measures)
    top = head.bottom + measures.apart
    breaks = any(stretch.kind == "break" for stretch in stretches_of(events))
    labels, found = _fitted(request, measures.right - labels_begin(lanes), breaks, top, measure, measures)
    foot = footing(
        request, len(events) - len(found.tops), breaks, found.scale.bottom + measures.apart, measure, measures
    )
    timeline = _timeline(events, labels, found, lanes, axis, measure, measures)
    return replace(
        timeline,
        height=foot.bottom,
        texts=(*head.texts, *timeline.texts, *foot.texts),
        bars=(*timeline.bars, *foot.bars),
        lines=(*timeline.lines, *foot.lines),
        markers=(*timeline.markers, *foot.markers),
    )


def _fitted(
    request: ChartRequest, width: float, breaks: bool, top: float, measure: Measure, measures: Measures
) -> tuple[list[Label], LabelLayout]:
    """Whole labels; where not all fit, shorter ones for as many as can be, and a line that says so."""
    for left_out, most in ((0, measures.most_lines), (len(request.events), measures.crowded_lines)):
        labels = [label_of(event, measure, width, most, measures) for event in request.events]
        foot = footing(request, left_out, breaks, 0, measure, measures).bottom
        found = labelled(
            request.events, labels, top, measures.most_height - top - measures.apart - foot, measures
        )
        if len(found.tops) == len(request.events):
            break
    return labels, found


def _timeline(
    events: tuple[ChartEvent, ...],
    labels: list[Label],
    found: LabelLayout,
    lanes: Lanes,
    axis: float,
    measure: Measure,
    measures: Measures,
) -> Layout:
    scale, left = found.scale, labels_begin(lanes)
    beside = {place: top + HIGH * measures.text / 2 for place, top in found.tops.items()}
    down = heights(events, beside, scale, measures)
    bold, plain = Ruler(measure, measures.text, bold=True), Ruler(measure, measures.text)
    tick_texts, tick_lines = ticks(scale, axis, bold, plain)
    texts: list[Text] = [*tick_texts]
    for place, top in found.tops.items():
        texts += set_label(labels[place], left, top, measure, measures)
    tears = (_tear(axis, lanes.right, top, end) for top, end in scale.breaks)
    return Layout(
        width=measures.width,
        height=0,
        texts=tuple(texts),
        bars=(*periods(events, lanes, scale), *spans(events, lanes, scale)),
        lines=(Line(((axis, scale.edges[0]), (axis, scale.bottom)), RULE, _AXIS), *tick_lines),
        tears=tuple(tears),
        leaders=tuple(leaders(events, lanes, down, beside)),
        markers=markers(events, lanes, down, beside, measures),
        left_out=len(events) - len(found.tops),
    )


def _tear(axis: float, right: float, top: float, bottom: float) -> Box:
    """Through the axis and all lanes, in the middle of a break."""
    height = min(_TEAR, 0.8 * (bottom - top))
    return Box(axis - TICK, (top + bottom - height) / 2, right - axis + 2 * TICK, height)
