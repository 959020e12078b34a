"""Replies to an answer that go on along the timeline, and whatever else somebody may type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.outcomes import Answered, Kind, NotCovered, Unknown, Unsure
from bot.core.language.dates import PartialDate
from bot.core.timeline.events import list_events
from bot.core.timeline.scope import Scope


def ids(events):
    return [event.id for event in events]


@pytest.mark.parametrize(
    ("about", "question", "scope"),
    [
        ("crypto-illegal", "What came after that?", Scope(after="crypto-declared-illegal")),
        ("crypto-illegal", "what happened after this", Scope(after="crypto-declared-illegal")),
        ("founder", "and after that?", Scope(after="founded")),
        ("sec-accusation", "what came before that?", Scope(before="sec-accusation")),
        ("bafin-refusal", "and before that?", Scope(before="bafin-refusal")),
        ("japan-launch", "what came after it", Scope(after="japan-launch")),
        ("founder", "what came after the ban?", Scope(after="crypto-declared-illegal")),
        ("founder", "and in 2021?", Scope(PartialDate(2021), PartialDate(2021))),
        ("registered-users", "what happened in 2021?", Scope(PartialDate(2021), PartialDate(2021))),
    ],
)
def test_a_reply_goes_on_from_the_event_of_what_was_answered(shipped, about, question, scope):
    answer = shipped.follow_up(question, shipped.knowledge.entries[about])

    assert answer.timeline is not None
    assert answer.timeline.scope == scope
    assert (answer.kind, answer.outcome, answer.item) == (Kind.TIMELINE, Unknown(), None)


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("registered-users", "what came after that?"),  # It has no events.
        ("founder", "what happened to him after that?"),
        ("founder", "how many users before that"),
        ("founder", "who was ceo after that"),
        ("sec-accusation", "when was that?"),
    ],
)
def test_a_reply_that_asks_for_something_else_does_not(shipped, about, question):
    assert shipped.follow_up(question, shipped.knowledge.entries[about]).timeline is None


def test_by_itself_such_a_reply_is_no_question_for_the_timeline(shipped):
    assert shipped.ask("what came after that?").timeline is None


def test_a_reply_that_is_a_stored_phrasing_is_answered_with_its_entry(shipped):
    about = shipped.knowledge.entries["founder"]

    assert shipped.follow_up("What happened in March?", about).entry.id == "march-kyc"


def check(knowledge, answer):
    """Whatever was told holds together: in order, and in the part of the timeline it names."""
    if answer.timeline is None:
        return
    scope, order = answer.timeline.scope, ids(list_events(knowledge))
    places = [order.index(event.id) for event in answer.timeline.events]
    assert places == sorted(set(places))
    for event, place in zip(answer.timeline.events, places, strict=True):
        assert scope.start is None or scope.start.first <= (event.until or event.date).last
        assert scope.end is None or event.date.first <= scope.end.last
        assert scope.after is None or order.index(scope.after) < place
        assert scope.before is None or place < order.index(scope.before)
        assert scope.topic in (None, event.topic)
    assert (answer.kind, answer.outcome) == (Kind.TIMELINE, Unknown())


@given(st.integers(1990, 2030), st.integers(0, 9), st.sampled_from(["and", "to"]))
@settings(max_examples=60)
def test_every_range_of_years_is_told_its_events(shipped, first, more, word):
    last = first + more
    answer = shipped.ask(f"what happened between {first} {word} {last}")

    check(shipped.knowledge, answer)
    assert answer.timeline.scope == Scope(PartialDate(first), PartialDate(last))
    assert ids(answer.timeline.events) == [
        event.id
        for event in list_events(shipped.knowledge)
        if event.date.year <= last and (event.until or event.date).year >= first
    ]


ANCHORS = st.sampled_from(
    ["the ban", "the founding", "the sec accusation", "the launch in japan", "the rebound"]
)


@given(ANCHORS, st.sampled_from(["after", "before"]), st.sampled_from(["what happened", "what came right"]))
def test_every_event_is_gone_on_from(shipped, anchor, word, cue):
    answer = shipped.ask(f"{cue} {word} {anchor}")

    check(shipped.knowledge, answer)
    assert getattr(answer.timeline.scope, word) is not None


WORDS = st.sampled_from(
    "what happened came next in between and after before the ban founding launch japan sec that it first"
    " last latest 3 0 two 31 june july march 2023 2021 1500 2099 99 early half q timeline history events of"
    " when did all start binance china bitcoin my regulators since until to now b4 followed cz".split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=120))
@settings(max_examples=200)
def test_any_text_comes_to_an_outcome_and_what_is_told_holds_together(shipped, text):
    answers = (shipped.ask(text), shipped.follow_up(text, shipped.knowledge.entries["sec-accusation"]))

    for answer in answers:
        assert isinstance(answer.outcome, Answered | Unsure | NotCovered | Unknown)
        check(shipped.knowledge, answer)
