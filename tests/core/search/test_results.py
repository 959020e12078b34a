"""The best of many scores."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.results import Hits


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(1, 9))
def test_the_best_come_first_and_of_equal_ones_the_first(scores, most):
    hits = Hits([str(place) for place in range(len(scores))], np.array(scores, np.float32) / 7)
    expected = sorted((place for place, score in enumerate(scores) if score), key=lambda at: -scores[at])

    assert [hit.place for hit in hits.best(most)] == expected[:most]
