"""What speaks for an entry and against it, as numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.signal_groups import SIGNALS
from bot.core.answering.signals import read_findings
from tests.packs import snapshot_of

BAKERY = snapshot_of()


def signals_of(question, entry=None, snapshot=BAKERY):
    """The signals of every entry that was found, or those of one by name."""
    query = snapshot.index.make_query(question)
    findings = read_findings(snapshot.profile, query, snapshot.policy.looked_at)
    ranking, signals = findings.ranking, findings.signals
    assert signals.shape == (len(ranking.entries), len(SIGNALS))
    if entry is None:
        return signals
    at = [hit.item for hit in ranking.entries].index(entry)
    return dict(zip(SIGNALS, signals[at].tolist(), strict=True))


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_has_finite_signals(shipped, text):
    for snapshot in (BAKERY, shipped):
        assert np.isfinite(signals_of(text, snapshot=snapshot)).all()


@pytest.mark.parametrize(
    ("question", "entry", "signal"),
    [
        ("how many shops in 2014", "shop-count", "number"),
        ("how many shops by june", "shop-count", "month"),
        ("how many shops in france", "shop-count", "name"),
        ("which zebra has shops", "shop-count", "unknown object"),
        ("why are there shops", "shop-count", "lacks reason"),
        ("price of rye bread in loaf", "rye-share", "words only absent"),
    ],
)
def test_a_signal_is_there_with_what_it_tells_of_and_not_without(question, entry, signal):
    assert signals_of(question, entry)[signal] > 0
    assert signals_of("how many shops has rye bread", entry)[signal] == 0


def test_what_an_entry_knows_of_a_question_is_a_share():
    assert signals_of("how many shops", "shop-count")["covered"] == 1.0
    padded = signals_of("how many shops zebra quantum", "shop-count")
    assert 0 < padded["covered"] < 1
    assert padded["missed words"] == 2
    assert padded["missed anywhere"] > padded["missed elsewhere"] == 0


def test_a_word_that_another_item_has_is_missed_elsewhere():
    signals = signals_of("how many shops sell rye", "shop-count")

    assert signals["missed elsewhere"] > 0


def test_a_long_message_is_marked():
    assert signals_of("how many shops " + "and so on " * 10, "shop-count")["long"] == 1
    assert signals_of("how many shops", "shop-count")["long"] == 0


def test_the_usual_type_of_question_speaks_for_an_entry():
    count, who = signals_of("how many shops", "shop-count"), signals_of("who has shops", "shop-count")

    assert count["type"] > who["type"]
