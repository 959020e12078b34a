"""What an edit would do to answers: asked of the knowledge before and after it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.core.answering.outcomes import Answer, Kind
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.collisions import Collision, collisions
from bot.core.checking.dependents import merely_unlinked
from bot.core.checking.held_out import Confidence, confidences
from bot.core.checking.stray_phrasings import StrayPhrasing, newly_stray
from bot.core.language.normalise import normalise
from bot.core.pack.models import Item

# So many of the items that go are looked at: each of their phrasings is asked.
_MOST_ITEMS = 3
# So many recent questions are asked again, the first of those given.
MOST_RECENT = 200


@dataclass(frozen=True)
class RemovedItem:
    """An item that goes, and how many of its `asked` ways to be asked come to which item, most first.

    Those that no item is shown for, as the matcher is unsure or knows nothing, are in no place.
    """

    item: str
    asked: int
    places: tuple[tuple[str, int], ...]

    @property
    def to_nothing(self) -> int:
        """How many come to nothing."""
        return self.asked - sum(count for _, count in self.places)


def removed_items(before: Snapshot, after: Snapshot, changed: Collection[str]) -> tuple[RemovedItem, ...]:
    """What comes of the questions of the first three of the changed items that go."""
    kept = {item.id for item in after.knowledge.items}
    gone = [item for item in before.knowledge.items if item.id in changed and item.id not in kept]
    return tuple(
        RemovedItem(item.id, len(item.asked), tuple(Counter(_places(after, item)).most_common()))
        for item in gone[:_MOST_ITEMS]
    )


def _places(after: Snapshot, item: Item) -> Iterator[str]:
    for phrasing in item.asked:
        shown = after.ask(phrasing).item
        if shown is not None:
            yield shown.id


@dataclass(frozen=True)
class QuestionResult:
    """What came of a question: what it was, the outcome's name, and the id of the item shown, if any."""

    kind: Kind
    outcome: str
    item: str | None


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that people asked, and what comes of it before and after the edit."""

    text: str
    before: QuestionResult
    after: QuestionResult


@dataclass(frozen=True)
class Impact:
    """What an edit of the items `changed` would do.

    `astray` are the stored phrasings that come back to another item and did not before, but for
    those that a curator accepted; `answered_otherwise` those of the recent questions (so many were
    asked) of which something else comes; `collisions` the items that the changed ones compete with;
    `confidence` how surely the changed ones are found; `gone` are the items that go. An item that only
    loses a link to one of those is asked for neither.
    """

    changed: frozenset[str]
    astray: tuple[StrayPhrasing, ...]
    answered_otherwise: tuple[ChangedAnswer, ...]
    asked: int
    collisions: tuple[Collision, ...]
    confidence: tuple[Confidence, ...]
    gone: tuple[RemovedItem, ...]

    @property
    def others_astray(self) -> tuple[StrayPhrasing, ...]:
        """Those of items that the edit does not touch: it takes their questions from them."""
        return tuple(each for each in self.astray if each.item not in self.changed)

    @property
    def needs_a_second_yes(self) -> bool:
        """Does it take questions from items that it does not touch?"""
        return bool(self.others_astray)

    @property
    def is_harmless(self) -> bool:
        """Does every stored phrasing stay where it was, and every recent question get what it got?"""
        return not self.astray and not self.answered_otherwise and not self.gone


def impact(before: Snapshot, after: Snapshot, changed: Collection[str], recent: Sequence[str]) -> Impact:
    """What leads from one snapshot to the other: an edit of the items of the ids `changed`.

    `recent` are texts that people asked, newest first; the first 200 that differ are asked again.
    Takes about the time of building five indexes.
    """
    texts = _different(recent)
    meant = frozenset(changed) - merely_unlinked(before.knowledge, after.knowledge)
    return Impact(
        frozenset(changed),
        tuple(newly_stray(before, after)),
        tuple(_otherwise(before, after, texts)),
        len(texts),
        collisions(after, meant),
        confidences(before, after, meant),
        removed_items(before, after, meant),
    )


def _different(recent: Sequence[str]) -> Sequence[str]:
    texts: dict[str, str] = {}
    for text in recent:
        texts.setdefault(normalise(text), text)
    return tuple(texts.values())[:MOST_RECENT]


def _otherwise(before: Snapshot, after: Snapshot, texts: Sequence[str]) -> Iterator[ChangedAnswer]:
    for text in texts:
        one, other = _came(before.ask(text)), _came(after.ask(text))
        if one != other:
            yield ChangedAnswer(text, one, other)


def _came(answer: Answer) -> QuestionResult:
    return QuestionResult(answer.kind, answer.outcome_name, answer.item.id if answer.item else None)
