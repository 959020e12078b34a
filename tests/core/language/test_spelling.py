import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.english_words import english_words, is_common, is_english
from bot.core.language.spelling import Speller

SPELLER = Speller(
    {"binance": 40, "chinese": 12, "shanghai": 3, "users": 20, "market": 9, "cz": 8, "2017": 5, "futures": 2}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("binanse", "binance"),
        ("binnace", "binance"),
        ("bianence", "binance"),
        ("chineese", "chinese"),
        ("shangai", "shanghai"),
        ("usres", "users"),
        ("markte", "market"),
        ("futurs", "futures"),
    ],
)
def test_a_misspelt_word_is_read_as_the_nearest(typed, meant):
    assert SPELLER.correct(typed) == meant


@pytest.mark.parametrize("word", ["finance", "china", "marked", "uses", "future", "banana"])
def test_a_real_english_word_is_left_as_it_is(word):
    assert SPELLER.correct(word) == word


@pytest.mark.parametrize("token", ["cx", "usr", "mrk", "zc"])
def test_a_short_token_is_left_as_it_is(token):
    assert SPELLER.correct(token) == token


@pytest.mark.parametrize("token", ["2018", "17%", "5600000", "", "中国"])
def test_figures_and_scripts_are_left_as_they_are(token):
    assert SPELLER.correct(token) == token


def test_a_word_too_far_from_all_others_is_left_as_it_is():
    assert SPELLER.correct("xbxnxcx") == "xbxnxcx"


def test_one_slip_is_believed_in_five_letters_and_two_in_six():
    speller = Speller({"zorba": 1, "zorbax": 1})

    assert speller.correct("zorbq") == "zorba"
    assert Speller({"zorba": 1}).correct("zoqqa") == "zoqqa"
    assert Speller({"zorbax": 1}).correct("zoqqax") == "zorbax"


def test_between_words_equally_near_the_commoner_is_meant():
    assert Speller({"qazzz": 1, "qazzx": 5}).correct("qazzq") == "qazzx"
    assert Speller({"qazzz": 5, "qazzx": 1}).correct("qazzq") == "qazzz"


def test_letters_of_any_script_are_told_apart():
    speller = Speller({"привет": 1, "компания": 1})

    assert speller.correct("бривет") == "привет"
    assert speller.correct("комбания") == "компания"


def test_a_speller_without_words_corrects_nothing():
    assert Speller({}).correct("binanse") == "binanse"


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789%中é", max_size=40))
def test_any_token_becomes_itself_or_a_known_word(token):
    assert SPELLER.correct(token) in {token, "binance", "chinese", "shanghai", "users", "market", "futures"}


def test_the_english_words_are_lower_case_and_in_british_and_american():
    words = english_words()
    assert len(set(words)) == len(words) > 80_000
    assert all(map(is_english, ("colour", "color", "licence", "license", "dont")))
    assert all(word == word.lower() for word in words)
    assert 49_900 < sum(map(is_common, words)) < 50_000
