"""The search: a question in, the items it may mean out, best first.

Items are scored, not single phrasings. An item's score mixes the likeness to the middle of its
phrasings with the likeness to the nearest one, over words, neighbouring words and pieces of words,
weighted by how few items know them. Words that no item knows count against the question at the
highest weight: they are what this file does not know.
"""

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.normalise import tokens
from bot.core.postings import Floats, Ints, Postings, summed
from bot.core.spelling import Speller
from bot.core.terms import Terms, pairs

# No question needs more words put right, and each costs a look at the whole vocabulary.
_MOST_CORRECTED = 60
# Two texts of the same terms, but for rounding.
_SAME = 0.9995


@dataclass(frozen=True)
class Weights:
    """How much each kind of evidence counts; measured on two public sets of intents."""

    pair: float = 0.5
    piece: float = 0.35
    piece_length: int = 4
    middle: float = 0.7
    nearest: float = 0.3


@dataclass(frozen=True)
class Reading:
    """How a question was read: its normal form, the words that count, the misspelt ones as read."""

    normalised: str
    words: tuple[str, ...]
    corrected: Mapping[str, str]


@dataclass(frozen=True)
class Hit:
    """An item the question may mean, and its score, between 0 and 1."""

    item: str
    score: float


@dataclass(frozen=True)
class Document:
    """What the index is told of an item: the ways to ask, and what its answer and source say."""

    item: str
    phrasings: Sequence[str]
    evidence: str = ""


class Index:
    """An immutable index; build a new one for a new pack."""

    def __init__(
        self,
        documents: Iterable[Document],
        synonyms: Iterable[Sequence[str]] = (),
        weights: Weights | None = None,
    ) -> None:
        self._weights = weights or Weights()
        self._terms = Terms(synonyms)
        documents = tuple(documents)
        self._items = tuple(document.item for document in documents)
        read = [[tokens(phrasing) for phrasing in document.phrasings] for document in documents]
        evidence = [tokens(document.evidence) for document in documents]
        self._speller = Speller(_vocabulary(read, evidence))
        self._known = {
            item: frozenset(word for found in (*phrasings, known) for word in self._terms.words(found))
            for item, phrasings, known in zip(self._items, read, evidence, strict=True)
        }
        self._learn(read)

    def read(self, question: str) -> Reading:
        """Read the question: normalise it, correct misspelt words, keep the words that count."""
        found = tokens(question)
        looked_up = list(dict.fromkeys(found))[:_MOST_CORRECTED]
        corrected = {token: self._speller.correct(token) for token in looked_up}
        words = self._terms.words([corrected.get(token, token) for token in found])
        changed = {token: word for token, word in corrected.items() if token != word}
        return Reading(" ".join(found), tuple(words), changed)

    def search(self, reading: Reading) -> tuple[Hit, ...]:
        """Rank every item that shares anything with the question, best first."""
        scores = self._scores(reading.words)
        order = np.argsort(-scores, kind="stable")[: np.count_nonzero(scores)]
        return tuple(Hit(self._items[at], min(float(scores[at]), 1.0)) for at in order)

    def coverage(self, reading: Reading, item: str) -> float:
        """The share of the question, by weight, that the item knows: from 0 to 1.

        It knows the words of its phrasings and of what it was told besides.
        """
        return self._share(reading, self._known[item])

    def unknown(self, reading: Reading) -> float:
        """The share of the question, by weight, that no phrasing knows: from 0 to 1."""
        return 1.0 - self._share(reading, self._number) if reading.words else 0.0

    def strange_numbers(self, reading: Reading, item: str) -> tuple[str, ...]:
        """The numbers in the question that the item does not know."""
        known = self._known[item]
        return tuple(word for word in reading.words if word[0].isdigit() and word not in known)

    def weight(self, reading: Reading) -> float:
        """How much the question says: the weight of its words, where an unknown one weighs 1."""
        return sum(map(self._word_rarity, set(reading.words))) / self._unknown

    def _share(self, reading: Reading, known: Container[str]) -> float:
        weights = {word: self._word_rarity(word) for word in reading.words}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in known) / (total or 1.0)

    def _learn(self, read: Sequence[Sequence[Sequence[str]]]) -> None:
        number: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        counts: list[float] = []
        owners: list[int] = []
        for owner, phrasings in enumerate(read):
            for found in phrasings:
                for term, weight in self._features(self._terms.words(found)).items():
                    rows.append(len(owners))
                    columns.append(number.setdefault(term, len(number)))
                    counts.append(weight)
                owners.append(owner)
        row, column = np.array(rows, np.int32), np.array(columns, np.int32)
        owner_of = np.array(owners, np.int32)
        self._number = number
        self._rarity, self._unknown = _rarity(owner_of[row], column, (len(self._items), len(number)))
        weights = np.array(counts, np.float32) * self._rarity[column]
        self._nearest = Postings(row, column, weights, (len(owners), len(number)))
        lengths = np.sqrt(np.bincount(row, weights=np.square(weights, dtype=np.float64), minlength=1))
        self._middle = summed(
            owner_of[row],
            column,
            (weights / np.maximum(lengths[row], 1e-9)).astype(np.float32),
            (len(self._items), len(number)),
        )
        self._first = np.searchsorted(owner_of, np.arange(len(self._items)))

    def _features(self, words: Sequence[str]) -> dict[str, float]:
        features = dict.fromkeys(words, 1.0)
        features |= dict.fromkeys(pairs(words), self._weights.pair)
        length = self._weights.piece_length
        pieces: Counter[str] = Counter(
            f"~{padded[at : at + length]}"
            for padded in (f"<{word}>" for word in set(words))
            for at in range(max(len(padded) - length + 1, 0))
        )
        return features | {piece: count * self._weights.piece for piece, count in pieces.items()}

    def _scores(self, words: Sequence[str]) -> Floats:
        features = self._features(words)
        known = {self._number[term]: weight for term, weight in features.items() if term in self._number}
        query = [(term, weight * float(self._rarity[term])) for term, weight in known.items()]
        unknown = sum(weight**2 for term, weight in features.items() if term not in self._number)
        length = sum(weight**2 for _, weight in query) + unknown * self._unknown**2
        if not query:
            return np.zeros(len(self._items), dtype=np.float32)
        query = [(term, weight / length**0.5) for term, weight in query]
        nearest = np.maximum.reduceat(self._nearest.scores(query), self._first)
        mixed = self._weights.middle * self._middle.scores(query) + self._weights.nearest * nearest
        # The very words of one of its phrasings: nothing else can be meant.
        return np.where(nearest > _SAME, np.float32(1), mixed)

    def _word_rarity(self, word: str) -> float:
        at = self._number.get(word)
        return self._unknown if at is None else float(self._rarity[at])


def _vocabulary(
    read: Sequence[Sequence[Sequence[str]]], evidence: Sequence[Sequence[str]]
) -> Mapping[str, int]:
    counts = Counter(token for phrasings in read for found in phrasings for token in found)
    counts.update(token for found in evidence for token in found)
    return counts


def _rarity(items: Ints, terms: Ints, shape: tuple[int, int]) -> tuple[Floats, float]:
    """Each term's weight by how few of the items know it, and the weight of a term none knows."""
    seen = np.unique(terms.astype(np.int64) * shape[0] + items) // max(shape[0], 1)
    knowing = np.bincount(seen, minlength=shape[1])
    return np.log1p(shape[0] / np.maximum(knowing, 1)).astype(np.float32), math.log1p(shape[0])
