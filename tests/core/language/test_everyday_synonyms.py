"""The groups of everyday synonyms, as data."""

from collections import Counter

import pytest

from bot.core.language.everyday_synonyms import EVERYDAY_SYNONYMS
from bot.core.language.normalise import normalise
from bot.core.search.index import Index, IndexedItem


def test_a_group_has_two_words_or_more_each_once_and_in_normal_form():
    for group in EVERYDAY_SYNONYMS:
        assert len(set(group)) == len(group) >= 2
        assert all(normalise(text) == text for text in group)


def test_no_word_is_in_two_groups():
    counts = Counter(text for group in EVERYDAY_SYNONYMS for text in group)

    assert [text for text, count in counts.items() if count > 1] == []


INDEX = Index(
    (
        IndexedItem("razed", ("Will the tower be demolished?",), ("Nobody plans it.",)),
        IndexedItem("boss", ("Who is the chief?", "Who leads?")),
        IndexedItem("price", ("What is the fee?", "What does it cost?")),
    ),
    [["chief", "gaffer"]],
)


def read(question):
    return INDEX.make_query(question).words


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("tear down the tower", "demolish the tower"),
        ("flatten it", "demolish it"),
        ("the boss", "the chief"),
        ("the gaffer", "the chief"),
    ],
)
def test_a_word_that_no_item_has_is_read_as_one_that_some_has(question, known):
    assert read(question) == read(known)


def test_what_is_read_with_another_word_is_no_stored_phrasing():
    def score(question):
        return INDEX.search(INDEX.make_query(question)).best(1)[0].score

    assert score("will the tower be demolished") == 1.0
    assert score("will the tower be razed") < 1.0
    # The pack's own synonyms are its own words.
    assert score("who is the gaffer") == 1.0


def test_words_that_the_pack_has_stay_apart():
    assert read("fee") != read("cost")


def test_a_word_without_a_known_synonym_stays_as_it_is():
    assert read("the hospital") == ("the", "hospit")
