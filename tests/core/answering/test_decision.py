import numpy as np
import pytest

from bot.core.answering.decision import decide
from bot.core.answering.outcomes import Answered, NotCovered, Unknown, Unsure
from bot.core.answering.policy import Policy
from bot.core.search.results import Hits, rank
from tests.packs import QA, snapshot_of

BAKERY = snapshot_of()
ALIKE = """\
  - id: founder
    topic: shops
    question: Who founded the bakery?
    answer: It does not matter here.
    source: {voice: article, paragraph: 1, status: stated}
  - id: founding
    topic: shops
    question: When was the bakery founded?
    answer: On May 31, 2017.
    source: {voice: article, paragraph: 1, status: stated}
not_covered:
"""
TWINS = snapshot_of({"qa.yaml": QA.replace("not_covered:\n", ALIKE)})


def outcome(question, snapshot=BAKERY, policy=None):
    query = snapshot.index.make_query(question)
    return decide(snapshot.profile, query, policy or Policy()).outcome


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("How many shops does the bakery have?", "shop-count"),
        ("how many stores has the bakery", "shop-count"),
        ("hwo mnay shpos", "shop-count"),
        ("how much of it is rye", "rye-share"),
        ("rye bread?", "rye-share"),
    ],
)
def test_a_clear_question_is_answered(question, entry):
    result = outcome(question)

    assert isinstance(result, Answered)
    assert result.entry.id == entry
    assert result.confidence >= Policy().answer


@pytest.mark.parametrize("question", ["What does a loaf cost?", "the price of a loaf", "is bread expensive"])
def test_what_the_article_does_not_say_is_said_so(question):
    result = outcome(question)

    assert isinstance(result, NotCovered)
    assert result.item.id == "prices"


def test_what_is_not_covered_names_what_the_curator_points_to():
    result = outcome("price of bread")

    assert isinstance(result, NotCovered)
    assert [candidate.entry.id for candidate in result.candidates] == ["rye-share"]


@pytest.mark.parametrize("question", ["shops", "rye", "bread", "the bakery"])
def test_one_word_is_asked_back(question):
    result = outcome(question)

    assert isinstance(result, Unsure)
    assert result.candidates


def test_one_word_that_is_a_stored_phrasing_is_answered():
    snapshot = snapshot_of({"qa.yaml": QA.replace("- rye percentage", "- rye")})

    assert isinstance(outcome("rye", snapshot), Answered)
    assert isinstance(outcome("bread", snapshot), Unsure)


@pytest.mark.parametrize("question", ["who is the president of france", "zebra quantum", "", "the", "?!"])
def test_a_question_about_something_else_is_admitted(question):
    assert outcome(question) == Unknown(0.0)


def test_a_question_that_fits_two_entries_alike_is_asked_back():
    result = outcome("bakery founded", TWINS)

    assert isinstance(result, Unsure)
    assert {candidate.entry.id for candidate in result.candidates[:2]} == {"founder", "founding"}


def test_a_question_that_fits_one_of_two_near_entries_is_answered():
    assert outcome("who founded it", TWINS).entry.id == "founder"
    assert outcome("when was it founded", TWINS).entry.id == "founding"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (
            "how many shops did the bakery have in 2014",
            "neither the best entry nor its source has the number 2014",
        ),
        (
            "how many shops did it have by the end of june",
            "neither the best entry nor its source has the month June",
        ),
        ("how many shops does the bakery have in France", "the best entry is not about “france”"),
    ],
)
def test_what_the_best_entry_cannot_answer_is_not_answered_with_it(question, why):
    query = BAKERY.index.make_query(question)
    decision = decide(BAKERY.profile, query, Policy(answer=0.2, doubt=0.1))

    assert not isinstance(decision.outcome, Answered)
    assert why in decision.rule


def test_unknown_words_count_against():
    plain = outcome("how much bread is rye")
    padded = outcome("how much bread is rye zebra quantum")

    assert padded.confidence < plain.confidence


def test_enough_unknown_words_make_it_no_answer():
    question = "rye zebra quantum violin planet mozart"

    assert not isinstance(outcome(question), Answered)


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        (Policy(answer=0.0), Answered),
        (Policy(answer=1.1, offer=0.0), Unsure),
        (Policy(answer=1.1, offer=1.1, near=0.0), Unknown),
        (Policy(fewest_words=99), Unsure),
    ],
)
def test_the_policy_draws_the_lines(policy, kind):
    assert isinstance(outcome("which part of the bread is rye", policy=policy), kind)


def test_at_most_so_many_are_offered_and_best_first():
    result = outcome("bakery founded bread shops", TWINS, Policy(answer=1.1, absent=1.1, offer=0.0, near=0.0))

    assert isinstance(result, Unsure)
    assert len(result.candidates) == 3
    confidences = [candidate.confidence for candidate in result.candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert result.confidence == confidences[0]


def test_what_was_answered_is_not_offered_beside_itself():
    result = outcome("who founded the bakery and its shops", TWINS, Policy(answer=0.0))

    assert result.entry.id not in {candidate.entry.id for candidate in result.candidates}


def test_hits_are_parted_and_stay_in_order():
    items = BAKERY.index.items
    scores = np.linspace(0.9, 0.1, len(items), dtype=np.float32)[::-1]
    ranking = rank(BAKERY.knowledge, Hits(items, scores), 2)

    assert [hit.item for hit in ranking.entries] == ["rye-share", "shop-count"]
    assert [hit.item for hit in ranking.not_covered] == ["prices"]
