"""Items as sums of their phrasings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.features import Weights
from bot.core.search.term_weights import weigh_terms

WORDS, ITEMS = 6, 3
PHRASINGS = st.lists(
    st.tuples(st.integers(0, ITEMS - 1), st.lists(st.integers(0, WORDS - 1), min_size=1, max_size=8)),
    max_size=9,
)


def weighed(phrasings, block):
    """The scores of all items for each term alone, and how rare it is, with so many words in a block."""
    words = np.array([word for _, text in phrasings for word in text], np.int32)
    texts = np.array([at for at, (_, text) in enumerate(phrasings) for _ in text], np.int32)
    owners = np.array([item for item, _ in phrasings], np.int32)
    made = weigh_terms(words, texts, owners, WORDS, ITEMS, Weights(), block)
    terms = np.arange(len(made.rarity))
    scores = [made.postings.scores(terms[[at]], made.rarity[[at]]).tolist() for at in terms]
    return scores, made.rarity.tolist(), made.unknown_rarity


@given(PHRASINGS, st.integers(1, 20))
def test_in_however_many_blocks_they_are_read_the_weights_are_the_same(phrasings, block):
    at_once, in_blocks = weighed(phrasings, 1_000), weighed(phrasings, block)

    assert in_blocks == at_once


def test_what_one_item_has_is_rarer_than_what_all_have():
    _, rarity, unknown = weighed([(0, [1]), (1, [1]), (2, [1, 2])], 1_000)

    assert rarity[0] < rarity[1] == pytest.approx(unknown)
