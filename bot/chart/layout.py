"""Where everything in a picture is. Pure: what draws it only places what stands here."""

from dataclasses import replace

from bot.chart.axis import SPACE, TICK, ticks
from bot.chart.geometry import HIGH, Box, Layout, Line, Measure, Text
from bot.chart.header_footer import footing, heading
from bot.chart.labels import Label, Labelling, label_of, labelled, set_label
from bot.chart.lanes import Lanes, lanes_of
from bot.chart.markers import heights, labels_begin, leaders, markers, periods, spans
from bot.chart.request import Happening, Plate
from bot.chart.scale import stretches_of
from bot.chart.text_layout import Ruler
from bot.chart.theme import RULE, Sheet

_AXIS, _TEAR = 4.0, 24.0
_WIDEST_TICK = "0000"


def lay_out(plate: Plate, measure: Measure, sheet: Sheet) -> Layout:
    """Lay a picture out, in pixels; no text meets another one, or a marker.

    Where there is no room for all labels, some are left out, and the picture says how many. Raises
    ValueError where there are no events.
    """
    if not plate.events:
        raise ValueError("a picture needs at least one event")
    events = plate.events
    axis = sheet.margin + Ruler(measure, sheet.text, bold=True).width(_WIDEST_TICK) + SPACE + TICK
    lanes = lanes_of(events, axis, sheet)
    head = heading(plate, measure, sheet)
    top = head.bottom + sheet.apart
    breaks = any(stretch.kind == "break" for stretch in stretches_of(events))
    labels, found = _fitted(plate, sheet.right - labels_begin(lanes), breaks, top, measure, sheet)
    foot = footing(
        plate, len(events) - len(found.tops), breaks, found.scale.bottom + sheet.apart, measure, sheet
    )
    timeline = _timeline(events, labels, found, lanes, axis, measure, sheet)
    return replace(
        timeline,
        height=foot.bottom,
        texts=(*head.texts, *timeline.texts, *foot.texts),
        bars=(*timeline.bars, *foot.bars),
        lines=(*timeline.lines, *foot.lines),
        markers=(*timeline.markers, *foot.markers),
    )


def _fitted(
    plate: Plate, width: float, breaks: bool, top: float, measure: Measure, sheet: Sheet
) -> tuple[list[Label], Labelling]:
    """Whole labels; where not all fit, shorter ones for as many as can be, and a line that says so."""
    for left_out, most in ((0, sheet.most_lines), (len(plate.events), sheet.crowded_lines)):
        labels = [label_of(event, measure, width, most, sheet) for event in plate.events]
        foot = footing(plate, left_out, breaks, 0, measure, sheet).bottom
        found = labelled(plate.events, labels, top, sheet.most_height - top - sheet.apart - foot, sheet)
        if len(found.tops) == len(plate.events):
            break
    return labels, found


def _timeline(
    events: tuple[Happening, ...],
    labels: list[Label],
    found: Labelling,
    lanes: Lanes,
    axis: float,
    measure: Measure,
    sheet: Sheet,
) -> Layout:
    scale, left = found.scale, labels_begin(lanes)
    beside = {place: top + HIGH * sheet.text / 2 for place, top in found.tops.items()}
    down = heights(events, beside, scale, sheet)
    bold, plain = Ruler(measure, sheet.text, bold=True), Ruler(measure, sheet.text)
    tick_texts, tick_lines = ticks(scale, axis, bold, plain)
    texts: list[Text] = [*tick_texts]
    for place, top in found.tops.items():
        texts += set_label(labels[place], left, top, measure, sheet)
    tears = (_tear(axis, lanes.right, top, end) for top, end in scale.breaks)
    return Layout(
        width=sheet.width,
        height=0,
        texts=tuple(texts),
        bars=(*periods(events, lanes, scale), *spans(events, lanes, scale)),
        lines=(Line(((axis, scale.edges[0]), (axis, scale.bottom)), RULE, _AXIS), *tick_lines),
        tears=tuple(tears),
        leaders=tuple(leaders(events, lanes, down, beside)),
        markers=markers(events, lanes, down, beside, sheet),
        left_out=len(events) - len(found.tops),
    )


def _tear(axis: float, right: float, top: float, bottom: float) -> Box:
    """Through the axis and all lanes, in the middle of a break."""
    height = min(_TEAR, 0.8 * (bottom - top))
    return Box(axis - TICK, (top + bottom - height) / 2, right - axis + 2 * TICK, height)
