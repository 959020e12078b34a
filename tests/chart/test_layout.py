from dataclasses import replace
from itertools import accumulate, combinations

import pytest

from bot.chart.axis import place_ticks
from bot.chart.fonts import Fonts
from bot.chart.from_events import build_chart_request
from bot.chart.geometry import Box
from bot.chart.layout import lay_out
from bot.chart.scale import Scale, split_axis
from bot.chart.text_layout import Ruler
from bot.chart.theme import Dimensions
from tests.chart.made_up_events import events_on, knowledge_of, made_up

# Not every machine that runs the tests has the letters of every script.
pytestmark = pytest.mark.filterwarnings("ignore:Glyph")
DIMENSIONS = Dimensions()
# The least height of letters in a picture that is shown 400 pixels wide.
READABLE = 11


@pytest.fixture(scope="module")
def measure():
    return Fonts("").measure_text


@pytest.fixture
def lay(measure):
    return lambda knowledge, events, subtitle="": lay_out(
        build_chart_request(knowledge, events, subtitle), measure, DIMENSIONS
    )


def on(lay, *dates, **more):
    events = events_on(*dates, **more)
    return lay(knowledge_of(events), events)


def around(marker):
    return Box(marker.x - marker.radius, marker.y - marker.radius, 2 * marker.radius, 2 * marker.radius)


def faults(layout):
    """Each text that touches another one, a marker or a bar, or leaves the margins."""
    boxes = [text.box for text in layout.texts]
    shapes = [*map(around, layout.markers), *(bar.box for bar in layout.bars), *layout.axis_breaks]
    yield from (pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1]))
    yield from ((box, other) for box in boxes for other in shapes if box.overlaps(other))
    inside = Box(
        DIMENSIONS.margin, DIMENSIONS.margin, DIMENSIONS.content_width, layout.height - 2 * DIMENSIONS.margin
    )
    for box in boxes:
        if not (inside.x <= box.x and box.right <= inside.right + 0.01):
            yield box, inside
        if not (inside.y - 1 <= box.y and box.bottom <= inside.bottom + 1):
            yield box, inside


def words(layout, role):
    return " ".join(text.text for text in layout.texts if text.role == role)


def test_no_text_touches_anything_in_the_picture_of_the_shipped_pack(shipped, lay):
    layout = lay(shipped.knowledge, tuple(shipped.knowledge.events.values()))

    assert list(faults(layout)) == []


def test_no_text_touches_anything_whatever_the_events(lay):
    faults_of_seed = {}
    for seed in range(500):
        layout = lay(*made_up(seed), "from June 2023, only Regulators" * (seed % 2))
        if problems := list(faults(layout)):
            faults_of_seed[seed] = problems
        assert layout.height <= DIMENSIONS.max_height
        assert layout.left_out == len(layout.markers) - len(
            [text for text in layout.texts if text.role == "date"]
        ) - swatches(layout)

    assert faults_of_seed == {}


def swatches(layout):
    legend = min(text.box.y for text in layout.texts if text.role == "legend")
    return sum(marker.y > legend for marker in layout.markers)


def test_every_event_of_the_shipped_pack_has_its_whole_label(shipped, lay):
    events = tuple(shipped.knowledge.events.values())
    layout = lay(shipped.knowledge, events)

    assert layout.left_out == 0
    assert "…" not in words(layout, "label")
    assert words(layout, "note") == ""


def test_all_text_is_readable_on_a_phone(shipped, lay):
    layout = lay(shipped.knowledge, tuple(shipped.knowledge.events.values()))

    assert min(text.size for text in layout.texts) * 400 / layout.width >= READABLE * 1.1


def test_of_500_events_all_are_marked_some_are_labelled_all_along_and_the_rest_are_counted(lay):
    dates = [f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in range(500)]
    layout = on(lay, *dates)
    labelled = [text.box.y for text in layout.texts if text.role == "date"]
    widest = max(below - above for above, below in zip(labelled, sorted(labelled)[1:], strict=False))

    assert len(labelled) + layout.left_out == 500
    assert len(labelled) > 15
    assert len({text.text.split()[0] for text in layout.texts if text.role == "date"}) == 12
    assert widest < 300
    assert words(layout, "note") == f"{layout.left_out} more events are marked without a label."


def test_empty_years_are_shortened_to_a_break_and_a_crowded_summer_gets_room(lay):
    summer = [f"2023-{month:02}-{day}" for month in (5, 6, 7, 8) for day in (10, 20)]
    layout = on(lay, "2011", *summer)
    shown = {text.text: text.box.y for text in layout.texts if text.role == "tick"}

    assert len(layout.axis_breaks) == 1
    assert shown["2011"] < layout.axis_breaks[0].y < shown["2023"]
    assert shown["2023"] - shown["2011"] < shown["Aug"] - shown["Jun"] + 100
    assert "Empty years, shortened" in words(layout, "legend")


def test_years_next_to_each_other_have_no_break(lay):
    layout = on(lay, "2020", "2021", "2022")

    assert layout.axis_breaks == ()
    assert set(words(layout, "tick").split()) == {"2020", "2021", "2022"}


def test_a_month_has_a_tick_only_where_its_year_has_one(measure):
    events = events_on("2030", "4726-12-31")
    segments = split_axis(build_chart_request(knowledge_of(events), events, "").events)
    # The year 4726 begins too close below the tick of 2030; its December has room.
    heights = [20, 10, *[2] * 11, 120]
    scale = Scale(segments, tuple(accumulate(heights, initial=0)))
    texts, _ = place_ticks(scale, 150, Ruler(measure, 38, bold=True), Ruler(measure, 38))

    assert [segment.kind for segment in segments] == ["year", "break", *["month"] * 12]
    assert [text.text for text in texts] == ["2030"]


def test_a_year_is_drawn_as_the_whole_year_and_a_month_as_the_whole_month(lay):
    layout = on(lay, "2022", "2023-03", "2023-05-17")
    shown = {text.text: text.box.y + text.box.height / 2 for text in layout.texts if text.role == "tick"}
    year, month = sorted((bar.box for bar in layout.bars[:2]), key=lambda box: box.y)

    assert year.y == pytest.approx(shown["2022"], abs=3)
    assert year.bottom == pytest.approx(shown["2023"], abs=3)
    assert month.y > year.bottom
    assert month.bottom < shown["May"]
    assert "Some time in that year or month" in words(layout, "legend")


def test_a_day_is_marked_on_the_axis_where_it_is(lay):
    layout = on(lay, "2023-05-01", "2023-05-16", "2023-05-31")
    first, middle, last = (marker.y for marker in layout.markers[:3])

    assert middle - first == pytest.approx(last - middle, rel=0.01)
    assert len({marker.x for marker in layout.markers[:3]}) == 1


def test_a_span_is_a_bar_from_its_beginning_to_its_end(lay):
    layout = on(lay, "2020-02-01", "2020-08-31", until={0: "2020-08-31"})
    bar, end = (
        layout.bars[0].box,
        next(marker for marker in layout.markers if marker.x < layout.bars[0].box.x),
    )

    assert bar.height > 100
    assert bar.bottom == pytest.approx(end.y, abs=4)


def test_spans_at_the_same_time_stand_side_by_side(lay):
    layout = on(lay, "2020", "2020", "2021", until={0: "2021", 1: "2021", 2: "2022"})
    places = {bar.box.x for bar in layout.bars}

    assert len(places) == 3


def test_an_approximate_date_is_hollow_and_an_inferred_one_dashed_and_the_legend_says_so(lay):
    events = events_on("2020", "2021", "2022")
    events = (
        events[0],
        events[1].model_copy(update={"approximate": True}),
        events[2].model_copy(update={"inferred": "year"}),
    )
    layout = lay(knowledge_of(events), events)

    assert [marker.hollow for marker in layout.markers[:3]] == [False, True, False]
    assert [line.dashed for line in layout.leaders] == [False, False, True]
    assert [text.text for text in layout.texts if text.role == "date"] == ["2020", "about 2021", "(2022)"]
    assert "About that time" in words(layout, "legend")
    assert "(Year) by the order of events" in words(layout, "legend")


def test_the_legend_has_the_topics_that_are_there_and_no_others_and_all_look_different(lay):
    layout = on(lay, *(["2020"] * 24), topics=24)
    legend = [text.text for text in layout.texts if text.role == "legend"]

    assert [text for text in legend if "opic" in text] == list(knowledge_of(()).article.topics.values())[:24]
    assert len({marker.style for marker in layout.markers if marker.radius == DIMENSIONS.marker_radius}) >= 24


def test_each_source_is_named_once_and_those_without_room_are_counted(shipped, lay, measure):
    events = tuple(shipped.knowledge.events.values())
    short = words(lay(shipped.knowledge, events), "caption")
    request = build_chart_request(shipped.knowledge, events, "")
    voices = tuple(f"A newspaper with a long name, number {number}" for number in range(30))
    long = words(lay_out(replace(request, voices=voices), measure, DIMENSIONS), "caption")
    named = long.count("newspaper")

    assert short.startswith("Sources: the article; CoinTelegraph; ")
    assert short.count("CoinTelegraph") == 1
    assert 3 <= named < 30
    assert long.endswith(f" and {30 - named} others")


def test_a_picture_of_nothing_is_refused(lay):
    with pytest.raises(ValueError, match="at least one event"):
        lay(knowledge_of(()), ())
