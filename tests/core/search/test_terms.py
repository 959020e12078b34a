import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.normalise import tokenise
from bot.core.search.terms import Terms

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
        ("the People's Republic of China", ["the", "china"]),
        ("virtual private networks", ["vpn"]),
        ("a virtual network", ["a", "virtual", "network"]),
        ("Changpeng Zhao", ["cz"]),
        ("zhao changpeng", ["cz", "cz"]),
        ("they registered", ["they", "sign up"]),
        ("signing up", ["sign up"]),
        ("sign here", ["sign", "here"]),
    ],
)
def test_synonyms_become_the_first_of_their_group(text, words):
    assert TERMS.words(tokenise(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many users does it have?", ["how", "mani", "user", "doe", "it", "have"]),
        ("it is not allowed", ["it", "is", "not", "allow"]),
        ("who what when where why", ["who", "what", "when", "where", "whi"]),
        ("", []),
    ],
)
def test_every_word_becomes_its_stem(text, words):
    assert Terms([]).words(tokenise(text)) == words


@pytest.mark.parametrize(
    "family", ["trade trading traded trades", "relocate relocation relocating", "verify verified"]
)
def test_words_of_one_root_are_one(family):
    assert len(set(Terms([]).words(family.split()))) == 1


def test_a_group_that_comes_to_no_words_is_no_harm():
    assert Terms([["?!", "…"], ["", "china"]]).words(["users"]) == ["user"]


def test_of_synonyms_with_the_same_beginning_the_longest_that_stands_there_counts():
    terms = Terms([["one", "a b"], ["two", "a b c d"], ["three", "b c"], ["four", "a b c d"]])

    assert terms.words("a b c d".split()) == ["two"]
    assert terms.words("a b c x".split()) == ["one", "c", "x"]
    assert terms.words("a a b".split()) == ["a", "one"]


def test_a_long_synonym_stands_in_few_characters_for_its_own_group_alone():
    same = "ﷺ" * 50
    one, other = Terms([[f"{same} b", "x"], [f"{same} c", "y"]]).words(["x", "y"])

    assert one != other
    assert len(one) < 60


@given(st.lists(st.sampled_from("virtual private network china people republic the of x".split())))
def test_no_word_comes_from_nowhere(text):
    plain = Terms([])
    known = {*plain.words(text), *(" ".join(plain.words(tokenise(group[0]))) for group in SYNONYMS)}

    assert set(TERMS.words(text)) <= known


@pytest.mark.parametrize(
    "groups", [[["shop", "store"], ["store", "depot"]], [["store", "depot"], ["shop", "store"]]]
)
def test_groups_that_share_a_word_are_one(groups):
    assert len(set(Terms(groups).words(["shop", "store", "depot"]))) == 1


@pytest.mark.parametrize("groups", [[["@@", "shop"], ["!!", "rye"]], [["us", "shop"]]])
def test_a_member_that_says_nothing_takes_nothing_with_it(groups):
    assert Terms(groups).words(["shop", "rye"]) == ["shop", "rye"]
