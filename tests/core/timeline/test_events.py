import pytest

from bot.core.language.dates import PartialDate
from bot.core.timeline.events import (
    count_events_by_date,
    describe_date,
    describe_empty_part,
    find_adjacent_events,
    find_entries_about,
    group_by_year,
    list_events,
    select_events,
)
from bot.core.timeline.scope import Scope
from tests.packs import QA, TIMELINE, snapshot_of

EVENTS = (
    TIMELINE
    + """\
  - {id: growth, date: 2018, until: 2019, topic: shops, title: It grows, detail: It had 12 shops.,
     source: {voice: article, paragraph: 1, status: stated}}
  - {id: loaves, date: 2021, approximate: true, topic: bread, title: Loaves, detail: 3 million were sold.,
     source: {voice: gazette, paragraph: 2, status: reported}}
  - {id: fair, date: 2021-05-31, inferred: year, note: By the order of events., topic: bread,
     title: A fair, detail: Bread was sold., source: {voice: article, paragraph: 1, status: stated}}
  - {id: month, date: 2021-05, approximate: true, inferred: year, note: By the order of events., topic: bread,
     title: A month, detail: Bread was sold., source: {voice: article, paragraph: 1, status: stated}}
"""
)
KNOWLEDGE = snapshot_of({"timeline.yaml": EVENTS}).knowledge


ALL = ["opening", "growth", "loaves", "month", "fair"]


def ids(events):
    return [event.id for event in events]


@pytest.mark.parametrize(
    ("start", "end", "topic", "chosen"),
    [
        (None, None, None, ALL),
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
    first, last = (PartialDate.parse(text) if text else None for text in (start, end))

    assert ids(select_events(KNOWLEDGE, Scope(first, last, topic))) == chosen


@pytest.mark.parametrize(
    ("scope", "chosen"),
    [
        (Scope(voice="gazette"), ["loaves"]),
        (Scope(voice="article"), ["opening", "growth", "month", "fair"]),
        (Scope(voice="baker"), []),
        (Scope(after="opening"), ["growth", "loaves", "month", "fair"]),
        (Scope(before="loaves"), ["opening", "growth"]),
        (Scope(after="opening", before="fair"), ["growth", "loaves", "month"]),
        (Scope(after="loaves", before="month"), []),
        (Scope(after="fair"), []),
        (Scope(before="opening"), []),
        (Scope(after="fair", before="opening"), []),
        (Scope(after="growth", voice="article"), ["month", "fair"]),
        (Scope(end=PartialDate(2019), after="opening", topic="shops"), ["growth"]),
        (Scope(after="no-such-event"), ALL),
    ],
)
def test_events_are_chosen_by_who_says_so_and_by_other_events(scope, chosen):
    assert ids(select_events(KNOWLEDGE, scope)) == chosen


@pytest.mark.parametrize(
    ("event", "before", "after"),
    [
        ("opening", None, "growth"),
        ("growth", "opening", "loaves"),
        ("month", "loaves", "fair"),
        ("fair", "month", None),
    ],
)
def test_an_event_has_one_before_it_and_one_after_it(event, before, after):
    neighbours = find_adjacent_events(KNOWLEDGE, KNOWLEDGE.events[event])

    assert tuple(neighbour and neighbour.id for neighbour in neighbours) == (before, after)


def test_events_that_begin_alike_keep_the_order_of_the_file():
    events = EVENTS.replace("date: 2018\n", "date: 2021\n").replace("until: 2019", "until: 2022")

    assert ids(list_events(snapshot_of({"timeline.yaml": events}).knowledge)) == ALL


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
    assert describe_date(KNOWLEDGE.events[event]) == words


def test_events_are_grouped_by_the_year_they_begin_in():
    grouped = group_by_year(list_events(KNOWLEDGE))

    assert {year: len(some) for year, some in grouped.items()} == {2017: 1, 2018: 1, 2021: 3}


def test_an_event_knows_what_can_be_asked_about_it():
    assert [entry.id for entry in find_entries_about(KNOWLEDGE, KNOWLEDGE.events["opening"])] == [
        "shop-count"
    ]
    assert find_entries_about(KNOWLEDGE, KNOWLEDGE.events["loaves"]) == ()


def test_the_years_and_months_that_have_events_are_counted_in_order():
    counts = {str(moment): count for moment, count in count_events_by_date(KNOWLEDGE).items()}

    assert list(counts) == ["2017", "2017-05", "2018", "2019", "2021", "2021-05"]
    assert list(counts.values()) == [1, 1, 1, 1, 3, 2]


def test_every_moment_with_events_has_them_when_asked_for_it(shipped):
    for moment, count in count_events_by_date(shipped.knowledge).items():
        assert 1 <= count <= len(select_events(shipped.knowledge, Scope(moment, moment))), moment


def test_where_nothing_lies_it_says_from_when_to_when_the_timeline_goes(shipped):
    nothing = {"timeline.yaml": "events: []\n", "qa.yaml": QA.replace("    events: [opening]\n", "")}
    growth_last = {"timeline.yaml": EVENTS.replace("until: 2019", "until: 2022-02-03")}
    goes = "Nothing on the timeline lies there. It goes from"

    assert describe_empty_part(shipped.knowledge) == f"{goes} 2017 to 1 August 2023."
    assert describe_empty_part(KNOWLEDGE) == f"{goes} 31 May 2017 to 2021."
    assert (
        describe_empty_part(snapshot_of(growth_last).knowledge) == f"{goes} 31 May 2017 to 3 February 2022."
    )
    assert describe_empty_part(snapshot_of(nothing).knowledge) == "This article has no timeline."


def test_the_shipped_events_are_in_order_and_dated_as_the_article_dates_them(shipped):
    events = list_events(shipped.knowledge)
    dates = {event.id: describe_date(event) for event in events}

    assert len(events) == 15
    assert [event.date.first for event in events] == sorted(event.date.first for event in events)
    assert dates["founded"] == "2017"
    assert dates["office-kept"] == "2017 until the end of 2019"
    assert "July 26 (2023, by the order of events)" in dates.values()
    assert "May 2023" in dates.values()
