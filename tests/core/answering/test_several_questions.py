import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.outcomes import Answered, Candidate, Chat, Decision, NotCovered, Unknown, Unsure
from bot.core.answering.policy import Policy
from bot.core.answering.several_questions import combine_decisions
from tests.packs import QA, snapshot_of

STORED = Policy().stored
MORE = """\
  - id: founder
    topic: shops
    question: Who founded the bakery?
    answer: The baker did.
    source: {voice: gazette, paragraph: 1, status: reported}
  - id: loaves
    topic: bread
    question: How many loaves were sold?
    answer: 3 million in 2021.
    source: {voice: gazette, paragraph: 2, status: reported}
not_covered:
"""
KNOWLEDGE = snapshot_of({"qa.yaml": QA.replace("not_covered:\n", MORE)}).knowledge
PRICES = KNOWLEDGE.not_covered["prices"]


def candidates(*ids):
    return tuple(Candidate(KNOWLEDGE.entries[id], 0.4) for id in ids)


def sure(id, *others, at=0.8):
    best = Candidate(KNOWLEDGE.entries[id], at)
    return Decision(Answered(best.entry, at, candidates(*others)), (best, *candidates(*others)), "sure")


def unsure(*ids):
    return Decision(Unsure(candidates(*ids), 0.4), candidates(*ids), "unsure")


def absent(*ids, at=0.8):
    return Decision(NotCovered(PRICES, at, candidates(*ids)), candidates(*ids), "absent")


def unknown(*ids, chat=None):
    return Decision(Unknown(0.1, candidates(*ids), chat), candidates(*ids), "unknown")


def answered_with(decision):
    """The ids of the entries it answers with, in order."""
    first = decision.outcome
    return [outcome.entry.id for outcome in (first, *decision.also) if isinstance(outcome, Answered)]


def ranked(decision):
    return [candidate.entry.id for candidate in decision.ranked]


TWO_SURE = [sure("shop-count"), sure("rye-share")]


@pytest.mark.parametrize("whole", [sure("founder", "shop-count", at=STORED), absent("shop-count", at=STORED)])
@pytest.mark.parametrize("parts", [[], [sure("shop-count")], TWO_SURE, [sure("founder"), *TWO_SURE]])
def test_what_is_stored_word_for_word_is_left_alone(whole, parts):
    assert combine_decisions(whole, enumerate(parts), STORED) is whole


def test_just_below_the_stored_words_the_parts_are_looked_at():
    whole = sure("shop-count", "rye-share", at=STORED - 0.01)

    assert answered_with(combine_decisions(whole, enumerate(TWO_SURE), STORED)) == ["shop-count", "rye-share"]


@pytest.mark.parametrize(
    ("whole", "parts", "entries"),
    [
        (sure("shop-count"), TWO_SURE, ["shop-count", "rye-share"]),
        (sure("rye-share"), TWO_SURE, ["shop-count", "rye-share"]),
        (unsure("rye-share", "shop-count"), TWO_SURE, ["shop-count", "rye-share"]),
        (unsure("rye-share"), TWO_SURE, ["shop-count", "rye-share"]),
        (absent("shop-count"), TWO_SURE, ["shop-count", "rye-share"]),
        (unknown("rye-share"), TWO_SURE, ["shop-count", "rye-share"]),
        (sure("founder"), [absent(), *TWO_SURE[1:], sure("founder")], ["rye-share", "founder"]),
    ],
)
def test_two_questions_that_are_each_sure_are_both_answered_in_order(whole, parts, entries):
    assert answered_with(combine_decisions(whole, enumerate(parts), STORED)) == entries


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (sure("founder", "shop-count"), TWO_SURE),
        (sure("founder", "shop-count"), [sure("shop-count")]),
        (sure("founder"), [unsure("founder", "loaves"), absent("founder")]),
        (sure("founder"), []),
    ],
)
def test_what_the_whole_is_sure_of_stays_where_no_part_agrees(whole, parts):
    assert combine_decisions(whole, enumerate(parts), STORED) is whole


@pytest.mark.parametrize(
    "whole", [unsure("shop-count", "rye-share"), absent("shop-count", "rye-share"), unknown("rye-share")]
)
@pytest.mark.parametrize("others", [[], [unsure("loaves")], [absent("loaves")], [unknown()]])
def test_one_sure_question_in_a_story_that_comes_near_it_is_answered(whole, others):
    combined = combine_decisions(whole, enumerate([*others, sure("rye-share", "loaves", at=0.9)]), STORED)

    assert answered_with(combined) == ["rye-share"]
    assert combined.outcome.confidence == 0.9
    assert combined.ranked[0] == Candidate(KNOWLEDGE.entries["rye-share"], 0.9)
    assert set(ranked(combined)) == {"rye-share", *ranked(whole)}
    assert combined.rule != whole.rule


@pytest.mark.parametrize("whole", [unsure("shop-count", "loaves"), absent("loaves"), absent(), unknown()])
def test_a_sure_question_that_the_whole_did_not_come_near_changes_nothing(whole):
    assert combine_decisions(whole, enumerate([sure("rye-share", "shop-count")]), STORED) is whole


def test_the_same_entry_twice_is_one_answer():
    twice = [sure("rye-share", at=0.9), sure("rye-share", at=0.7)]

    assert combine_decisions(sure("rye-share"), enumerate(twice), STORED) == sure("rye-share")
    combined = combine_decisions(unsure("shop-count", "rye-share"), enumerate(twice), STORED)
    assert answered_with(combined) == ["rye-share"]
    assert combined.outcome.confidence == 0.9


def test_the_same_entry_twice_leaves_room_for_another():
    parts = [sure("rye-share"), sure("rye-share"), sure("founder")]

    assert answered_with(combine_decisions(sure("founder"), enumerate(parts), STORED)) == [
        "rye-share",
        "founder",
    ]


def test_of_three_sure_questions_the_first_two_are_answered():
    parts = [*TWO_SURE, sure("founder")]

    assert answered_with(combine_decisions(unsure("shop-count"), enumerate(parts), STORED)) == [
        "shop-count",
        "rye-share",
    ]
    assert answered_with(combine_decisions(sure("rye-share"), enumerate(parts), STORED)) == [
        "shop-count",
        "rye-share",
    ]


@pytest.mark.parametrize("whole", [sure("rye-share"), unsure("rye-share"), absent("rye-share"), unknown()])
@pytest.mark.parametrize(
    "parts",
    [[], [absent("rye-share")], [unknown("rye-share")], [unknown(chat=Chat.THANKS)], [unsure("rye-share")]],
)
def test_parts_that_are_not_sure_change_nothing(whole, parts):
    assert combine_decisions(whole, enumerate(parts), STORED) is whole


def test_parts_that_are_not_sure_do_not_come_between_two_that_are():
    parts = [absent("loaves"), TWO_SURE[0], unknown("loaves"), unsure("loaves"), TWO_SURE[1], absent()]

    assert combine_decisions(unsure("shop-count"), enumerate(parts), STORED) == combine_decisions(
        unsure("shop-count"), enumerate(TWO_SURE), STORED
    )


ANY_IDS = st.lists(st.sampled_from(list(KNOWLEDGE.entries)), unique=True, min_size=1)
ANY_DECISION = st.one_of(
    st.builds(lambda ids, at: sure(*ids, at=at), ANY_IDS, st.floats(0.65, 1)),
    ANY_IDS.map(lambda ids: unsure(*ids)),
    st.builds(lambda ids, at: absent(*ids, at=at), ANY_IDS, st.floats(0.75, 1)),
    ANY_IDS.map(lambda ids: unknown(*ids)),
)


@given(ANY_DECISION, st.lists(ANY_DECISION, max_size=4))
def test_what_is_answered_with_leads_the_ranking_and_nothing_is_named_twice(whole, parts):
    combined = combine_decisions(whole, enumerate(parts), STORED)
    entries = answered_with(combined)

    assert len(combined.also) <= 1
    assert len(set(entries)) == len(entries)
    assert len(set(ranked(combined))) == len(combined.ranked)
    if entries:
        assert combined.ranked[0] == Candidate(combined.outcome.entry, combined.outcome.confidence)
    else:
        assert combined is whole
