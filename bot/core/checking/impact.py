"""What an edit would do to answers: the same questions are asked before and after it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.core.answering.outcomes import Answer, Kind
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.collisions import Collision, find_collisions
from bot.core.checking.dependents import find_only_unlinked
from bot.core.checking.held_out import Confidence, measure_confidence
from bot.core.checking.stray_phrasings import StrayPhrasing, find_new_stray_phrasings
from bot.core.language.normalise import normalise
from bot.core.pack.models import Item

# The most removed items that are looked at: each of their phrasings is asked.
_MOST_ITEMS = 3
# The most recent questions that are asked again, the first of those given.
MOST_RECENT = 200


@dataclass(frozen=True)
class RemovedItem:
    """An item that the edit removes, and which items its phrasings find instead.

    `phrasing_count` is the number of its phrasings with its question. `destinations` are the ids of other
    items, each with the number of phrasings that find it, most first. Phrasings that no item is shown for,
    as the matcher is unsure or knows nothing, are not among them.
    """

    item: str
    phrasing_count: int
    destinations: tuple[tuple[str, int], ...]

    @property
    def unanswered(self) -> int:
        """The number of phrasings that no item is shown for."""
        return self.phrasing_count - sum(count for _, count in self.destinations)


def find_removed_items(
    before: Snapshot, after: Snapshot, changed: Collection[str]
) -> tuple[RemovedItem, ...]:
    """The first three of the changed items that the edit removes, and what their phrasings find now."""
    kept = {item.id for item in after.knowledge.items}
    removed = [item for item in before.knowledge.items if item.id in changed and item.id not in kept]
    return tuple(
        RemovedItem(
            item.id, len(item.all_phrasings), tuple(Counter(_find_destinations(after, item)).most_common())
        )
        for item in removed[:_MOST_ITEMS]
    )


def _find_destinations(after: Snapshot, item: Item) -> Iterator[str]:
    for phrasing in item.all_phrasings:
        shown = after.ask(phrasing).item
        if shown is not None:
            yield shown.id


@dataclass(frozen=True)
class QuestionResult:
    """The result of a question: what it is, the outcome's name, and the id of the item shown, if any."""

    kind: Kind
    outcome: str
    item: str | None


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that people asked, and its results before and after the edit."""

    text: str
    before: QuestionResult
    after: QuestionResult


@dataclass(frozen=True)
class Impact:
    """What an edit of the items `changed` would do.

    `stray_phrasings` are the stored phrasings that find another item and did not before, without those
    that a curator accepted. `changed_answers` are those of the recent questions whose result changes, out
    of `questions_asked`. `collisions` are the items that the changed ones compete with, `confidence` is how
    surely the changed ones are found, and `removed` are the items that are taken out. The last three leave
    out an item that only loses a link to a removed one.
    """

    changed: frozenset[str]
    stray_phrasings: tuple[StrayPhrasing, ...]
    changed_answers: tuple[ChangedAnswer, ...]
    questions_asked: int
    collisions: tuple[Collision, ...]
    confidence: tuple[Confidence, ...]
    removed: tuple[RemovedItem, ...]

    @property
    def is_harmless(self) -> bool:
        """Does every stored phrasing find its own item, and does no recent question change its result?"""
        return not self.stray_phrasings and not self.changed_answers and not self.removed


def measure_impact(
    before: Snapshot, after: Snapshot, changed: Collection[str], recent: Sequence[str]
) -> Impact:
    """The impact of the edit between two snapshots, which changes the items of the ids `changed`.

    `recent` are texts that people asked, newest first; the first 200 that differ are asked again.
    Takes about the time of building five indexes.
    """
    texts = _select_distinct(recent)
    edited = frozenset(changed) - find_only_unlinked(before.knowledge, after.knowledge)
    return Impact(
        frozenset(changed),
        tuple(find_new_stray_phrasings(before, after)),
        tuple(_find_changed_answers(before, after, texts)),
        len(texts),
        find_collisions(after, edited),
        measure_confidence(before, after, edited),
        find_removed_items(before, after, edited),
    )


def _select_distinct(recent: Sequence[str]) -> Sequence[str]:
    texts: dict[str, str] = {}
    for text in recent:
        texts.setdefault(normalise(text), text)
    return tuple(texts.values())[:MOST_RECENT]


def _find_changed_answers(before: Snapshot, after: Snapshot, texts: Sequence[str]) -> Iterator[ChangedAnswer]:
    for text in texts:
        old, new = _summarise(before.ask(text)), _summarise(after.ask(text))
        if old != new:
            yield ChangedAnswer(text, old, new)


def _summarise(answer: Answer) -> QuestionResult:
    return QuestionResult(answer.kind, answer.outcome_name, answer.item.id if answer.item else None)
