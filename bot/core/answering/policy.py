"""The numbers that a decision depends on, together in one place."""

from dataclasses import dataclass, field
from math import exp


@dataclass(frozen=True)
class Fit:
    """The weights of a logistic regression that makes a confidence of how well an item matched."""

    constant: float
    score: float
    margin: float
    lead: float
    relative_margin: float
    relative_lead: float
    coverage: float

    def read(self, score: float, rival: float, other: float, coverage: float) -> float:
        """The confidence in an item, from 0 to 1.

        `score` is the item's own, `rival` the best score of any other item of its kind (entry or not
        covered), `other` the best score of the other kind, and `coverage` the share of the question that
        the item knows. All are from 0 to 1.
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

    # The confidence from which on the best entry is the answer.
    answer: float = 0.65
    # The most confidence that is left where one of the rules below is broken.
    doubt: float = 0.5
    # The fewest words that say something which a question must have: a single one fits too much.
    fewest_words: int = 2
    # The least weight of a question (a word that no item knows weighs 1): "how many" fits too much.
    least_weight: float = 0.6
    # The least score of the best entry; a lead over worse ones is not enough.
    least_score: float = 0.12
    # The most words that a short question has. It says less, and its best entry has to score higher.
    short: int = 2
    least_short_score: float = 0.25
    # The least score of an item that the article does not answer, to be shown.
    least_absent_score: float = 0.25
    # The largest share of a question, by weight, that may be known to no item at all.
    most_unknown: float = 0.4
    # The least lead of the best entry over the next one, in score ...
    least_margin: float = 0.02
    # ... and in confidence.
    least_ahead: float = 0.1
    # The least confidence in an item one of whose stored phrasings is what was asked, word for word, where
    # no other item has it.
    stored: float = 0.97
    # Where a question refers to an answer, the entries related to that answer score higher by this factor.
    related_factor: float = 1.15
    # The confidence from which on a question is answered in a channel where people talk to each other and
    # nobody asked the bot.
    answer_unasked: float = 0.8
    # The confidence from which on the article is said not to answer, in the words of the item that fits.
    absent: float = 0.75
    # The confidence from which on an entry is worth offering as "did you mean" ...
    offer: float = 0.15
    # ... if its score is at least this.
    least_offered_score: float = 0.1
    # The confidence below which an entry is too far off to be named with others.
    near: float = 0.05
    # The most entries that are offered: three buttons are read, more are not.
    offered: int = 3
    # The fewest not-covered items of a pack that has many of them: in all, and for each entry.
    fewest_absent: int = 20
    absent_per_entry: float = 2.0
    # The confidence in an entry, in such a pack: fitted on questions about the shipped pack whose authors
    # had never seen its phrasings.
    entry_fit: Fit = field(default_factory=lambda: Fit(-1.45, -0.61, 0.58, 1.63, 0.61, 3.22, 1.67))
    # In a pack with few of them, a lead over those items says little. The confidence in an entry is then at
    # most this, fitted on two public sets.
    bare_fit: Fit = field(default_factory=lambda: Fit(-2.98, 4.91, 1.69, 0.0, 3.18, 0.0, 1.29))
    # The confidence that what is asked is an item that the article does not answer.
    absent_fit: Fit = field(default_factory=lambda: Fit(-0.69, 0.71, 0.42, 1.66, 0.13, 3.86, 0.75))
