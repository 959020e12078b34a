"""A question in the form that the index works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import filterfalse

from bot.core.search.postings import Floats, Ints
from bot.core.search.terms import EMPTY_WORDS


@dataclass(frozen=True)
class Query:
    """A question: its normal form, its words as stems, and the correction of each misspelt word.

    The content of a question is the words that are not in `EMPTY_WORDS`.
    """

    normalised: str
    words: tuple[str, ...]
    corrected: Mapping[str, str]
    # Numbers are those of the index, -1 for an unknown word. The content has each word once.
    word_numbers: Ints = field(compare=False, repr=False)
    content_numbers: Ints = field(compare=False, repr=False)
    content_weights: Floats = field(compare=False, repr=False)
    # Is a word read as another of the same meaning, so that it is no stored phrasing word for word?
    is_reworded: bool = False

    @property
    def corrected_text(self) -> str:
        """The normal form with misspelt words corrected."""
        return " ".join(self.corrected.get(token, token) for token in self.normalised.split())

    @property
    def content_words(self) -> tuple[str, ...]:
        """The words of the content, in order. A word that is there twice comes twice."""
        return tuple(filterfalse(EMPTY_WORDS.__contains__, self.words))
