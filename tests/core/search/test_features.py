from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.features import Weights, find_features, weigh_features

WORDS = 6
WEIGHTS = Weights(neighbours=0.5, near=0.25, reach=3)
TEXTS = st.lists(st.lists(st.integers(-1, WORDS - 1), max_size=8), max_size=5)


def features_of(texts):
    words = np.array([word for text in texts for word in text], np.int32)
    owners = np.array([at for at, text in enumerate(texts) for _ in text], np.int32)
    features, text_of = find_features(words, owners, WORDS, WEIGHTS.reach)
    weights = weigh_features(features, WORDS, WEIGHTS)
    return [values.tolist() for values in (features, text_of, weights)]


def pairs_within(text, reach):
    return [
        (one, other)
        for at, one in enumerate(text)
        for other in text[at + 1 : at + 1 + reach]
        if one != other and min(one, other) >= 0
    ]


@given(TEXTS)
def test_every_word_and_every_pair_within_reach_counts_in_its_own_text(texts):
    _, owners, weights = features_of(texts)
    wanted = Counter()
    for at, text in enumerate(texts):
        wanted[at, 1.0] += sum(word >= 0 for word in text)
        wanted[at, 0.5] += len(pairs_within(text, 1))
        wanted[at, 0.25] += len(pairs_within(text, 3))

    assert Counter(zip(owners, weights, strict=True)) == +wanted


@given(st.lists(st.integers(0, WORDS - 1), min_size=2, max_size=8))
def test_near_words_are_one_in_either_order_and_neighbours_are_not(text):
    forwards, _, weights = features_of([text])
    backwards, _, _ = features_of([text[::-1]])
    near = {number for number, weight in zip(forwards, weights, strict=True) if weight == 0.25}

    assert near <= set(backwards)
    assert Counter(forwards)[text[0]] == Counter(backwards)[text[0]] == text.count(text[0])


@pytest.mark.parametrize(
    ("one", "other"), [([0, 1], [1, 0]), ([0, 1], [0, 2]), ([0, 1, 2], [2, 1, 0]), ([0, 5], [1, 0])]
)
def test_other_neighbours_have_other_numbers(one, other):
    numbers = [number for text in (one, other) for number in set(features_of([text])[0])]
    ordered = {
        number
        for text in (one, other)
        for number, _, weight in zip(*features_of([text]), strict=True)
        if weight == 0.5
    }

    assert len(ordered) == len(one) + len(other) - 2
    assert min(numbers) >= 0
