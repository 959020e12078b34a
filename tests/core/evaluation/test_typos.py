"""Typos as fingers make them: few, in letters only, and the same each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from bot.core.evaluation.typos import with_typos

QUESTION = "How many users did Binance have in China in 2023, 5.6 million?"
texts = st.text(max_size=80) | st.text(alphabet="abLos 019.,'五é", max_size=80)
stretches = st.integers(min_value=1, max_value=20)
seeds = st.integers() | st.text(max_size=5)


def not_letters(text):
    """What no finger slips on: digits of every script, spaces, signs."""
    return [character for character in text if not character.isalpha() or character.isnumeric()]


@given(texts, stretches, seeds)
def test_the_same_arguments_give_the_same_text(text, every, seed):
    assert with_typos(text, every, seed) == with_typos(text, every, seed)


@given(texts, stretches, seeds)
def test_digits_spaces_and_signs_stay_as_they_are(text, every, seed):
    assert not_letters(with_typos(text, every, seed)) == not_letters(text)


@given(texts, stretches, seeds)
def test_there_is_at_most_one_slip_in_each_stretch(text, every, seed):
    assert DamerauLevenshtein.distance(text, with_typos(text, every, seed)) <= len(text) // every


@given(st.text(alphabet="abcdefgh", min_size=8, max_size=15), seeds)
def test_a_stretch_of_letters_has_its_slip(text, seed):
    assert DamerauLevenshtein.distance(text, with_typos(text, 8, seed)) == 1


def test_all_four_slips_are_made_and_no_other():
    dropped, doubled, exchanged = {"b", "a"}, {"aab", "abb"}, {"ba"}
    replaced = {f"{key}b" for key in "qwsz"} | {f"a{key}" for key in "ghvn"}

    assert {with_typos("ab", 2, seed) for seed in range(500)} == dropped | doubled | exchanged | replaced


def test_a_replaced_letter_keeps_its_case():
    assert {with_typos("P", 1, seed) for seed in range(50)} == {"", "PP", "O", "L"}


def test_another_seed_makes_other_slips():
    assert len({with_typos(QUESTION, 8, seed) for seed in range(20)}) == 20


def test_these_slips_never_change_so_that_figures_can_be_compared():
    assert with_typos(QUESTION, 8, 0) == "Howw many uses ddi Binancee have in Chhina ih 2023, 5.6 illion?"


def test_what_cannot_be_encoded_has_typos_all_the_same():
    assert with_typos("\ud800", 1, 0) == "\ud800"


@pytest.mark.parametrize("text", ["", "2023", "?!", "seven l"])
def test_a_text_without_a_full_stretch_of_letters_stays_as_it_is(text):
    assert with_typos(text, 8, 0) == text


@pytest.mark.parametrize("every", [0, -8])
def test_less_than_one_character_for_a_slip_is_refused(every):
    with pytest.raises(ValueError, match="1 or more"):
        with_typos(QUESTION, every, 0)
