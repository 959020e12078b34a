"""English words, the commonest first: a real word is no misspelling, and a rare one often a name."""

from functools import cache
from importlib.resources import files

# Of the list, so many are common; rarer ones are often names ("kraken").
_COMMON = 50_000


@cache
def english_words() -> frozenset[str]:
    """Some 82,000 English words in lower case, British and American (symspellpy's frequency list)."""
    return frozenset(_by_frequency())


@cache
def common_words() -> frozenset[str]:
    """The 50,000 commonest of them."""
    return frozenset(_by_frequency()[:_COMMON])


@cache
def _by_frequency() -> tuple[str, ...]:
    lines = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    counted = (line.split(" ", 1) for line in lines.splitlines())
    ordered = sorted(counted, key=lambda each: -int(each[1]))
    return tuple(word.replace("'", "") for word, _ in ordered)


def rare_words(asked: str) -> tuple[str, ...]:
    """The words of a question in normal form that are not common English: names, for the most part."""
    words = (word for word in asked.split() if len(word) > 2 and word.isascii() and word.isalpha())
    return tuple(word for word in dict.fromkeys(words) if word not in common_words())
