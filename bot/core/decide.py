"""The decision: from a ranking to an outcome. Pure, and the only place where it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.index import Hit, Index, Reading
from bot.core.knowledge import Knowledge
from bot.core.outcome import Answered, Candidate, NotCovered, Outcome, Unknown, Unsure
from bot.core.policy import Policy


@dataclass(frozen=True)
class Ranking:
    """The hits apart, each best first: entries that answer, and items the article does not answer."""

    entries: tuple[Hit, ...]
    not_covered: tuple[Hit, ...]


def rank(knowledge: Knowledge, hits: Sequence[Hit]) -> Ranking:
    """Part the hits into entries and not-covered items."""
    return Ranking(
        tuple(hit for hit in hits if hit.item in knowledge.entries),
        tuple(hit for hit in hits if hit.item in knowledge.not_covered),
    )


def decide(knowledge: Knowledge, index: Index, reading: Reading, policy: Policy) -> Outcome:
    """Answer only when sure; else say that the article does not say, ask back, or admit it."""
    ranking = rank(knowledge, index.search(reading))
    candidates = _candidates(knowledge, index, reading, ranking, policy)
    stored = _is_stored(ranking)
    enough = stored or _says_enough(index, reading, policy)
    if not (stored or (enough and _is_clear(index, reading, ranking, policy))):
        candidates = _doubted(candidates, policy)
    best = candidates[0].confidence if candidates else 0.0
    if best >= policy.answer:
        return Answered(candidates[0].entry, best, candidates[1 : policy.offered + 1])
    near = tuple(each for each in candidates if each.confidence >= policy.near)[: policy.offered]
    absence = _absence(index, reading, ranking, policy)
    if absence >= policy.absent and enough:
        item = knowledge.not_covered[ranking.not_covered[0].item]
        return NotCovered(item, absence, _neighbours(knowledge, item.see, near, policy))
    if best >= policy.offer:
        return Unsure(near, best)
    return Unknown(best, near)


def _candidates(
    knowledge: Knowledge, index: Index, reading: Reading, ranking: Ranking, policy: Policy
) -> tuple[Candidate, ...]:
    """The best entries with their confidences; one more than is ever offered."""
    found = []
    for at, hit in enumerate(ranking.entries[: policy.offered + 1]):
        margin = hit.score - _best(ranking.entries[1:] if at == 0 else ranking.entries)
        lead = hit.score - _best(ranking.not_covered)
        confidence = policy.entry_fit.read(hit.score, margin, lead, index.coverage(reading, hit.item))
        found.append(Candidate(knowledge.entries[hit.item], confidence))
    return tuple(sorted(found, key=lambda candidate: -candidate.confidence))


def _doubted(candidates: Sequence[Candidate], policy: Policy) -> tuple[Candidate, ...]:
    return tuple(replace(each, confidence=min(each.confidence, policy.doubt)) for each in candidates)


def _absence(index: Index, reading: Reading, ranking: Ranking, policy: Policy) -> float:
    """How sure it is that the best not-covered item is what was asked."""
    if not ranking.not_covered:
        return 0.0
    hit = ranking.not_covered[0]
    margin = hit.score - _best(ranking.not_covered[1:])
    lead = hit.score - _best(ranking.entries)
    return policy.absent_fit.read(hit.score, margin, lead, index.coverage(reading, hit.item))


def _is_stored(ranking: Ranking) -> bool:
    """Is the question, word for word, a stored phrasing of one item and of no other?"""
    scores = sorted((_best(ranking.entries), _best(ranking.entries[1:]), _best(ranking.not_covered)))
    return scores[-1] == 1.0 > scores[-2]


def _says_enough(index: Index, reading: Reading, policy: Policy) -> bool:
    return len(reading.words) >= policy.fewest_words and index.weight(reading) >= policy.least_weight


def _is_clear(index: Index, reading: Reading, ranking: Ranking, policy: Policy) -> bool:
    margin = _best(ranking.entries) - _best(ranking.entries[1:])
    return margin >= policy.least_margin and index.unknown(reading) <= policy.most_unknown


def _best(hits: Sequence[Hit]) -> float:
    return hits[0].score if hits else 0.0


def _neighbours(
    knowledge: Knowledge, see: Sequence[str], near: Sequence[Candidate], policy: Policy
) -> tuple[Candidate, ...]:
    """What the article does say nearby: the best match, what the curator points to, other matches."""
    pointed = tuple(Candidate(knowledge.entries[id], 0.0) for id in see)
    found = {each.entry.id: each for each in (*near[:1], *pointed, *near[1:])}
    found |= {each.entry.id: each for each in near}
    return tuple(found.values())[: policy.offered]
