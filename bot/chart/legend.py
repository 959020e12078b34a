"""The legend: what shapes, colours and ways of drawing mean, of those that are in the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chart.geometry import Bar, Box, Frame, Line, Marker, Text
from bot.chart.request import ChartRequest
from bot.chart.text_layout import Ruler, cut, height_of, one_line
from bot.chart.theme import INK, MUTED, PERIOD, RULE, Look, Measures, look

# Up to so many rows topics have whole labels; above, each is cut to half the width.
_MOST_ROWS = 7


@dataclass(frozen=True)
class Key:
    """One line of the legend: a swatch of one kind and what it means."""

    kind: Literal["topic", "period", "approximate", "inferred", "break"]
    words: str
    look: Look


def keys(request: ChartRequest, breaks: bool) -> Iterator[Key]:
    """What there is to explain: the topics that are present, and each way of drawing that is used."""
    present = sorted({event.topic for event in request.events})
    yield from (Key("topic", request.topics[topic], look(topic)) for topic in present)
    plain = Look("circle", MUTED)
    whole = {event.grain for event in request.events if event.until is None} - {"day"}
    if whole:
        words = {"year": "Some time in that year", "month": "Some time in that month"}
        yield Key(
            "period", words[whole.pop()] if len(whole) == 1 else "Some time in that year or month", plain
        )
    if any(event.approximate for event in request.events):
        yield Key("approximate", "About that time", plain)
    if any(event.inferred for event in request.events):
        yield Key("inferred", "(Year) by the order of events", plain)
    if breaks:
        yield Key("break", "Empty years, shortened", plain)


def legend(chosen: Sequence[Key], top: float, ruler: Ruler, measures: Measures) -> Frame:
    """Set swatches and words in rows, the first beginning at `top`."""
    beside, between = measures.swatch + 16, 40.0
    widest = measures.inner - beside
    rows = _rows(chosen, widest, beside, between, ruler, measures)
    if len(rows) > _MOST_ROWS:
        rows = _rows(chosen, (measures.inner - between) / 2 - beside, beside, between, ruler, measures)
    pitch = 1.36 * ruler.size
    texts, marks = [], []
    for number, row in enumerate(rows):
        y = top + number * pitch
        for x, words, key in row:
            text = one_line("legend", words, ruler, (x + beside, y), INK)
            texts.append(text)
            marks.append((key, x, y + text.box.height / 2))
    return _swatches(tuple(texts), marks, top + (len(rows) - 1) * pitch + height_of(1, ruler), measures)


def _rows(
    keys: Sequence[Key], widest: float, beside: float, between: float, ruler: Ruler, measures: Measures
) -> list[list[tuple[float, str, Key]]]:
    rows: list[list[tuple[float, str, Key]]] = [[]]
    x = measures.margin
    for key in keys:
        words = cut(key.words, ruler, widest) if key.kind == "topic" else key.words
        width = beside + ruler.width(words)
        if rows[-1] and x + width > measures.right:
            rows.append([])
            x = measures.margin
        rows[-1].append((x, words, key))
        x += width + between
    return rows


def _swatches(
    texts: tuple[Text, ...], marks: Sequence[tuple[Key, float, float]], bottom: float, measures: Measures
) -> Frame:
    bars, drawn, markers = [], [], []
    for key, x, y in marks:
        middle, end = x + measures.swatch / 2, x + measures.swatch
        if key.kind in ("topic", "approximate"):
            markers.append(Marker(middle, y, measures.marker, key.look, key.kind == "approximate"))
        elif key.kind == "period":
            bars.append(Bar(Box(x, y - 18, measures.swatch, 36), PERIOD))
            markers.append(Marker(middle, y, measures.small_marker, key.look, hollow=False))
        elif key.kind == "inferred":
            drawn.append(Line(((x - 2, y), (end + 4, y)), MUTED, 3, dashed=True))
        else:
            drawn += [Line(_torn(x, end, y + shift), RULE, 3) for shift in (-5.0, 5.0)]
    return Frame(texts, bottom, tuple(bars), tuple(drawn), tuple(markers))


def _torn(left: float, right: float, y: float) -> tuple[tuple[float, float], ...]:
    quarter = (right - left) / 4
    return tuple((left + step * quarter, y + (4 if step % 2 else -4)) for step in range(5))
