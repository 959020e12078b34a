"""How sure it is that an entry is what was asked: signals, weighed with the numbers of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answering.fitted_weights import ABSENCE, BARE, CONFIDENCE, RANK
from bot.core.answering.signal_groups import SIGNALS, Group
from bot.core.search.postings import Floats

CONSTANT = "constant"


@dataclass(frozen=True)
class SignalWeights:
    """The weights of a logistic regression: the constant, and one for each signal."""

    constant: float
    of_signals: Floats

    @classmethod
    def of(cls, table: Mapping[str, float], signals: Sequence[str]) -> "SignalWeights":
        """Those of a table by name; a signal that is not in it counts nothing."""
        return cls(table[CONSTANT], np.array([table.get(name, 0.0) for name in signals], np.float32))

    def rate(self, signals: Floats) -> Floats:
        """A probability for each row of signals, from 0 to 1."""
        logits = self.constant + signals @ self.of_signals
        rated: Floats = (1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return rated


ABSENCE_SIGNALS = (
    "score", "margin", "lead", "relative margin", "relative lead", "coverage", "entry confidence",
)  # fmt: skip
"""What is known of the nearest not-covered item."""
_RANK, _CONFIDENCE, _BARE = (SignalWeights.of(table, tuple(SIGNALS)) for table in (RANK, CONFIDENCE, BARE))
_ABSENCE = SignalWeights.of(ABSENCE, ABSENCE_SIGNALS)


def rate_likelihood(signals: Floats) -> Floats:
    """How likely each entry is among all that were found: what they are ranked by."""
    return _RANK.rate(signals)


def rate_confidence(signals: Floats, is_bare: bool) -> float:
    """How sure the first entry is, from its one row of signals.

    `is_bare` says that the pack has next to no not-covered items: then a lead over them says nothing.
    """
    return float((_BARE if is_bare else _CONFIDENCE).rate(signals[None, :])[0])


def rate_absence(signals: Sequence[float]) -> float:
    """How sure it is that the nearest not-covered item is what was asked, from `ABSENCE_SIGNALS`."""
    return float(_ABSENCE.rate(np.array([signals], np.float32))[0])


def explain_confidence(signals: Floats, is_bare: bool) -> dict[Group, float]:
    """What each group of signals adds to the confidence or takes from it, as logits that add up."""
    weights = _BARE if is_bare else _CONFIDENCE
    parts = dict.fromkeys(Group, 0.0)
    parts[Group.CONSTANT] = weights.constant
    for value, weight, group in zip(signals, weights.of_signals, SIGNALS.values(), strict=True):
        parts[group] += float(value * weight)
    return parts
