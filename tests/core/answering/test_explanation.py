"""What speaks for an entry and against it, in words."""

from math import exp

import pytest

from bot.core.answering.confidence import explain_confidence, rate_confidence
from bot.core.answering.explanation import Reason, explain_entry, render_sides
from bot.core.answering.signal_groups import SIGNALS, Group
from bot.core.answering.signals import read_findings
from tests.packs import snapshot_of

BAKERY = snapshot_of()
QUESTIONS = (
    "how many shops",
    "rye bread",
    "what does a loaf cost",
    "how many shops in 2014 in france",
    "xyzzy shops",
)


def signals_of(snapshot, question):
    query = snapshot.index.make_query(question)
    return read_findings(snapshot.profile, query, snapshot.policy.looked_at).signals


@pytest.mark.parametrize("is_bare", [False, True])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_parts_add_up_to_the_confidence(question, is_bare):
    for signals in signals_of(BAKERY, question):
        logit = sum(explain_confidence(signals, is_bare).values())

        assert 1 / (1 + exp(-logit)) == pytest.approx(rate_confidence(signals, is_bare), abs=1e-4)


def test_every_signal_belongs_to_a_group_that_has_words():
    assert set(SIGNALS.values()) == set(Group) - {Group.CONSTANT}
    assert len(set(map(str, Group))) == len(Group)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_strongest_comes_first_and_the_weakest_not_at_all(question):
    for entry in BAKERY.knowledge.entries.values():
        weights = [abs(part.weight) for part in explain_entry(BAKERY, question, entry)]

        assert weights == sorted(weights, reverse=True)
        assert all(weight >= 0.1 for weight in weights)


def test_an_entry_that_was_not_looked_at_has_no_explanation():
    assert explain_entry(BAKERY, "xyzzy", BAKERY.knowledge.entries["rye-share"]) == ()


def test_a_number_that_the_entry_has_not_speaks_against_it():
    entry = BAKERY.knowledge.entries["shop-count"]
    without = render_sides(explain_entry(BAKERY, "how many shops did the bakery have", entry))
    with_number = render_sides(explain_entry(BAKERY, "how many shops did the bakery have in 2014", entry))

    assert Group.FACTS not in without[1]
    assert f"{Group.FACTS} (strongly)" in with_number[1]


@pytest.mark.parametrize(
    ("weight", "strength"), [(0.2, "a little"), (-0.49, "a little"), (0.5, "clearly"), (-1.5, "strongly")]
)
def test_a_part_has_a_strength_in_words(weight, strength):
    assert Reason(Group.KIND, weight).strength == strength


def test_where_every_question_begins_is_on_no_side():
    assert render_sides((Reason(Group.CONSTANT, -2.0), Reason(Group.KIND, 1.0))) == (
        f"{Group.KIND} (clearly)",
        "",
    )
