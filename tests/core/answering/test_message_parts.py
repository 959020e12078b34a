"""A message with several questions, split into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.message_parts import MOST_PARTS, begins_with, split_questions


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Who founded it? When did it move?", ("Who founded it?", "When did it move?")),
        ("who founded it and when did it move", ("who founded it", "when did it move")),
        ("So, who founded it, and also what is rye?", ("who founded it", "what is rye?")),
        ("how many shops, why there", ("how many shops", "why there")),
        ("I like bread. Who founded it? Thanks!", ("Who founded it? Thanks!",)),
        ("hey there\nhow many shops are there", ("how many shops are there",)),
        ("谁创立的？什么时候？", ("谁创立的？", "什么时候？")),
        ("Was it big in the U.S. back then? Why?", ("Was it big in the U.S. back then?", "Why?")),
        ("how big was it & which ban ended it", ("how big was it", "which ban ended it")),
        ("who founded it n how much did it cost", ("who founded it", "how much did it cost")),
        ("who founded it, and in which year", ("who founded it", "in which year")),
        ("according to her how was it / how is it now", ("according to her how was it", "how is it now")),
        ("What is rye? through what kind of shop", ("What is rye?", "through what kind of shop")),
        ("what is rye? and the bakers want what", ("what is rye?", "the bakers want what")),
        ("one thing: how big was it and why", ("how big was it", "why")),
        ("rye stands for what, oat stands for what", ("rye stands for what", "oat stands for what")),
        ("who runs it, and the old one when was it", ("who runs it", "the old one when was it")),
        ("how many stop what, everything?", ()),
        ("the month, in which it grew", ()),
        ("How many shops? In Japan, I mean.", ()),
        ("Who founded it?", ()),
        ("did 5.6 million sign up", ()),
        ("what is bread and butter", ()),
        ("nice. thanks.", ()),
        ("", ()),
    ],
)
def test_the_questions_in_a_message_are_found(message, parts):
    assert split_questions(message) == parts


@given(st.text(max_size=500))
def test_any_message_comes_apart_into_few_parts(message):
    parts = split_questions(message)

    assert len(parts) <= MOST_PARTS
    assert all(part.strip() == part for part in parts)


def test_a_message_of_questions_without_end_comes_apart_quickly():
    assert len(split_questions("why? " * 800)) == MOST_PARTS
    assert split_questions("and " * 1000) == ()


@pytest.mark.parametrize(
    ("message", "part", "begins"),
    [
        ("so, who founded it? and why", "who founded it?", True),
        ("<@12345> hi, who founded it? and why", "who founded it?", True),
        ("I like bread. who founded it?", "who founded it?", False),
    ],
)
def test_greetings_and_mentions_do_not_count_as_the_beginning(message, part, begins):
    assert begins_with(message, part) is begins
