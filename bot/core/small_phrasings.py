"""Stored phrasings that are small talk, which nobody means as a question."""

from collections.abc import Iterator

from bot.core.language.normalise import token_lists
from bot.core.outcome import Kind
from bot.core.smalltalk import recognise
from bot.core.snapshot import Snapshot

# Small talk is short: to read every phrasing for it would take a tenth of the time of a check.
_LONGEST = 32


def small_talk(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """The phrasings that take small talk over: the item's id and the number, 0 for its question."""
    short = [
        (item.id, number, phrasing)
        for item in snapshot.knowledge.items
        for number, phrasing in enumerate(item.asked)
        if len(phrasing) <= _LONGEST
    ]
    read = token_lists(phrasing for _, _, phrasing in short)
    for (id, number, phrasing), words in zip(short, read, strict=True):
        # What has no word that counts stays small talk, and is said to come back to nothing.
        if recognise(" ".join(words)) and snapshot.ask(phrasing).kind is not Kind.CHAT:
            yield id, number
