"""How surely items are found by questions in words that they were not given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from bot.core.answering.outcomes import Answer, NotCovered
from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Item, Knowledge

# Every so many-th phrasing is held out, and at most so many of an item.
_EVERY, _MOST = 3, 12


@dataclass(frozen=True)
class Confidence:
    """How surely a changed item is found by questions in words that it was not given, from 0 to 1.

    Every third of its phrasings, at most twelve (`asked` in all), is taken out of it and then asked; this
    is the mean confidence in the item, 0 where it is not even near. In the very words of a phrasing it
    would be 0.97 and more, which says nothing. The same phrasings are taken out before and after the
    edit, so that the two compare; for itself each is too low, as a third of the phrasings is missing.
    None where the item is not there yet, or no phrasing is in both.
    """

    item: str
    asked: int
    before: float | None
    after: float | None


def confidences(before: Snapshot, after: Snapshot, changed: Collection[str]) -> tuple[Confidence, ...]:
    """The confidence in each changed item that stays or comes; takes the time of two indexes in all."""
    old, new = (
        {item.id: item for item in each.knowledge.items if item.id in changed} for each in (before, after)
    )
    held_out = {id: _chosen(old.get(id), item) for id, item in new.items()}
    was, is_now = (
        _measured(snapshot, {id: asked for id, asked in held_out.items() if asked and id in items})
        for snapshot, items in ((before, old), (after, new))
    )
    return tuple(Confidence(id, len(asked), was.get(id), is_now.get(id)) for id, asked in held_out.items())


def _chosen(old: Item | None, new: Item) -> Sequence[str]:
    """The phrasings to hold out: of those that stay, where it is there before and after."""
    common = [phrasing for phrasing in (old or new).phrasings if phrasing in new.phrasings]
    return common[::_EVERY][:_MOST]


def _measured(snapshot: Snapshot, held_out: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
    if not held_out:
        return {}
    lacking = Snapshot.build(_lacking(snapshot.knowledge, held_out), policy=snapshot.policy)
    return {
        id: fmean(_confidence_in(id, lacking.ask(phrasing)) for phrasing in asked)
        for id, asked in held_out.items()
    }


def _confidence_in(id: str, answer: Answer) -> float:
    if isinstance(answer.outcome, NotCovered) and answer.outcome.item.id == id:
        return answer.outcome.confidence
    return next((each.confidence for each in answer.ranked if each.entry.id == id), 0.0)


def _lacking(knowledge: Knowledge, held_out: Mapping[str, Sequence[str]]) -> Knowledge:
    """The knowledge with phrasings taken out of items."""
    entries, not_covered = dict(knowledge.entries), dict(knowledge.not_covered)
    for id, taken in held_out.items():
        if id in entries:
            entries[id] = entries[id].model_copy(update={"phrasings": _rest(entries[id], taken)})
        else:
            not_covered[id] = not_covered[id].model_copy(update={"phrasings": _rest(not_covered[id], taken)})
    return replace(knowledge, entries=entries, not_covered=not_covered)


def _rest(item: Item, taken: Sequence[str]) -> tuple[str, ...]:
    return tuple(phrasing for phrasing in item.phrasings if phrasing not in taken)
