"""English words, and how much they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.english_words import rate_information


def test_the_rarer_a_word_is_the_more_it_says():
    said = [rate_information(word) for word in ("the", "money", "harbour", "zygote", "merrowhaven")]

    assert said == sorted(said)
    assert said[0] == pytest.approx(0.05, abs=0.05)
    assert said[-1] == 1.0


@given(st.text(max_size=30))
def test_what_any_word_says_is_bounded(word):
    assert 0.05 <= rate_information(word) <= 1.0
