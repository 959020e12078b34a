import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.postings import Postings, summed

ROWS, TERMS = 5, 7
WEIGHTS = st.floats(0.125, 8, width=32)
MATRICES = st.dictionaries(st.tuples(st.integers(0, ROWS - 1), st.integers(0, TERMS - 1)), WEIGHTS)
TRIPLES = st.lists(st.tuples(st.integers(0, ROWS - 1), st.integers(0, TERMS - 1), WEIGHTS))
QUERIES = st.dictionaries(st.integers(0, TERMS - 1), WEIGHTS)


def slow_scores(matrix, query):
    scores = []
    for row in range(ROWS):
        held = {term: weight for (at, term), weight in matrix.items() if at == row}
        length = sum(weight**2 for weight in held.values()) ** 0.5 or 1.0
        scores.append(sum(held[term] / length * weight for term, weight in query.items() if term in held))
    return scores


def arrays(triples):
    rows, terms, weights = zip(*triples, strict=True) if triples else ((), (), ())
    return np.array(rows, np.int32), np.array(terms, np.int32), np.array(weights, np.float32)


@given(MATRICES, QUERIES)
def test_scores_are_the_dot_products_of_rows_of_length_one(matrix, query):
    postings = Postings(*arrays([(*place, weight) for place, weight in matrix.items()]), (ROWS, TERMS))

    assert postings.scores(query.items()) == pytest.approx(slow_scores(matrix, query), rel=1e-4, abs=1e-4)


@given(TRIPLES, QUERIES)
def test_triples_of_one_place_are_added_up(triples, query):
    matrix = {}
    for row, term, weight in triples:
        matrix[row, term] = matrix.get((row, term), 0.0) + weight
    postings = summed(*arrays(triples), (ROWS, TERMS))

    assert postings.scores(query.items()) == pytest.approx(slow_scores(matrix, query), rel=1e-4, abs=1e-4)


def test_a_row_that_holds_nothing_scores_nothing():
    postings = Postings(*arrays([(1, 0, 2.0)]), (3, 1))

    assert list(postings.scores([(0, 1.0)])) == [0, 1, 0]


def test_postings_of_nothing_score_nothing():
    assert list(Postings(*arrays([]), (2, 0)).scores([])) == [0, 0]
