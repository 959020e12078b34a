import pytest

from bot.chart.alt_text import MAX_ALT, alt_text
from bot.chart.from_events import format_short_date
from tests.chart.made_up_events import events_on, knowledge_of


def event(date, until=None, **more):
    return events_on(date, until={0: until})[0].model_copy(update=more)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (event("2017"), "2017"),
        (event("2017", approximate=True), "about 2017"),
        (event("2017", inferred="year"), "(2017)"),
        (event("2023-05"), "May 2023"),
        (event("2023-05-01"), "May 1, 2023"),
        (event("2023-07-26", inferred="year"), "Jul 26 (2023)"),
        (event("2023-06", inferred="year", approximate=True), "about Jun (2023)"),
        (event("2017", "2019"), "2017–2019"),
        (event("2023-05", "2023-08"), "May – Aug 2023"),
        (event("2023-05-03", "2023-06-04"), "May 3 – Jun 4, 2023"),
        (event("2022-05", "2023"), "May 2022 – 2023"),
        (event("2023-07", "2023-08", inferred="year"), "Jul (2023) – Aug 2023"),
    ],
)
def test_a_date_is_as_short_as_is_honest(given, written):
    assert format_short_date(given) == written


def test_alt_text_tells_every_event_oldest_first():
    events = events_on("2021-05", "2020", "2023-01-02")

    assert alt_text(knowledge_of(events, "The bread"), events, "from 2020") == (
        "Timeline of “The bread”, from 2020. 2020: Number 1 happens. May 2021: Number 0 happens. "
        "January 2, 2023: Number 2 happens."
    )


def test_alt_text_that_does_not_fit_says_how_many_more_there_are():
    events = events_on(*["2020"] * 500)
    text = alt_text(knowledge_of(events), events)
    shown = text.count("happens.")

    assert MAX_ALT - 40 < len(text) <= MAX_ALT
    assert text.endswith(f"Number {shown - 1} happens. And {500 - shown} more.")


def test_alt_text_has_room_for_no_event_beside_a_subtitle_that_long():
    events = events_on("2020")

    assert alt_text(knowledge_of(events), events, "only this " * 200) == "A timeline. Events: 1."
