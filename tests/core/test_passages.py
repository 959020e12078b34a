import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.passages import MOST, passages


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
        ("How many shops? In Japan, I mean.", ()),
        ("Who founded it?", ()),
        ("did 5.6 million sign up", ()),
        ("what is bread and butter", ()),
        ("nice. thanks.", ()),
        ("", ()),
    ],
)
def test_the_questions_in_a_message_are_found(message, parts):
    assert passages(message) == parts


@given(st.text(max_size=500))
def test_any_message_comes_apart_into_few_parts(message):
    parts = passages(message)

    assert len(parts) <= MOST
    assert all(part.strip() == part for part in parts)


def test_a_message_of_questions_without_end_comes_apart_quickly():
    assert len(passages("why? " * 800)) == MOST
    assert passages("and " * 1000) == ()
