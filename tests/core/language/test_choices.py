"""Replies that pick one of the questions that were offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.choices import NONE_OF_THEM, read_choice


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("2", 2),
        ("#2", 2),
        ("2.", 2),
        ("the second one", 2),
        ("2nd please", 2),
        ("Number two", 2),
        ("I meant the first of these", 1),
        ("the last one", 3),
        ("no, the third", 3),
        ("option 7", 7),
        ("none of these", NONE_OF_THEM),
        ("no", NONE_OF_THEM),
        ("not that", NONE_OF_THEM),
        ("yes", None),
        ("that", None),
        ("second survey", None),
        ("2022", None),
        ("two questions", None),
        ("who is it", None),
        ("", None),
    ],
)
def test_of_three_that_were_offered_one_is_picked(typed, place):
    assert read_choice(typed, 3) == place


@pytest.mark.parametrize("typed", ["yes", "Yes please", "yep that one", "that", "correct!", "1", "the first"])
def test_a_plain_yes_picks_the_only_one(typed):
    assert read_choice(typed, 1) == 1


@given(st.text(max_size=300), st.integers(1, 5))
def test_any_text_is_read(typed, offered):
    place = read_choice(typed, offered)

    assert place is None or 0 <= place <= 99
