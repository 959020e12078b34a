import pytest

from bot.core.language.dates import PartialDate
from bot.core.timeline.scope import Scope, ScopeError, describe_scope, list_voices, read_scope
from tests.packs import ARTICLE, QA, TIMELINE, snapshot_of

EVENTS = (
    TIMELINE
    + """\
  - {id: loaves, date: 2021-05, topic: bread, title: Loaves, detail: 3 million loaves were sold.,
     source: [{voice: gazette, paragraph: 2, status: reported},
              {voice: article, paragraph: 2, status: stated}]}
"""
)
KNOWLEDGE = snapshot_of({"timeline.yaml": EVENTS}).knowledge
MAY = PartialDate(2021, 5)


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ({}, Scope()),
        ({"start": "", "end": "  ", "topic": " ", "voice": ""}, Scope()),
        ({"start": "2017"}, Scope(start=PartialDate(2017))),
        ({"end": "6 July 2023"}, Scope(end=PartialDate(2023, 7, 6))),
        ({"start": "may 2021", "end": "2021-05"}, Scope(start=MAY, end=MAY)),
        ({"start": "31 may 2021", "end": "may 2021"}, Scope(start=PartialDate(2021, 5, 31), end=MAY)),
        ({"start": "june 2023", "end": "2023"}, Scope(start=PartialDate(2023, 6), end=PartialDate(2023))),
        ({"topic": "bread"}, Scope(topic="bread")),
        ({"topic": "  BREAD "}, Scope(topic="bread")),
        ({"voice": "gazette"}, Scope(voice="gazette")),
        ({"voice": "the gazette"}, Scope(voice="gazette")),
        ({"voice": "The article"}, Scope(voice="article")),
    ],
)
def test_what_is_typed_is_read_as_a_part_of_the_timeline(typed, scope):
    assert read_scope(KNOWLEDGE, **typed) == scope


def test_a_month_without_a_year_is_that_of_the_only_event_in_such_a_month():
    only_may_2021 = snapshot_of({"timeline.yaml": EVENTS.replace("2017-05-31", "2017-04-30")}).knowledge

    assert read_scope(only_may_2021, start="may").start == MAY
    with pytest.raises(
        ScopeError, match=r"^from: May of which year\? The timeline has May 2017 and May 2021\.$"
    ):
        read_scope(KNOWLEDGE, start="may")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"start": "foo"}, "from: I cannot read “foo” as a date. Write a date such as 2021, June 2023"),
        ({"end": "31 june 2023"}, "to: I cannot read “31 june 2023” as a date."),
        ({"start": "2021", "end": "foo"}, "to: I cannot read “foo” as a date."),
        ({"start": "2023", "end": "2021"}, "It starts (2023) after it ends (2021): swap the two."),
        (
            {"start": "1 june 2021", "end": "may 2021"},
            "It starts (1 June 2021) after it ends (May 2021): swap the two.",
        ),
        ({"topic": "cake"}, "There is no topic “cake”: there are shops, bread."),
        ({"topic": "x" * 99}, f"There is no topic “{'x' * 40}”: there are"),
        # The baker speaks in the article, and says nothing on the timeline.
        ({"voice": "baker"}, "There is no source “baker”: there are article, gazette."),
    ],
)
def test_what_makes_no_sense_is_told_what_is_possible(typed, words):
    with pytest.raises(ScopeError) as raised:
        read_scope(KNOWLEDGE, **typed)

    assert str(raised.value).startswith(words)


def test_a_pack_without_events_has_no_sources_on_its_timeline():
    qa = QA.replace("    events: [opening]\n", "")
    knowledge = snapshot_of({"timeline.yaml": "events: []\n", "qa.yaml": qa}).knowledge

    with pytest.raises(ScopeError, match=r"^There is no source “gazette”: there are none\.$"):
        read_scope(knowledge, voice="gazette")


def test_the_sources_are_those_of_events_in_their_order():
    assert dict(list_voices(KNOWLEDGE)) == {"article": "the article", "gazette": "The Gazette"}


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(), ""),
        (Scope(PartialDate(2021), PartialDate(2021)), "in 2021"),
        (Scope(MAY, MAY), "in May 2021"),
        (Scope(PartialDate(2023, 7, 6), PartialDate(2023, 7, 6)), "on 6 July 2023"),
        (Scope(start=PartialDate(2023, 7, 6)), "from 6 July 2023"),
        (Scope(end=MAY), "to May 2021"),
        (Scope(PartialDate(2017), MAY), "from 2017 to May 2021"),
        (Scope(after="opening"), "after “The bakery opens”"),
        (Scope(before="loaves"), "before “Loaves”"),
        (Scope(after="opening", before="loaves"), "after “The bakery opens”, before “Loaves”"),
        (Scope(topic="bread"), "Bread"),
        (Scope(voice="gazette"), "by The Gazette"),
        (
            Scope(PartialDate(2017), None, "shops", "article", after="opening"),
            "from 2017, after “The bakery opens”, Shops, by the article",
        ),
        (Scope(after="gone", before="gone too"), ""),
    ],
)
def test_a_part_of_the_timeline_is_said_in_words(scope, words):
    assert describe_scope(KNOWLEDGE, scope) == words


def test_topics_are_named_by_their_labels_too():
    article = ARTICLE.replace("bread: Bread", "bread: What is baked")
    knowledge = snapshot_of({"article.yaml": article, "timeline.yaml": EVENTS}).knowledge

    scope = read_scope(knowledge, topic="what is baked")

    assert scope == Scope(topic="bread")
    assert describe_scope(knowledge, scope) == "What is baked"
