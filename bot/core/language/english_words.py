"""English words and how frequent they are: a real word is not misspelt, and a rare one is often a name."""

import re
import string
from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

# How often a word of the list has to be in the texts that it was made from to be common: so often are nearly
# 50,000 of them. Rarer ones are often names ("kraken").
_COMMON = 130_088
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
    return word in _words_with(word[:1])


def is_common(word: str) -> bool:
    """Is it one of the 50,000 most frequent English words, in lower case?"""
    return _words_with(word[:1]).get(word, 0) >= _COMMON


def rate_information(word: str) -> float:
    """How much a word in lower case says, from 0.05 (one that is everywhere) to 1 (a rare one, or a name)."""
    if word[:1].isdigit():
        return _INFORMATION_OF_FIGURE
    number = _words_with(word[:1]).get(word)
    if number is None:
        return 1.0
    surprise = log(_ALL / number)
    share = (surprise - _LEAST_SURPRISE) / (_MOST_SURPRISE - _LEAST_SURPRISE)
    return min(max(share, _LEAST_INFORMATION), 1.0)


def english_words(initial: str) -> Collection[str]:
    """The English words that begin with a letter, in lower case; none if it is no letter from a to z."""
    return _words_with(initial).keys()


def load_all_words() -> None:
    """Load the words of all letters, which else are loaded when a word is first looked for."""
    for letter in string.ascii_lowercase:
        _words_with(letter)


def find_rare_words(normalised: str) -> tuple[str, ...]:
    """The words of a question in normal form that are not common English words. Most of them are names.

    Only words of three letters or more, all of them from a to z, are looked at. Each is given once.
    """
    words = (word for word in normalised.split() if len(word) > 2 and word.isascii() and word.isalpha())
    return tuple(word for word in dict.fromkeys(words) if not is_common(word))


@cache
def _words_with(initial: str) -> Mapping[str, int]:
    """The words that begin with a letter, and how often each is used. One question needs few letters."""
    if not (initial.isascii() and initial.isalpha()):
        return {}
    # What begins with fixed letters is found several times faster.
    lines = re.findall(rf"\n({initial}[^ ]*) (\d+)", f"\n{_read_list()}")
    return {word.replace("'", ""): int(number) for word, number in lines}


def _read_list() -> str:
    # Only the list of the package is used. To import it would take longer than to read that.
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("symspellpy")
    return Path(spec.origin).with_name("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
