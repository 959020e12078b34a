"""The list of real English words, so that a real word is never taken for a misspelling."""

from functools import cache
from importlib.resources import files


@cache
def english_words() -> frozenset[str]:
    """Some 82,000 English words in lower case, British and American (symspellpy's frequency list)."""
    lines = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return frozenset(line.split(" ", 1)[0].replace("'", "") for line in lines.splitlines())
