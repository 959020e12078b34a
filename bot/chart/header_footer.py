"""What is above and below the timeline: title, legend, the number of labels left out, and the sources."""

from bisect import bisect_left
from collections.abc import Sequence

from bot.chart.geometry import Line, MeasureText, PictureSection, Text
from bot.chart.legend import build_legend, find_keys
from bot.chart.request import ChartRequest
from bot.chart.text_layout import Ruler, height_of_lines, stack_lines, wrap
from bot.chart.theme import LINE_COLOUR, MUTED_COLOUR, TEXT_COLOUR, Dimensions
from bot.core.language.plurals import counted, plural

_MAX_CAPTION_LINES = 4
_MAX_LINES = 2
# The spaces between the lines of header and footer, in pixels.
_BELOW_TITLE, _BELOW_RULE, _BELOW_NOTE, _BELOW_LEGEND = 6, 28, 16, 24


def build_header(request: ChartRequest, measure: MeasureText, dimensions: Dimensions) -> PictureSection:
    """The article's title, and which part of its timeline is shown."""
    big, small = Ruler(measure, dimensions.title_size, bold=True), Ruler(measure, dimensions.text_size)
    x, width = dimensions.margin, dimensions.content_width
    title = wrap(request.title, big, width, _MAX_LINES)
    scope = f" · {request.subtitle}" if request.subtitle else ""
    subtitle = wrap(f"Timeline · {counted(len(request.events), 'event')}{scope}", small, width, _MAX_LINES)
    subtitle_top = dimensions.margin + height_of_lines(len(title), big) + _BELOW_TITLE
    return PictureSection(
        (
            *stack_lines("title", title, big, (x, dimensions.margin), TEXT_COLOUR),
            *stack_lines("subtitle", subtitle, small, (x, subtitle_top), MUTED_COLOUR),
        ),
        subtitle_top + height_of_lines(len(subtitle), small),
    )


def build_footer(
    request: ChartRequest,
    left_out: int,
    has_breaks: bool,
    top: float,
    measure: MeasureText,
    dimensions: Dimensions,
) -> PictureSection:
    """How many labels are left out, the legend of what is in the picture, and the sources.

    `has_breaks` says whether the axis has a run of empty years, which the legend then explains.
    """
    ruler = Ruler(measure, dimensions.text_size)
    x, width = dimensions.margin, dimensions.content_width
    rule = Line(((x, top), (dimensions.right_edge, top)), LINE_COLOUR, 2)
    legend_top = top + _BELOW_RULE
    note: tuple[Text, ...] = ()
    if left_out:
        verb = "events are" if left_out > 1 else "event is"
        text = f"{left_out:,} more {verb} marked without a label."
        note = stack_lines("note", wrap(text, ruler, width, _MAX_LINES), ruler, (x, legend_top), TEXT_COLOUR)
        legend_top = note[-1].box.bottom + _BELOW_NOTE
    legend = build_legend(list(find_keys(request, has_breaks)), legend_top, ruler, dimensions)
    sources = _sources(request.voices, ruler, width)
    caption = stack_lines("caption", sources, ruler, (x, legend.bottom + _BELOW_LEGEND), MUTED_COLOUR)
    return PictureSection(
        (*note, *legend.texts, *caption),
        caption[-1].box.bottom + dimensions.margin,
        legend.bars,
        (rule, *legend.lines),
        legend.markers,
    )


def _sources(voices: Sequence[str], ruler: Ruler, width: float) -> list[str]:
    """The first voices, up to all that fit, and how many others there are."""

    def wrapped(named: int) -> list[str]:
        others = len(voices) - named
        rest = f" and {counted(others, 'other')}" if others else ""
        text = f"{plural(len(voices), 'Source')}: {'; '.join(voices[:named])}{rest}"
        return wrap(text, ruler, width, _MAX_CAPTION_LINES + 1)

    def is_too_long(named: int) -> bool:
        return len(wrapped(named)) > _MAX_CAPTION_LINES

    if not is_too_long(len(voices)):
        return wrapped(len(voices))
    # The index of the first number that is too long is the number before it, since they begin with 1.
    named = bisect_left(range(1, len(voices)), True, key=is_too_long)
    return wrapped(named) if named else [f"Sources: {len(voices)} voices"]
