"""Stored phrasings that are small talk: whoever says one would get the answer of its item."""

from collections.abc import Iterator

from bot.core.answering.small_talk import recognise_small_talk
from bot.core.answering.snapshot import Snapshot
from bot.core.language.normalise import tokenise_each

# The most characters of a phrasing that may be small talk: to read every phrasing for it would take a tenth
# of the time of a check.
_LONGEST = 32


def find_small_talk_phrasings(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """The phrasings that small talk would find: the item's id and the phrasing's number in `Item.asked`."""
    short_phrasings = [
        (item.id, number, phrasing)
        for item in snapshot.knowledge.items
        for number, phrasing in enumerate(item.all_phrasings)
        if len(phrasing) <= _LONGEST
    ]
    all_words = tokenise_each(phrasing for _, _, phrasing in short_phrasings)
    found = [
        phrasing
        for phrasing, words in zip(short_phrasings, all_words, strict=True)
        if recognise_small_talk(" ".join(words))
    ]
    are_stored = snapshot.are_stored(phrasing for _, _, phrasing in found)
    for (id, number, _), is_stored in zip(found, are_stored, strict=True):
        # A phrasing without a word that says something stays small talk. It is reported as a stray.
        if is_stored:
            yield id, number
