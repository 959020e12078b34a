"""Replies that ask for the same at another time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.cards import build_card
from bot.core.answering.outcomes import Answered, Unknown, Unsure
from bot.core.language.dates import PartialDate
from bot.core.timeline.other_times import read_other_time

KNOWN = (PartialDate(2023, 6, 5), PartialDate(2021))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("and in 2022", "2022"),
        ("what about june 2023", "June 2023"),
        ("and june", "June 2023"),
        ("ok and on june 5 2023", "June 5, 2023"),
        ("2022", "2022"),
        ("and now", ""),
        ("how is it today", ""),
    ],
)
def test_a_time_alone_is_another_time(asked, words):
    assert read_other_time(asked, KNOWN).words == words


@pytest.mark.parametrize(
    "asked",
    ["who was it in 2022", "between 2021 and 2023", "since 2020", "and", "", "now in japan", "in may"],
)
def test_what_asks_for_more_is_none(asked):
    assert read_other_time(asked, KNOWN) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    read_other_time(text, KNOWN)


def card_of(shipped, about, asked):
    answer = shipped.follow_up(asked, shipped.knowledge.entries[about])
    return answer.outcome, build_card(shipped.knowledge, answer, shipped.examples)


@pytest.mark.parametrize("asked", ["and in 2022?", "what about 2021", "and in june 2023?"])
def test_of_a_figure_that_the_article_gives_for_another_time_this_is_said(shipped, asked):
    outcome, card = card_of(shipped, "active-users", asked)

    assert isinstance(outcome, Unknown)
    assert card.title == "The article does not say"
    assert card.text.startswith("It gives no such figure for ")
    assert [entry.id for entry in card.entries] == ["active-users"]


def test_of_the_present_it_says_that_there_is_nothing_newer(shipped):
    outcome, card = card_of(shipped, "may-2023-volume", "and now?")

    assert isinstance(outcome, Unknown)
    assert card.text == "It gives no newer figure."


def test_the_time_that_the_answer_names_is_that_of_the_answer(shipped):
    outcome, _ = card_of(shipped, "may-2023-volume", "and in 2023?")

    assert isinstance(outcome, Answered)
    assert outcome.entry.id == "may-2023-volume"


def test_a_related_figure_of_that_time_is_only_offered(shipped):
    outcome, _ = card_of(shipped, "monthly-volume", "and in May 2023?")

    assert isinstance(outcome, Unsure)
    assert [candidate.entry.id for candidate in outcome.candidates] == ["may-2023-volume"]


def test_after_what_is_no_figure_a_year_asks_what_happened_then(shipped):
    about = shipped.knowledge.entries["founder"]

    assert shipped.follow_up("and in 2021?", about).timeline is not None
