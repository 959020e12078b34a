import pytest

from bot.core.dates import PartialDate
from bot.core.timeline import asked_about, by_year, select, when
from tests.packs import TIMELINE, snapshot_of

EVENTS = (
    TIMELINE
    + """\
  - id: growth
    date: 2018
    until: 2019
    topic: shops
    title: It grows
    detail: It had 12 shops by the end of 2019.
    source: {voice: article, paragraph: 1, status: stated}
  - id: loaves
    date: 2021
    approximate: true
    topic: bread
    title: Loaves
    detail: 3 million loaves were sold in 2021.
    source: {voice: gazette, paragraph: 2, status: reported}
  - id: fair
    date: 2021-05-31
    inferred: year
    note: By the order of events.
    topic: bread
    title: A fair
    detail: Bread was sold.
    source: {voice: article, paragraph: 1, status: stated}
  - id: month
    date: 2021-05
    approximate: true
    inferred: year
    note: By the order of events.
    topic: bread
    title: A month
    detail: Bread was sold.
    source: {voice: article, paragraph: 1, status: stated}
"""
)
KNOWLEDGE = snapshot_of({"timeline.yaml": EVENTS}).knowledge


def ids(**chosen):
    return [event.id for event in select(KNOWLEDGE, **chosen)]


@pytest.mark.parametrize(
    ("start", "end", "topic", "chosen"),
    [
        (None, None, None, ["opening", "growth", "loaves", "month", "fair"]),
        ("2018", None, None, ["growth", "loaves", "month", "fair"]),
        ("2019-06", "2020", None, ["growth"]),
        (None, "2017-05-31", None, ["opening"]),
        (None, "2017-05-30", None, []),
        ("2021-06", None, None, ["loaves"]),
        ("2020", "2020", None, []),
        (None, None, "bread", ["loaves", "month", "fair"]),
        ("2021-05-31", "2021-05-31", "bread", ["loaves", "month", "fair"]),
    ],
)
def test_events_of_a_range_come_oldest_first(start, end, topic, chosen):
    first, last = (PartialDate.parse(each) if each else None for each in (start, end))

    assert ids(start=first, end=last, topic=topic) == chosen


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("opening", "May 31, 2017"),
        ("growth", "2018 until the end of 2019"),
        ("loaves", "about 2021"),
        ("fair", "May 31 (2021, by the order of events)"),
        ("month", "about May (2021, by the order of events)"),
    ],
)
def test_a_date_is_as_precise_as_the_article_and_says_how_it_is_known(event, words):
    assert when(KNOWLEDGE.events[event]) == words


def test_events_are_grouped_by_the_year_they_begin_in():
    grouped = by_year(select(KNOWLEDGE))

    assert {year: len(some) for year, some in grouped.items()} == {2017: 1, 2018: 1, 2021: 3}


def test_an_event_knows_what_can_be_asked_about_it():
    assert [entry.id for entry in asked_about(KNOWLEDGE, KNOWLEDGE.events["opening"])] == ["shop-count"]
    assert asked_about(KNOWLEDGE, KNOWLEDGE.events["loaves"]) == ()


def test_the_shipped_events_are_in_order_and_dated_as_the_article_dates_them(shipped):
    events = select(shipped.knowledge)
    dates = {event.id: when(event) for event in events}

    assert len(events) == 15
    assert [event.date.first for event in events] == sorted(event.date.first for event in events)
    assert dates["founded"] == "2017"
    assert dates["office-kept"] == "2017 until the end of 2019"
    assert "July 26 (2023, by the order of events)" in dates.values()
    assert "May 2023" in dates.values()
