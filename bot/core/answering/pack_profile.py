"""What of a pack is looked up for every question: read once, when it is made ready to answer."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.core.answering.facts import EntryFacts
from bot.core.language import question_type
from bot.core.language.normalise import tokenise_all
from bot.core.pack.models import Entry, Knowledge, NotCoveredItem
from bot.core.search.index import Index
from bot.core.search.postings import Bools, Floats

# How many phrasings of the usual mixture of types stand beside an item's own.
_USUAL = 2.0


@dataclass(frozen=True)
class PackProfile:
    """A pack with its index. What there is for each item is in the order of the index.

    `type_weights` has, for each item and type of question, how much likelier the item's phrasings have the
    type than those of all items: the logarithm of the ratio. `is_name` says of each word of the index whether
    it is a name; the others say what an item's answer has.
    """

    knowledge: Knowledge
    index: Index
    facts: EntryFacts
    type_weights: Floats
    is_name: Bools
    has_date: Bools
    has_name: Bools
    has_reason: Bools
    has_yes_no: Bools


def read_profile(knowledge: Knowledge, index: Index) -> PackProfile:
    """Read a pack through. The items of its index are in its own order."""
    items = tuple(knowledge.items)
    answers = [_answer(item) for item in items]
    texts = [*knowledge.article.paragraphs.values(), *(entry.answer for entry in knowledge.entries.values())]
    return PackProfile(
        knowledge,
        index,
        EntryFacts(knowledge),
        _weigh_types(items),
        _mark(index, question_type.find_name_words(texts)),
        *(
            np.array([has(answer) for answer in answers], np.bool_)
            for has in (
                question_type.has_date,
                question_type.has_name,
                question_type.has_reason,
                question_type.has_yes_no,
            )
        ),
    )


def _mark(index: Index, words: Iterable[str]) -> Bools:
    """For each word of the index, and last for one that it has not, whether it is one of these."""
    marked = np.zeros(index.vocabulary_size + 1, np.bool_)
    marked[index.number(index.read_tokens(words))] = True
    marked[-1] = False
    return marked


def _answer(item: Entry | NotCoveredItem) -> str:
    return item.reply if isinstance(item, NotCoveredItem) else item.answer


def _weigh_types(items: tuple[Entry | NotCoveredItem, ...]) -> Floats:
    counts: npt.NDArray[np.float64] = np.zeros((len(items), question_type.TYPES))
    owners = [number for number, item in enumerate(items) for _ in item.all_phrasings]
    phrasings = tokenise_all(phrasing for item in items for phrasing in item.all_phrasings)
    types = [question_type.find_type(" ".join(tokens)) for tokens in phrasings]
    np.add.at(counts, (owners, types), 1)
    usual = counts.sum(axis=0) + 1
    usual /= usual.sum()
    shares = (counts + _USUAL * usual) / (counts.sum(axis=1, keepdims=True) + _USUAL)
    weights: Floats = (np.log(shares) - np.log(usual)).astype(np.float32)
    return weights
