"""The numbers that a decision depends on, together in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """When to answer, when to ask back, when to admit that nothing fits.

    Confidences, scores and shares are between 0 and 1.
    """

    # The confidence from which on the best entry is the answer.
    answer: float = 0.64
    # The most confidence that is left where one of the rules below is broken.
    doubt: float = 0.5
    # The fewest words that say something which a question must have: a single one fits too much.
    fewest_words: int = 2
    # The least weight of a question (a word that no item knows weighs 1): "how many" fits too much.
    least_weight: float = 0.6
    # The least that its words say together in English at large, without those that ask: a name says 1.
    least_information: float = 0.4
    # The least score of the best entry; a lead over worse ones is not enough.
    least_score: float = 0.1
    # The most words that a short question has. It says less, and its best entry has to score higher.
    short: int = 2
    least_short_score: float = 0.2
    # The least score of an item that the article does not answer, to be shown.
    least_absent_score: float = 0.23
    # The largest share of a question, by weight, that may be known to no item at all.
    most_unknown: float = 0.5
    # The least lead in score over the next entry, and as a share of the own score.
    least_margin: float = 0.03
    least_relative_margin: float = 0.16
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
    near: float = 0.005
    # The most entries that are offered: three buttons are read, more are not.
    offered: int = 3
    # A pack with fewer not-covered items has next to none: what they would say is not known.
    fewest_absent: int = 10
    # The entries that are looked at: the best by score, of which one may be better than the first.
    looked_at: int = 8
    # Two entries that belong together are both shown where neither is sure, and the second is at least so
    # likely, measured by the first.
    least_second: float = 0.1
