"""The limits of a pack: how much of what a file may hold, far above what an article needs.

They keep a file that somebody made wrong, or with ill will, from taking the memory and the time of a bot that
answers others meanwhile. The worst pack that is within all of them takes half a minute and 1.5 GB to be read,
indexed and checked, most of that for a million words of phrasings. What Discord limits (a question, an
answer, an id, the topics) is in `models`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.pack.problems import Finding, Path

# In bytes: also the most that Discord takes as one attachment, so that what is exported can be imported.
MAX_FILE = 10_000_000

# Of any YAML file. They are counted while it is read, so that the rest of a larger one is never read.
MAX_NODES = 500_000
"""Keys, texts, lists and tables in a file."""
MAX_DEPTH = 50
MAX_LIST = 20_000
MAX_KEYS = 20_000
MAX_TEXT = 20_000
MAX_DIRECTIVES = 100
"""Lines that begin with `%TAG`. No pack needs any."""

# Of a pack.
MAX_ENTRIES = 10_000
MAX_NOT_COVERED = 10_000
MAX_EVENTS = 2_000
MAX_PARAGRAPHS = 2_000
MAX_VOICES = 1_000
MAX_SYNONYMS = 2_000
"""Groups of synonyms."""
MAX_ALL_PHRASINGS = 100_000
"""Phrasings of all items together."""
MAX_PHRASING_WORDS = 1_000_000
"""Words of all phrasings together: ten of each, if there are as many as there may be."""
MAX_TEXT_WORDS = 1_000_000
"""Words of all answers and paragraphs together."""
MAX_CITED_WORDS = 1_000_000
"""Words of the paragraphs that each entry cites, for all entries together."""
MAX_SYNONYM_WORDS = 100_000
"""Words of all synonyms together."""

# Of an item, an event or a group of synonyms.
MAX_PHRASINGS = 1_000
MAX_LINKS = 100
"""Other entries, events, or sources that one item names."""
MAX_GROUP = 100
"""Words that mean the same."""

# Characters.
MAX_PHRASING = 4_000
"""A message of Discord, which *Add to Q&A* makes a phrasing, is no longer."""
MAX_SYNONYM = 100
MAX_NOTE = 10_000

_COUNTED = (
    ("entries", "entries", MAX_ENTRIES),
    ("not_covered", "questions that are not covered", MAX_NOT_COVERED),
    ("events", "events", MAX_EVENTS),
    ("paragraphs", "paragraphs", MAX_PARAGRAPHS),
    ("voices", "voices", MAX_VOICES),
    ("synonyms", "groups of synonyms", MAX_SYNONYMS),
)


def find_exceeded_limits(files: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Every section of the files that holds too much. The keys are the names of the files.

    The values may be of any type. Where something is found, nothing else of the pack is worth looking at.
    """
    for file, table in files.items():
        for key, kind, most in _COUNTED:
            yield from _check_count(file, (key,), kind, _length(table.get(key)), most)
        # Together, whichever of the two sections they are in.
        lists = [item.get("phrasings") for key in ("entries", "not_covered") for item in _items(table, key)]
        phrasings = sum(map(_length, lists))
        yield from _check_count(file, (), "phrasings in all", phrasings, MAX_ALL_PHRASINGS)


def _check_count(file: str, path: Path, kind: str, count: int, most: int) -> Iterator[Finding]:
    if count > most:
        advice = "take some out, or make two packs of it"
        yield Finding(file, path, f"there are {count:,} {kind}, and a pack has at most {most:,}: {advice}")


def _items(table: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    values = table.get(key)
    return (value for value in values if isinstance(value, dict)) if isinstance(values, list) else iter(())


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list | dict) else 0
