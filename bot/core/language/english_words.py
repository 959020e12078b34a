"""English words and how frequent they are: a real word is not misspelt, and a rare one is often a name."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

# How often a word of the list has to be in the texts that it was made from to be common: so often are nearly
# 50,000 of them. Rarer ones are often names ("kraken").
_COMMON = 130_088
# Most questions are asked in the same words.
_KEPT = 8_192
# How often all words of the list are in those texts.
_ALL = 541_809_000_000
# What a word says, as the negative logarithm of its share of all words: below the first next to nothing (as
# "the"), and nothing says more than with the second.
_LEAST_SURPRISE, _MOST_SURPRISE = 4.0, 16.0
_LEAST_INFORMATION = 0.05
# Figures are seldom said in passing.
_INFORMATION_OF_FIGURE = 0.8


def is_english(word: str) -> bool:
    """Is it one of some 82,000 English words, British and American, in lower case?"""
    return _count(word) > 0


def is_common(word: str) -> bool:
    """Is it one of the 50,000 most frequent English words, in lower case?"""
    return _count(word) >= _COMMON


def rate_information(word: str) -> float:
    """How much a word in lower case says, from 0.05 (one that is everywhere) to 1 (a rare one, or a name)."""
    if word[:1].isdigit():
        return _INFORMATION_OF_FIGURE
    number = _count(word)
    if not number:
        return 1.0
    surprise = log(_ALL / number)
    share = (surprise - _LEAST_SURPRISE) / (_MOST_SURPRISE - _LEAST_SURPRISE)
    return min(max(share, _LEAST_INFORMATION), 1.0)


def english_words() -> Sequence[str]:
    """All English words, in lower case and in order, each once."""
    return [word.decode() for word in dict.fromkeys(_word_list()[0].tolist())]


def load_all_words() -> None:
    """Load the words, which else are loaded when the first word is looked for."""
    _word_list()


def find_rare_words(normalised: str) -> tuple[str, ...]:
    """The words of a question in normal form that are not common English words. Most of them are names.

    Only words of three letters or more, all of them from a to z, are looked at. Each is given once.
    """
    words = (word for word in normalised.split() if len(word) > 2 and word.isascii() and word.isalpha())
    return tuple(word for word in dict.fromkeys(words) if not is_common(word))


@lru_cache(_KEPT)
def _count(word: str) -> int:
    """How often a word is in the texts that the list was made from; 0 for one that is not in the list."""
    if not (word.isascii() and word.isalpha()):
        return 0
    words, counts = _word_list()
    # Of two that are alike without their apostrophe the rarer counts, which is the last.
    place = int(words.searchsorted(wanted := word.encode(), side="right")) - 1
    return int(counts[place]) if place >= 0 and words[place] == wanted else 0


@cache
def _word_list() -> tuple[npt.NDArray[np.bytes_], npt.NDArray[np.int64]]:
    """The words, rising, and how often each is used. As arrays they take a quarter of a dictionary's room."""
    fields = np.array(_read_list().replace("'", "").split(), np.bytes_)
    words, counts = fields[::2], fields[1::2].astype(np.int64)
    order = np.argsort(words, kind="stable")
    return words[order], counts[order]


def _read_list() -> str:
    # Only the list of the package is used. To import it would take longer than to read that.
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("symspellpy")
    return Path(spec.origin).with_name("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
