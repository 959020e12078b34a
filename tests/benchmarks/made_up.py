"""Packs of any size to measure speed on: the shipped items, and made-up ones beside them.

A made-up item has the phrasings of a shipped one with half of its longer words exchanged for other
English ones, the same in the whole item, and in each phrasing a word dropped or two neighbours exchanged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from bot.core.answering.snapshot import Snapshot
from bot.core.language.english_words import english_words
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index, IndexedItem
from bot.store.pack_files.loader import load_pack

# The name of the shipped pack among the sizes.
SHIPPED = "shipped"
_KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
_SEED = 7


@dataclass(frozen=True)
class Pack:
    """What an index is built of: the knowledge as it is, or the documents where there are some."""

    knowledge: Knowledge
    documents: Sequence[IndexedItem] = ()

    @property
    def asked(self) -> list[Sequence[str]]:
        """The ways to ask each item."""
        if self.documents:
            return [document.phrasings for document in self.documents]
        return [item.all_phrasings for item in self.knowledge.items]

    def build(self) -> tuple[Index, Callable[[str], object]]:
        """A new index, and what answers a question with it."""
        if not self.documents:
            snapshot = Snapshot.build(self.knowledge)
            return snapshot.index, snapshot.ask
        index = Index(self.documents, self.knowledge.article.synonyms)
        return index, lambda question: index.search(index.make_query(question))


def pack_of(size: str) -> Pack:
    """The shipped pack, or one whose number of phrasings is `size`."""
    knowledge = load_pack(_KNOWLEDGE).knowledge
    if size == SHIPPED:
        return Pack(knowledge)
    shipped = [IndexedItem(item.id, item.all_phrasings) for item in knowledge.items]
    wanted = int(size) - sum(len(document.phrasings) for document in shipped)
    return Pack(knowledge, (*shipped, *_made_up(shipped, wanted)))


def _made_up(shipped: Sequence[IndexedItem], wanted: int) -> Iterator[IndexedItem]:
    """Items like the shipped ones, with `wanted` phrasings in all."""
    chance = Random(_SEED)
    words = english_words()
    number = 0
    while wanted > 0:
        phrasings = tuple(islice(_perturbed(chance.choice(shipped).phrasings, words, chance), wanted))
        wanted -= len(phrasings)
        number += 1
        yield IndexedItem(f"made-up-{number}", phrasings)


def _perturbed(phrasings: Sequence[str], words: Sequence[str], chance: Random) -> Iterator[str]:
    swaps: dict[str, str] = {}
    for phrasing in phrasings:
        for word in phrasing.split():
            if word not in swaps:
                swaps[word] = chance.choice(words) if len(word) > 3 and chance.random() < 0.5 else word
        swapped = [swaps[word] for word in phrasing.split()]
        position = chance.randrange(len(swapped))
        if len(swapped) > 2 and chance.random() < 0.5:
            del swapped[position]
        else:
            swapped[position - 1], swapped[position] = swapped[position], swapped[position - 1]
        yield " ".join(swapped)
