"""Two entries that belong together, of which either may be meant."""

import pytest

from bot.core.answering.outcomes import Answered, Candidate, Unsure
from bot.core.answering.policy import Policy
from bot.core.answering.siblings import are_siblings, find_sibling, join_confidence
from tests.packs import QA, snapshot_of

TWO = """\
  - id: oven
    topic: bread
    question: How hot is the oven?
    phrasings: [oven heat, "at which degrees do they bake?"]
    answer: It has 240 degrees.
    source: {voice: gazette, paragraph: 2, status: reported}
  - id: oven-age
    topic: bread
    question: How old is the oven?
    phrasings: [oven years, "since when do they have it?"]
    answer: It was bought in 2009.
    source: {voice: gazette, paragraph: 2, status: reported}
not_covered:
"""
APART = TWO.replace("topic: bread", "topic: shops", 1).replace("paragraph: 2", "paragraph: 1", 1)
OVENS = snapshot_of({"qa.yaml": QA.replace("not_covered:\n", TWO)})
KNOWLEDGE = OVENS.knowledge
FIRST, SECOND, OTHER = (KNOWLEDGE.entries[id] for id in ("oven", "oven-age", "shop-count"))


def rated(*confidences, entries=(FIRST, SECOND)):
    return [Candidate(entry, at) for entry, at in zip(entries, confidences, strict=False)]


@pytest.mark.parametrize(
    ("candidates", "level", "second"),
    [
        (rated(0.5, 0.4), (), SECOND),
        (rated(0.5, 0.01), (), None),
        (rated(0.3, 0.2), (), None),
        (rated(0.5), (), None),
        ([], (), None),
        (rated(0.5, 0.4), ("oven-age",), SECOND),
        (rated(0.5, 0.4), ("rye-share",), None),
    ],
)
def test_the_second_is_likely_enough_and_one_of_the_two_is_sure(candidates, level, second):
    found = find_sibling(KNOWLEDGE, candidates, level, Policy(answer=0.6, least_second=0.1))

    assert (found and found.entry) == second


def test_two_of_one_paragraph_or_one_topic_belong_together():
    apart = snapshot_of({"qa.yaml": QA.replace("not_covered:\n", APART)}).knowledge.entries

    assert are_siblings(KNOWLEDGE, FIRST, SECOND)
    assert not are_siblings(KNOWLEDGE, OTHER, SECOND)
    assert not are_siblings(KNOWLEDGE, apart["oven"], apart["oven-age"])


@pytest.mark.parametrize(
    ("first", "second", "both"), [(0, 0, 0), (0.5, 0.5, 0.75), (1, 0.3, 1), (0.4, 0, 0.4)]
)
def test_one_of_two_is_right_unless_both_are_wrong(first, second, both):
    assert join_confidence(first, second) == pytest.approx(both)


def test_where_either_may_be_meant_both_are_shown():
    answer = OVENS.ask("the oven, since when at which degrees")

    assert {answer.entry.id, *(other.entry.id for other in answer.also)} == {"oven", "oven-age"}


def test_the_words_of_one_are_answered_with_that_one_alone():
    answer = OVENS.ask("oven heat")

    assert isinstance(answer.outcome, Answered)
    assert (answer.entry, answer.also) == (FIRST, ())


def test_two_that_fit_alike_and_do_not_belong_together_are_asked_back():
    apart = snapshot_of({"qa.yaml": QA.replace("not_covered:\n", APART)})

    assert not isinstance(apart.ask("how is the oven").outcome, Answered)
    assert isinstance(apart.ask("how is the oven").outcome, Unsure)
