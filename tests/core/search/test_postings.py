import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.postings import Postings, find_places

ITEMS, TERMS = 5, 7
WEIGHTS = st.floats(0.125, 8, width=32)
MATRICES = st.dictionaries(st.tuples(st.integers(0, TERMS - 1), st.integers(0, ITEMS - 1)), WEIGHTS)
QUERIES = st.dictionaries(st.integers(0, TERMS + 2), WEIGHTS)


def postings(matrix):
    triples = sorted((term, item, weight) for (term, item), weight in matrix.items())
    terms = sorted({term for term, _, _ in triples})
    starts = [next(at for at, triple in enumerate(triples) if triple[0] == term) for term in terms]
    return Postings(
        np.array(terms, np.int64),
        np.array([*starts, len(triples)], np.int64),
        np.array([item for _, item, _ in triples], np.int32),
        np.array([weight for *_, weight in triples], np.float32),
        ITEMS,
    )


@given(MATRICES, QUERIES)
def test_scores_are_the_dot_products_of_items_and_query(matrix, query):
    index = postings(matrix)
    at, held = index.find_places(np.array(list(query), np.int64))
    weights = np.array(list(query.values()), np.float32)[held]
    slow = [
        sum(weight * matrix.get((term, item), 0.0) for term, weight in query.items()) for item in range(ITEMS)
    ]

    assert index.scores(at[held], weights) == pytest.approx(slow, rel=1e-4, abs=1e-4)


@given(st.sets(st.integers(0, 50)), st.lists(st.integers(-3, 60)))
def test_numbers_are_found_where_they_are(rising, wanted):
    numbers = sorted(rising)
    at, there = find_places(np.array(numbers, np.int64), np.array(wanted, np.int64))

    assert there.tolist() == [number in rising for number in wanted]
    assert [numbers[place] for place in at[there].tolist()] == [
        number for number in wanted if number in rising
    ]
