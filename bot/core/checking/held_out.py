"""How surely items are found by questions in other words than their phrasings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from bot.core.answering.outcomes import Answer, NotCovered
from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Item, Knowledge

# Every third phrasing is held out, and at most 12 of an item.
_STEP = 3
_MOST_HELD_OUT = 12


@dataclass(frozen=True)
class Confidence:
    """How surely a changed item is found by questions in other words than its phrasings, from 0 to 1.

    Every third of its phrasings, at most twelve (`asked` in all), is taken out of it and then asked.
    `before` and `after` the edit are the mean confidence in the item; it counts as 0 where the item is not
    among the candidates. With the phrasings left in, it would be 0.97 and more, which says nothing. The
    same phrasings are taken out before and after the edit, so that the two figures compare. By itself each
    figure is too low, as a third of the phrasings is missing. None where the item is not there yet, or
    where no phrasing is in both.
    """

    item: str
    asked: int
    before: float | None
    after: float | None


def measure_confidence(before: Snapshot, after: Snapshot, changed: Collection[str]) -> tuple[Confidence, ...]:
    """The confidence in each changed item that is there after the edit. Takes the time of two indexes."""
    old = {item.id: item for item in before.knowledge.items if item.id in changed}
    new = {item.id: item for item in after.knowledge.items if item.id in changed}
    held_out = {id: _choose_phrasings(old.get(id), item) for id, item in new.items()}
    to_ask = {id: phrasings for id, phrasings in held_out.items() if phrasings}
    means_before = _mean_confidence(before, {id: texts for id, texts in to_ask.items() if id in old})
    means_after = _mean_confidence(after, to_ask)
    return tuple(
        Confidence(id, len(phrasings), means_before.get(id), means_after.get(id))
        for id, phrasings in held_out.items()
    )


def _choose_phrasings(old: Item | None, new: Item) -> Sequence[str]:
    """The phrasings to hold out: some of those that the item has both before and after the edit."""
    common = [phrasing for phrasing in (old or new).phrasings if phrasing in new.phrasings]
    return common[::_STEP][:_MOST_HELD_OUT]


def _mean_confidence(snapshot: Snapshot, held_out: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
    """The mean confidence in each item, by id, when the phrasings taken out of it are asked."""
    if not held_out:
        return {}
    reduced = Snapshot.build(_remove_phrasings(snapshot.knowledge, held_out), policy=snapshot.policy)
    return {
        id: fmean(_confidence_in(id, reduced.ask(phrasing)) for phrasing in phrasings)
        for id, phrasings in held_out.items()
    }


def _confidence_in(id: str, answer: Answer) -> float:
    if isinstance(answer.outcome, NotCovered) and answer.outcome.item.id == id:
        return answer.outcome.confidence
    return next((candidate.confidence for candidate in answer.ranked if candidate.entry.id == id), 0.0)


def _remove_phrasings(knowledge: Knowledge, removed: Mapping[str, Sequence[str]]) -> Knowledge:
    """The knowledge with the phrasings `removed` taken out of the items, given by item id."""
    entries, not_covered = dict(knowledge.entries), dict(knowledge.not_covered)
    for id, phrasings in removed.items():
        if id in entries:
            entries[id] = entries[id].model_copy(update={"phrasings": _keep(entries[id], phrasings)})
        else:
            item = not_covered[id]
            not_covered[id] = item.model_copy(update={"phrasings": _keep(item, phrasings)})
    return replace(knowledge, entries=entries, not_covered=not_covered)


def _keep(item: Item, removed: Sequence[str]) -> tuple[str, ...]:
    return tuple(phrasing for phrasing in item.phrasings if phrasing not in removed)
