import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.normalise import tokens
from bot.core.terms import Terms, pairs, stems

SYNONYMS = [
    ["china", "prc", "mainland", "people's republic of china"],
    ["vpn", "virtual private network"],
    ["cz", "changpeng zhao", "changpeng", "zhao"],
    ["sign up", "register"],
]
TERMS = Terms(SYNONYMS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prc", ["china"]),
        ("mainland China", ["china", "china"]),
        ("the People's Republic of China", ["china"]),
        ("virtual private networks", ["vpn"]),
        ("a virtual network", ["virtual", "network"]),
        ("Changpeng Zhao", ["cz"]),
        ("zhao changpeng", ["cz", "cz"]),
        ("they registered", ["they", "sign up"]),
        ("signing up", ["sign up"]),
        ("sign here", ["sign"]),
    ],
)
def test_synonyms_become_the_first_of_their_group(text, words):
    assert TERMS.words(tokens(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many users does the exchange have?", ["how", "mani", "user", "exchang"]),
        ("hey guys, could you please tell me", []),
        ("it is not allowed", ["not", "allow"]),
        ("who what when where why", ["who", "what", "when", "where", "whi"]),
    ],
)
def test_words_that_say_nothing_are_dropped_and_the_rest_are_stems(text, words):
    assert Terms([]).words(tokens(text)) == words


def test_words_of_one_stem_are_one():
    assert len(set(stems(["trade", "trading", "traded", "trades"]))) == 1


def test_a_group_that_comes_to_no_words_is_no_harm():
    assert Terms([["?!", "…"], ["", "china"]]).words(["users"]) == ["user"]


def test_neighbours_are_paired():
    assert pairs(["a", "b", "c"]) == ["a b", "b c"]
    assert pairs(["a"]) == []
    assert pairs([]) == []


@given(st.lists(st.sampled_from("virtual private network china people republic the of x".split())))
def test_no_word_comes_from_nowhere(text):
    known = {*stems(text), *(" ".join(stems(tokens(group[0]))) for group in SYNONYMS)}

    assert set(TERMS.words(text)) <= known
