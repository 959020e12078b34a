"""The decision, made here alone: from a ranking to an outcome, for a question and for a reply."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from bot.core.answering.outcomes import Answered, Candidate, Check, Decision, NotCovered, Unknown, Unsure
from bot.core.answering.policy import Policy
from bot.core.answering.vetoes import TOO_LITTLE, guards, matching
from bot.core.language.places import places_in
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Hits, Ranking, best, rank


def decide(knowledge: Knowledge, index: Index, query: Query, policy: Policy) -> Decision:
    """Answer only when sure; else say that the article does not say, ask back, or admit it."""
    # One more than is offered: the one that is answered with is not offered beside itself.
    ranking = rank(knowledge, index.search(query), policy.offered + 1)
    candidates = _candidates(knowledge, index, query, ranking, policy)
    found: tuple[Check, ...] = ()
    if not ranking.is_stored:
        found = (*matching(index, query, ranking, policy), _ahead(candidates, policy))
        # Guards veto what would be answered; they take a quarter of the time.
        if candidates and candidates[0].confidence > policy.doubt:
            found += tuple(guards(knowledge, index, query, ranking.entries[0]))
    doubts = [check.objection for check in found if check.objection]
    if doubts:
        candidates = _doubted(candidates, policy)
    return replace(_decided(knowledge, index, query, ranking, candidates, doubts, policy), checks=found)


def _decided(
    knowledge: Knowledge,
    index: Index,
    query: Query,
    ranking: Ranking,
    candidates: tuple[Candidate, ...],
    doubts: Sequence[str],
    policy: Policy,
) -> Decision:
    confidence = candidates[0].confidence if candidates else 0.0
    if confidence >= policy.answer:
        answered = Answered(candidates[0].entry, confidence, candidates[1 : policy.offered + 1])
        return Decision(answered, candidates, f"the best entry is sure enough ({confidence:.2f})")
    why = "; ".join(doubts) or f"no entry is sure enough (the best is at {confidence:.2f})"
    likely = sorted(candidates, key=lambda candidate: -candidate.confidence)
    near = tuple(each for each in likely if each.confidence >= policy.near)[: policy.offered]
    absence = _absence(knowledge, index, query, ranking, policy)
    if absence >= policy.absent and TOO_LITTLE not in doubts:
        item = knowledge.not_covered[ranking.not_covered[0].item]
        not_covered = NotCovered(item, absence, _neighbours(knowledge, item.see, near, policy))
        return Decision(not_covered, candidates, f"{why}; not covered fits ({absence:.2f})")
    if confidence >= policy.offer and best(ranking.entries) >= policy.least_offered_score:
        return Decision(Unsure(near, confidence), candidates, why)
    return Decision(Unknown(confidence, near), candidates, f"{why}; nothing is near enough to offer")


def _candidates(
    knowledge: Knowledge, index: Index, query: Query, ranking: Ranking, policy: Policy
) -> tuple[Candidate, ...]:
    """The best entries with their confidences; one more than is ever offered."""
    found = []
    other = best(ranking.not_covered)
    fewest = max(policy.fewest_absent, policy.absent_per_entry * len(knowledge.entries))
    is_bare = len(knowledge.not_covered) < fewest
    for at, hit in enumerate(ranking.entries):
        rival = best(ranking.entries[1:] if at == 0 else ranking.entries)
        coverage = index.coverage(query, hit.place)
        confidence = policy.entry_fit.read(hit.score, rival, other, coverage)
        if is_bare:
            confidence = min(confidence, policy.bare_fit.read(hit.score, rival, other, coverage))
        if hit.score == 1.0 > max(rival, other):
            confidence = max(confidence, policy.stored)
        found.append(Candidate(knowledge.entries[hit.item], confidence))
    return (*found[:1], *sorted(found[1:], key=lambda candidate: -candidate.confidence))


def _ahead(candidates: Sequence[Candidate], policy: Policy) -> Check:
    level = len(candidates) > 1 and candidates[0].confidence - candidates[1].confidence < policy.least_ahead
    return Check("is ahead", "another entry is as likely" if level else "")


def _doubted(candidates: Sequence[Candidate], policy: Policy) -> tuple[Candidate, ...]:
    return tuple(replace(each, confidence=min(each.confidence, policy.doubt)) for each in candidates)


def _absence(knowledge: Knowledge, index: Index, query: Query, ranking: Ranking, policy: Policy) -> float:
    """How sure it is that the best not-covered item is what was asked."""
    if best(ranking.not_covered) < policy.least_absent_score:
        return 0.0
    hit = ranking.not_covered[0]
    # One about the US does not say what was asked about China.
    if any(not index.asks(query, name) for name in places_in(knowledge.not_covered[hit.item].question)):
        return 0.0
    rival, other = best(ranking.not_covered[1:]), best(ranking.entries)
    confidence = policy.absent_fit.read(hit.score, rival, other, index.coverage(query, hit.place))
    return max(confidence, policy.stored) if hit.score == 1.0 > max(rival, other) else confidence


def _neighbours(
    knowledge: Knowledge, see: Sequence[str], near: Sequence[Candidate], policy: Policy
) -> tuple[Candidate, ...]:
    """What the article does say nearby: the best match, what the curator points to, other matches."""
    matched = {each.entry.id: each for each in near}
    ids = [*list(matched)[:1], *see, *matched]
    found = (matched.get(id) or Candidate(knowledge.entries[id], 0.0) for id in dict.fromkeys(ids))
    return tuple(found)[: policy.offered]


def decide_follow_up(
    knowledge: Knowledge,
    index: Index,
    query: Query,
    context: Query,
    kin: Collection[str],
    policy: Policy,
) -> Decision:
    """Decide between `kin`, ids of entries one of which is likely meant, by the question in its context.

    `context` is the question together with what was said before.
    """
    hits = index.search(context)
    both = Hits(hits.items, (hits.scores + index.search(query).scores) * np.float32(0.5))
    ranking = rank(knowledge, both, len(knowledge.entries))
    related = [hit for hit in ranking.entries if hit.item in kin]
    free = [hit for hit in related if not any(c.objection for c in guards(knowledge, index, query, hit))]
    near = tuple(Candidate(knowledge.entries[hit.item], min(hit.score, policy.doubt)) for hit in free)
    if not near:
        return Decision(Unknown(), (), "it leans on the answer before, and none of its kin fits")
    is_level = free[0].score - best(free[1:]) < policy.least_margin
    is_beaten = best(ranking.not_covered) > free[0].score * policy.kinship
    if is_level or is_beaten:
        rule = "it leans on the answer before, and something else fits as well"
        return Decision(Unsure(near[: policy.offered], near[0].confidence), near, rule)
    sure = Candidate(near[0].entry, policy.answer)
    rule = "it leans on the answer before, and this fits best of its kin"
    outcome = Answered(sure.entry, sure.confidence, near[1 : policy.offered + 1])
    return Decision(outcome, (sure, *near[1:]), rule)
