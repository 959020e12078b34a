"""Which words each item knows, and in which of its texts."""

import numpy as np

from bot.core.search.index import Index, IndexedItem
from bot.core.search.known_words import KnownWords, TextKind, has

INDEX = Index(
    (
        IndexedItem("a", ("red boat",), ("green boat",), ("blue sea",)),
        IndexedItem("b", ("white sail",), ("red sail",)),
    )
)


def found(kind, *tokens):
    """The tokens that item a, and those that item b has in texts of a kind."""
    numbers = INDEX.number(INDEX.read_tokens(tokens))
    rows = has(INDEX.known.find(numbers, [0, 1]), kind)
    return [{token for token, is_known in zip(tokens, row, strict=True) if is_known} for row in rows]


def test_each_word_is_known_where_it_stands():
    tokens = ("red", "green", "blue", "white", "boat", "zebra")

    assert found(TextKind.PHRASING, *tokens) == [{"red", "boat"}, {"white"}]
    assert found(TextKind.ANSWER, *tokens) == [{"green", "boat"}, {"red"}]
    assert found(TextKind.SOURCE, *tokens) == [{"blue"}, set()]


def test_anywhere_is_all_of_them():
    numbers = INDEX.number(INDEX.read_tokens(("red", "blue", "zebra")))

    assert (INDEX.known.find(numbers, [0, 1]) != 0).tolist() == [
        [True, True, False],
        [True, False, False],
    ]


def test_without_words_or_items_nothing_is_known():
    none = np.zeros(0, np.int32)
    empty = KnownWords(none, none, none, 0)

    assert INDEX.known.find(none, [0, 1]).shape == (2, 0)
    assert empty.find(np.array([-1, 0], np.int32), []).shape == (0, 2)


def test_the_items_that_have_every_word_of_a_text_are_found():
    known = [INDEX.find_items_with_words(text.split()).tolist() for text in ("red", "red sail", "zebra", "")]

    assert known == [[True, True], [False, True], [False, False], [False, False]]


def test_what_only_an_answer_or_a_source_says_finds_its_item_but_is_no_phrasing():
    for text, item in (("green boat", "a"), ("blue sea", "a"), ("red sail", "b")):
        best = INDEX.search(INDEX.make_query(text)).best(1)[0]

        assert best.item == item
        assert best.score < 1.0
    assert INDEX.search(INDEX.make_query("white sail")).best(1)[0].score == 1.0
