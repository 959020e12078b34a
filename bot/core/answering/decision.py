"""The decision on a question: from a ranking to an outcome. It is made only here."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.core.answering.absence import choose_nearby, rate_nearest_item
from bot.core.answering.confidence import rate_confidence, rate_likelihood
from bot.core.answering.outcomes import Answered, Candidate, Check, Decision, NotCovered, Unknown, Unsure
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.policy import Policy
from bot.core.answering.siblings import find_sibling, join_confidence
from bot.core.answering.signals import Findings, read_findings
from bot.core.answering.vetoes import CHECKS, TOO_LITTLE, check_match
from bot.core.search.query import Query
from bot.core.search.results import Ranking, best_score


def decide(profile: PackProfile, query: Query, policy: Policy) -> Decision:
    """Answer only when sure. Else say that the article does not say, ask back, or admit not to know."""
    findings = read_findings(profile, query, policy.looked_at)
    ranking = findings.ranking
    candidates, checks = _rate_candidates(profile, findings, policy)
    objections: list[str] = []
    if not ranking.is_exact_match:
        checks = (*check_match(profile.index, query, findings.words, ranking, policy), *checks)
        objections = [check.objection for check in checks if check.objection]
    if objections:
        candidates = _lower_confidence(candidates, policy)
    decision = _choose_outcome(profile, query, ranking, candidates, objections, policy)
    return replace(decision, checks=checks)


def _choose_outcome(
    profile: PackProfile,
    query: Query,
    ranking: Ranking,
    candidates: tuple[Candidate, ...],
    objections: Sequence[str],
    policy: Policy,
) -> Decision:
    confidence = candidates[0].confidence if candidates else 0.0
    level = frozenset[str]() if ranking.is_exact_match else _find_level(ranking, candidates, policy)
    if confidence >= policy.answer and not level:
        answered = Answered(candidates[0].entry, confidence, candidates[1 : policy.offered + 1])
        return Decision(answered, candidates, f"the best entry is sure enough ({confidence:.2f})")
    second = None if objections else find_sibling(profile.knowledge, candidates, level, policy)
    if second is not None:
        return _answer_with_two(candidates, second, policy)
    # What speaks against the entry does not speak against the item.
    absence = rate_nearest_item(profile, query, ranking, 0.0 if objections else confidence, policy)
    if confidence >= policy.answer:
        objections = [*objections, "two entries fit alike"]
    reason = "; ".join(objections) or f"no entry is sure enough (the best is at {confidence:.2f})"
    near = tuple(candidate for candidate in candidates if candidate.confidence >= policy.near)
    near = near[: policy.offered]
    if absence >= policy.absent and TOO_LITTLE not in objections:
        item = profile.knowledge.not_covered[ranking.not_covered[0].item]
        not_covered = NotCovered(item, absence, choose_nearby(profile.knowledge, item.see, near, policy))
        return Decision(not_covered, candidates, f"{reason}; not covered fits ({absence:.2f})")
    if confidence >= policy.offer and best_score(ranking.entries) >= policy.least_offered_score:
        return Decision(Unsure(near, confidence), candidates, reason)
    return Decision(Unknown(confidence, near), candidates, f"{reason}; nothing is near enough to offer")


def _find_level(ranking: Ranking, candidates: Sequence[Candidate], policy: Policy) -> frozenset[str]:
    """The entries that fit about as well as the first candidate, by their ids, without that one."""
    best = best_score(ranking.entries)
    least = best - max(policy.least_margin, policy.least_relative_margin * best)
    first = {candidate.entry.id for candidate in candidates[:1]}
    return frozenset(hit.item for hit in ranking.entries if hit.score > least) - first


def _answer_with_two(candidates: tuple[Candidate, ...], second: Candidate, policy: Policy) -> Decision:
    """Two entries that belong together, of which one is the answer."""
    first = candidates[0]
    either = join_confidence(first.confidence, second.confidence)
    rest = tuple(candidate for candidate in candidates[1:] if candidate is not second)
    rule = f"one of two entries that belong together is sure enough ({either:.2f})"
    answered = Answered(first.entry, either, rest[: policy.offered])
    return Decision(answered, (first, second, *rest), rule, (Answered(second.entry, either),))


def _rate_candidates(
    profile: PackProfile, findings: Findings, policy: Policy
) -> tuple[tuple[Candidate, ...], tuple[Check, ...]]:
    """The entries of a ranking with their confidences, the likeliest first, and what was checked of that."""
    ranking, signals = findings.ranking, findings.signals
    if not ranking.entries:
        return (), ()
    likelihood = rate_likelihood(signals)
    order = np.argsort(-likelihood, kind="stable").tolist()
    if ranking.is_exact_match and ranking.entries[0].score == 1.0:
        order = [0, *(place for place in order if place)]
    first = ranking.entries[order[0]]
    is_bare = len(profile.knowledge.not_covered) < policy.fewest_absent
    confidence = rate_confidence(signals[order[0]], is_bare)
    if ranking.is_exact_match:
        # Word for word it is another item, or this.
        confidence = max(confidence, policy.stored) if first.score == 1.0 else min(confidence, policy.doubt)
    rated = [confidence, *(min(confidence, float(likelihood[place])) for place in order[1:])]
    candidates = tuple(
        Candidate(profile.knowledge.entries[ranking.entries[place].item], each)
        for place, each in zip(order, rated, strict=True)
    )
    return candidates, tuple(map(Check, CHECKS, findings.objections[order[0]]))


def _lower_confidence(candidates: Sequence[Candidate], policy: Policy) -> tuple[Candidate, ...]:
    return tuple(Candidate(each.entry, min(each.confidence, policy.doubt)) for each in candidates)
