"""The decision: from a ranking to an outcome. Pure, and the only place where it is made."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.core.guards import facts, objections, places
from bot.core.index import Hit, Hits, Index, Reading
from bot.core.knowledge import Knowledge
from bot.core.outcome import Answered, Candidate, Decision, NotCovered, Unknown, Unsure
from bot.core.policy import Policy

_TOO_LITTLE = "the question says too little"


@dataclass(frozen=True)
class Ranking:
    """The best hits apart, best first: entries that answer, and items the article does not answer."""

    entries: tuple[Hit, ...]
    not_covered: tuple[Hit, ...]


def rank(knowledge: Knowledge, hits: Hits, most: int) -> Ranking:
    """The best of each kind; the items were indexed in the order of the knowledge, entries first."""
    entries = len(knowledge.entries)
    return Ranking(hits.best(most, slice(0, entries)), hits.best(most, slice(entries, None)))


def decide(knowledge: Knowledge, index: Index, reading: Reading, policy: Policy) -> Decision:
    """Answer only when sure; else say that the article does not say, ask back, or admit it."""
    # One more than is offered: the one that is answered with is not offered beside itself.
    ranking = rank(knowledge, index.search(reading), policy.offered + 1)
    candidates = _candidates(knowledge, index, reading, ranking, policy)
    doubts = [] if _is_stored(ranking) else _doubts(knowledge, index, reading, ranking, policy)
    if doubts:
        candidates = _doubted(candidates, policy)
    best = candidates[0].confidence if candidates else 0.0
    if best >= policy.answer:
        answered = Answered(candidates[0].entry, best, candidates[1 : policy.offered + 1])
        return Decision(answered, candidates, f"the best entry is sure enough ({best:.2f})")
    why = "; ".join(doubts) or f"no entry is sure enough (the best is at {best:.2f})"
    near = tuple(each for each in candidates if each.confidence >= policy.near)[: policy.offered]
    absence = _absence(index, reading, ranking, policy)
    if absence >= policy.absent and _TOO_LITTLE not in doubts:
        item = knowledge.not_covered[ranking.not_covered[0].item]
        not_covered = NotCovered(item, absence, _neighbours(knowledge, item.see, near, policy))
        return Decision(not_covered, candidates, f"{why}; not covered fits ({absence:.2f})")
    if best >= policy.offer and _best(ranking.entries) >= policy.least_offered_score:
        return Decision(Unsure(near, best), candidates, why)
    return Decision(Unknown(best, near), candidates, f"{why}; nothing is near enough to offer")


def among(
    knowledge: Knowledge,
    index: Index,
    reading: Reading,
    context: Reading,
    kin: Collection[str],
    policy: Policy,
) -> Decision:
    """Decide between a few entries, one of which is meant: by the question, and by it in its context.

    `context` is the question together with what was said before.
    """
    hits = index.search(context)
    both = Hits(hits.items, (hits.scores + index.search(reading).scores) * np.float32(0.5))
    ranking = rank(knowledge, both, len(knowledge.entries))
    free = [
        hit
        for hit in ranking.entries
        if hit.item in kin and not any(_objections(knowledge, index, reading, hit))
    ]
    near = tuple(Candidate(knowledge.entries[hit.item], min(hit.score, policy.doubt)) for hit in free)
    if not near:
        return Decision(Unknown(), (), "it leans on the answer before, and none of its kin fits")
    is_level = free[0].score - _best(free[1:]) < policy.least_margin
    if is_level or free[0].score < _best(ranking.not_covered):
        rule = "it leans on the answer before, and something else fits as well"
        return Decision(Unsure(near[: policy.offered], near[0].confidence), near, rule)
    sure = Candidate(near[0].entry, policy.answer)
    rule = "it leans on the answer before, and this fits best of its kin"
    return Decision(
        Answered(sure.entry, sure.confidence, near[1 : policy.offered + 1]), (sure, *near[1:]), rule
    )


def _candidates(
    knowledge: Knowledge, index: Index, reading: Reading, ranking: Ranking, policy: Policy
) -> tuple[Candidate, ...]:
    """The best entries with their confidences; one more than is ever offered."""
    found = []
    other = _best(ranking.not_covered)
    for at, hit in enumerate(ranking.entries):
        rival = _best(ranking.entries[1:] if at == 0 else ranking.entries)
        confidence = policy.entry_fit.read(hit.score, rival, other, index.coverage(reading, hit.place))
        if hit.score == 1.0 > max(rival, other):
            confidence = max(confidence, policy.stored)
        found.append(Candidate(knowledge.entries[hit.item], confidence))
    return tuple(sorted(found, key=lambda candidate: -candidate.confidence))


def _doubted(candidates: Sequence[Candidate], policy: Policy) -> tuple[Candidate, ...]:
    return tuple(replace(each, confidence=min(each.confidence, policy.doubt)) for each in candidates)


def _absence(index: Index, reading: Reading, ranking: Ranking, policy: Policy) -> float:
    """How sure it is that the best not-covered item is what was asked."""
    if _best(ranking.not_covered) < policy.least_absent_score:
        return 0.0
    hit = ranking.not_covered[0]
    rival, other = _best(ranking.not_covered[1:]), _best(ranking.entries)
    confidence = policy.absent_fit.read(hit.score, rival, other, index.coverage(reading, hit.place))
    return max(confidence, policy.stored) if hit.score == 1.0 > other else confidence


def _is_stored(ranking: Ranking) -> bool:
    """Has the question the very words of a stored phrasing of one item, and of no other?"""
    scores = sorted((_best(ranking.entries), _best(ranking.entries[1:]), _best(ranking.not_covered)))
    return scores[-1] == 1.0 > scores[-2]


def _doubts(
    knowledge: Knowledge, index: Index, reading: Reading, ranking: Ranking, policy: Policy
) -> list[str]:
    """What keeps it from being sure, however well an entry fits."""
    found = []
    if len(reading.content) < policy.fewest_words or index.weight(reading) < policy.least_weight:
        found.append(_TOO_LITTLE)
    is_short = len(reading.content) <= policy.short
    if _best(ranking.entries) < (policy.least_short_score if is_short else policy.least_score):
        found.append("nothing matches well")
    if index.unknown(reading) > policy.most_unknown:
        found.append("too much of it is unknown")
    if _best(ranking.entries) - _best(ranking.entries[1:]) < policy.least_margin:
        found.append("two entries fit alike")
    return [*found, *_objections(knowledge, index, reading, ranking.entries[0])] if ranking.entries else found


def _objections(knowledge: Knowledge, index: Index, reading: Reading, best: Hit) -> Iterator[str]:
    entry = knowledge.entries[best.item]
    paragraphs = tuple(knowledge.article.paragraphs[number] for number in entry.paragraphs)
    strange = [name for name in places(reading.asked) if not index.knows(name, best.place)]
    return objections(reading.asked, facts(entry.question, entry.answer, paragraphs), strange)


def _best(hits: Sequence[Hit]) -> float:
    return hits[0].score if hits else 0.0


def _neighbours(
    knowledge: Knowledge, see: Sequence[str], near: Sequence[Candidate], policy: Policy
) -> tuple[Candidate, ...]:
    """What the article does say nearby: the best match, what the curator points to, other matches."""
    matched = {each.entry.id: each for each in near}
    ids = [*list(matched)[:1], *see, *matched]
    found = (matched.get(id) or Candidate(knowledge.entries[id], 0.0) for id in dict.fromkeys(ids))
    return tuple(found)[: policy.offered]
