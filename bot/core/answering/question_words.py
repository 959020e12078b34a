"""The words of a question that say something, as the signals need them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answering.pack_profile import PackProfile
from bot.core.language.english_words import rate_information
from bot.core.language.question_type import find_object
from bot.core.search.postings import Bools, Floats, Ints
from bot.core.search.query import Query
from bot.core.search.terms import EMPTY_WORDS

_QUESTION_WORDS = frozenset("what which who whom whose when where why how".split())
# What several words say that the pack knows as one.
_INFORMATION_OF_PHRASE = 0.8


@dataclass(frozen=True)
class QuestionWords:
    """Each word once: its number in the index, how much it says, and whether it is a name.

    `objects` are the numbers of the words that say what is asked for.
    """

    numbers: Ints
    information: Floats
    is_name: Bools
    objects: Sequence[int]


def read_words(profile: PackProfile, query: Query) -> QuestionWords:
    """The words of a question, but question words and those that are empty."""
    text = query.corrected_text
    tokens = text.split()
    # The first token that was read as a word; several that are one word together have none.
    token_of = dict(zip(reversed(profile.index.read_tokens(tokens)), reversed(tokens), strict=True))
    content = [word for word in dict.fromkeys(query.words) if word not in EMPTY_WORDS]
    content = [word for word in content if token_of.get(word) not in _QUESTION_WORDS]
    objects = profile.index.read_tokens(find_object(text))
    numbers = profile.index.number(content)
    return QuestionWords(
        numbers,
        np.array([_rate_information(token_of.get(word)) for word in content], np.float32),
        profile.is_name[numbers],
        profile.index.number(stem for stem in objects if stem not in EMPTY_WORDS).tolist(),
    )


def _rate_information(token: str | None) -> float:
    return _INFORMATION_OF_PHRASE if token is None else rate_information(token)
