from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from bot.chart.fonts import Fonts
from bot.chart.from_events import build_chart_request, clean_text
from bot.chart.geometry import Box
from bot.chart.layout import lay_out
from bot.chart.renderer import fit_outline, outline_points, render
from bot.chart.theme import Dimensions
from tests.chart.made_up_events import events_on, knowledge_of

pytestmark = pytest.mark.filterwarnings("ignore:Glyph")
# Titles that a library of formulas, of markup or of scripts might stumble over.
AWKWARD = (
    "It costs $5 and $6_000",
    r"\frac{1}{2} ^ {",
    "<b>&amp;</b> “quoted”",
    "مرحبا بالعالم",
    "币安 in 中国",
    "line\nbreak\tand\x00control\u202e",
    "Z̷̡̛̪̟̖̐a̵͇̾l̴͚̑g̷̞̈́o",
    "\U0001f680" * 3,
)


def test_the_outline_of_every_text_of_the_shipped_picture_lies_within_its_box(shipped):
    events = tuple(shipped.knowledge.events.values())
    fonts = Fonts("")
    layout = lay_out(build_chart_request(shipped.knowledge, events, ""), fonts.measure_text, Dimensions())

    for text in layout.texts:
        points = outline_points(fit_outline(text, fonts))
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        assert text.box.x - 0.01 <= left <= right <= text.box.right + 0.01, text
        assert text.box.y <= top <= bottom <= text.box.bottom, text


def test_awkward_titles_are_drawn_as_they_stand_in_both_forms():
    events = tuple(
        event.model_copy(update={"title": title})
        for event, title in zip(events_on(*["2020"] * len(AWKWARD)), AWKWARD, strict=True)
    )
    request = build_chart_request(knowledge_of(events, "$x_1$"), events, "")
    fonts = Fonts("")
    layout = lay_out(request, fonts.measure_text, Dimensions())
    svg, again = render(layout, fonts, "svg"), render(layout, fonts, "svg")
    tree = ElementTree.fromstring(svg)

    assert render(layout, fonts, "png").startswith(b"\x89PNG")
    assert svg == again
    assert not [element for element in tree.iter() if element.tag.endswith(("text", "image", "script"))]
    assert "$x_1$" in [text.text for text in layout.texts]


def test_the_picture_has_a_ground_of_its_own():
    events = events_on("2020")
    fonts = Fonts("")
    layout = lay_out(build_chart_request(knowledge_of(events), events, ""), fonts.measure_text, Dimensions())
    image = Image.open(BytesIO(render(layout, fonts, "png")))

    assert image.size == (1200, pytest.approx(layout.height, abs=1))
    assert image.convert("RGBA").getextrema()[3] == (255, 255)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("a\x00\u202eb", "ab"),
        ("e\u0301\u0301\u0301\u0301", "é\u0301\u0301"),
        ("क्‍ष", "क्‍ष"),
    ],
)
def test_text_is_shown_in_one_line_without_what_cannot_be_seen(written, shown):
    assert clean_text(written) == shown


def test_boxes_that_share_an_edge_do_not_overlap():
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 10, 10))
