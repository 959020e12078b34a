"""A question as the index reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import filterfalse

from bot.core.search.postings import Floats, Ints
from bot.core.search.terms import EMPTY_WORDS


@dataclass(frozen=True)
class Query:
    """How a question was read: its normal form, the words that count, the misspelt ones as read."""

    normalised: str
    words: tuple[str, ...]
    corrected: Mapping[str, str]
    # The words' numbers in the index; those of each word that says something, once, and their weights.
    numbers: Ints = field(compare=False, repr=False)
    said: Ints = field(compare=False, repr=False)
    weights: Floats = field(compare=False, repr=False)

    @property
    def asked(self) -> str:
        """The normal form with misspelt words put right."""
        return " ".join(self.corrected.get(token, token) for token in self.normalised.split())

    @property
    def content(self) -> tuple[str, ...]:
        """The words that say something, in order."""
        return tuple(filterfalse(EMPTY_WORDS.__contains__, self.words))
