"""The numbers a decision hangs on, together in one place."""

from dataclasses import dataclass, field
from math import exp


@dataclass(frozen=True)
class Fit:
    """A logistic reading of how well something matched: positive weights speak for it."""

    constant: float
    score: float
    margin: float
    lead: float
    relative_margin: float
    relative_lead: float
    coverage: float

    def read(self, score: float, rival: float, other: float, coverage: float) -> float:
        """Confidence between 0 and 1.

        `score` is the match itself, `rival` the score of the best other item of its kind, `other`
        that of the best item of the other kind, `coverage` the share of the question that it knows.
        """
        logit = (
            self.constant
            + self.score * score
            + self.margin * (score - rival)
            + self.lead * (score - other)
            + self.relative_margin * (score - rival) / (max(score, rival) or 1.0)
            + self.relative_lead * (score - other) / (max(score, other) or 1.0)
            + self.coverage * coverage
        )
        return 1.0 / (1.0 + exp(-logit))


@dataclass(frozen=True)
class Policy:
    """When to answer, when to ask back, when to admit that nothing fits.

    Confidences, scores and shares are between 0 and 1.
    """

    # From this confidence on the best entry is the answer.
    answer: float = 0.65
    # Where one of the rules below is broken, confidence goes no higher than this.
    doubt: float = 0.5
    # So many words count: one fits too much.
    fewest_words: int = 2
    # A question weighs as much (a word that no item knows weighs 1): "how many" fits too much.
    least_weight: float = 0.6
    # The best entry matches as well as this; a lead over worse ones is not enough.
    least_score: float = 0.12
    # A short question has less to go by, and has to match better.
    short: int = 2
    least_short_score: float = 0.25
    # Nor is an item that the article does not answer shown below this.
    least_absent_score: float = 0.25
    # No more of it, by weight, is known to no item at all.
    most_unknown: float = 0.4
    # The best entry is ahead of the next by so much.
    least_margin: float = 0.02
    # ... and surer than the next by so much.
    least_ahead: float = 0.1
    # The very words of a stored phrasing of one item and no other are at least so sure.
    stored: float = 0.97
    # To a question that leans on an answer its kin are nearer than they score, by this factor.
    kinship: float = 1.15
    # Unasked, in a channel where people talk to each other, only from here on.
    answer_unasked: float = 0.8
    # From here on the article is said not to answer, in the words of the item that fits.
    absent: float = 0.75
    # From here on an entry is worth offering as "did you mean".
    offer: float = 0.15
    # ... if it matches as well as this.
    least_offered_score: float = 0.1
    # Below it, an entry is too far off to be named beside others.
    near: float = 0.05
    # At most so many are offered: three buttons are read, more are not.
    offered: int = 3
    # A pack has many items that it does not answer from this number on, and for each entry so many.
    fewest_absent: int = 20
    absent_per_entry: float = 2.0
    # How sure an entry is, in such a pack: fitted on questions about the shipped pack whose authors had
    # never seen its phrasings.
    entry_fit: Fit = field(default_factory=lambda: Fit(-1.45, -0.61, 0.58, 1.63, 0.61, 3.22, 1.67))
    # In any other pack being ahead of those says little: no surer than this, fitted on two public sets.
    bare_fit: Fit = field(default_factory=lambda: Fit(-2.98, 4.91, 1.69, 0.0, 3.18, 0.0, 1.29))
    # How sure it is that an item is asked for that the article does not answer.
    absent_fit: Fit = field(default_factory=lambda: Fit(-0.69, 0.71, 0.42, 1.66, 0.13, 3.86, 0.75))
