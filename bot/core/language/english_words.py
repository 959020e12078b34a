"""English words, the most frequent first: a real word is not misspelt, and a rare one is often a name."""

from functools import cache
from importlib.resources import files

# The first words of the list are common. Rarer ones are often names ("kraken").
_COMMON_WORD_COUNT = 50_000


@cache
def english_words() -> frozenset[str]:
    """Some 82,000 English words in lower case, British and American (symspellpy's frequency list)."""
    return frozenset(_words_by_frequency())


@cache
def common_words() -> frozenset[str]:
    """The 50,000 most frequent English words, in lower case."""
    return frozenset(_words_by_frequency()[:_COMMON_WORD_COUNT])


@cache
def _words_by_frequency() -> tuple[str, ...]:
    lines = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    words_and_counts = (line.split(" ", 1) for line in lines.splitlines())
    by_frequency = sorted(words_and_counts, key=lambda word_and_count: -int(word_and_count[1]))
    return tuple(word.replace("'", "") for word, _ in by_frequency)


def find_rare_words(normalised: str) -> tuple[str, ...]:
    """The words of a question in normal form that are not common English words. Most of them are names.

    Only words of three letters or more, all of them from a to z, are looked at. Each is given once.
    """
    words = (word for word in normalised.split() if len(word) > 2 and word.isascii() and word.isalpha())
    return tuple(word for word in dict.fromkeys(words) if word not in common_words())
