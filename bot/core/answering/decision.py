"""The decision: from a ranking to an outcome, for a question and for a reply. It is made only here."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from bot.core.answering.outcomes import Answered, Candidate, Check, Decision, NotCovered, Unknown, Unsure
from bot.core.answering.policy import Policy
from bot.core.answering.vetoes import TOO_LITTLE, check_entry, check_match
from bot.core.language.places import find_places_in_text
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Hits, Ranking, best_score, rank


def decide(knowledge: Knowledge, index: Index, query: Query, policy: Policy) -> Decision:
    """Answer only when sure. Else say that the article does not say, ask back, or admit not to know."""
    # One more than is offered: the entry that is the answer is not offered as well.
    ranking = rank(knowledge, index.search(query), policy.offered + 1)
    candidates = _rate_candidates(knowledge, index, query, ranking, policy)
    checks: tuple[Check, ...] = ()
    if not ranking.is_exact_match:
        checks = (*check_match(index, query, ranking, policy), _check_lead(candidates, policy))
        # Only what would be answered is checked against the entry: that takes a quarter of the time.
        if candidates and candidates[0].confidence > policy.doubt:
            checks += tuple(check_entry(knowledge, index, query, ranking.entries[0]))
    objections = [check.objection for check in checks if check.objection]
    if objections:
        candidates = _lower_confidence(candidates, policy)
    decision = _choose_outcome(knowledge, index, query, ranking, candidates, objections, policy)
    return replace(decision, checks=checks)


def _choose_outcome(
    knowledge: Knowledge,
    index: Index,
    query: Query,
    ranking: Ranking,
    candidates: tuple[Candidate, ...],
    objections: Sequence[str],
    policy: Policy,
) -> Decision:
    confidence = candidates[0].confidence if candidates else 0.0
    if confidence >= policy.answer:
        answered = Answered(candidates[0].entry, confidence, candidates[1 : policy.offered + 1])
        return Decision(answered, candidates, f"the best entry is sure enough ({confidence:.2f})")
    reason = "; ".join(objections) or f"no entry is sure enough (the best is at {confidence:.2f})"
    likely = sorted(candidates, key=lambda candidate: -candidate.confidence)
    near = tuple(candidate for candidate in likely if candidate.confidence >= policy.near)[: policy.offered]
    absence = _rate_absence(knowledge, index, query, ranking, policy)
    if absence >= policy.absent and TOO_LITTLE not in objections:
        item = knowledge.not_covered[ranking.not_covered[0].item]
        not_covered = NotCovered(item, absence, _choose_nearby(knowledge, item.see, near, policy))
        return Decision(not_covered, candidates, f"{reason}; not covered fits ({absence:.2f})")
    if confidence >= policy.offer and best_score(ranking.entries) >= policy.least_offered_score:
        return Decision(Unsure(near, confidence), candidates, reason)
    return Decision(Unknown(confidence, near), candidates, f"{reason}; nothing is near enough to offer")


def _rate_candidates(
    knowledge: Knowledge, index: Index, query: Query, ranking: Ranking, policy: Policy
) -> tuple[Candidate, ...]:
    """The entries of a ranking with their confidences: the best match first, the rest by confidence."""
    candidates = []
    best_absent = best_score(ranking.not_covered)
    fewest = max(policy.fewest_absent, policy.absent_per_entry * len(knowledge.entries))
    has_few_absent = len(knowledge.not_covered) < fewest
    for position, hit in enumerate(ranking.entries):
        rival = best_score(ranking.entries[1:] if position == 0 else ranking.entries)
        coverage = index.coverage(query, hit.place)
        confidence = policy.entry_fit.read(hit.score, rival, best_absent, coverage)
        if has_few_absent:
            confidence = min(confidence, policy.bare_fit.read(hit.score, rival, best_absent, coverage))
        if hit.score == 1.0 > max(rival, best_absent):
            confidence = max(confidence, policy.stored)
        candidates.append(Candidate(knowledge.entries[hit.item], confidence))
    return (*candidates[:1], *sorted(candidates[1:], key=lambda candidate: -candidate.confidence))


def _check_lead(candidates: Sequence[Candidate], policy: Policy) -> Check:
    is_level = (
        len(candidates) > 1 and candidates[0].confidence - candidates[1].confidence < policy.least_ahead
    )
    return Check("is ahead", "another entry is as likely" if is_level else "")


def _lower_confidence(candidates: Sequence[Candidate], policy: Policy) -> tuple[Candidate, ...]:
    return tuple(
        replace(candidate, confidence=min(candidate.confidence, policy.doubt)) for candidate in candidates
    )


def _rate_absence(
    knowledge: Knowledge, index: Index, query: Query, ranking: Ranking, policy: Policy
) -> float:
    """How sure it is that the best not-covered item is what was asked, from 0 to 1."""
    if best_score(ranking.not_covered) < policy.least_absent_score:
        return 0.0
    hit = ranking.not_covered[0]
    # One about the US does not say what was asked about China.
    if any(
        not index.query_has_words(query, name)
        for name in find_places_in_text(knowledge.not_covered[hit.item].question)
    ):
        return 0.0
    rival, best_entry = best_score(ranking.not_covered[1:]), best_score(ranking.entries)
    confidence = policy.absent_fit.read(hit.score, rival, best_entry, index.coverage(query, hit.place))
    if hit.score == 1.0 > max(rival, best_entry):
        return max(confidence, policy.stored)
    return confidence


def _choose_nearby(
    knowledge: Knowledge, see: Sequence[str], near: Sequence[Candidate], policy: Policy
) -> tuple[Candidate, ...]:
    """What the article does say nearby: the best match, what the curator points to, other matches."""
    matches = {candidate.entry.id: candidate for candidate in near}
    ids = [*list(matches)[:1], *see, *matches]
    nearby = (matches.get(id) or Candidate(knowledge.entries[id], 0.0) for id in dict.fromkeys(ids))
    return tuple(nearby)[: policy.offered]


def decide_follow_up(
    knowledge: Knowledge,
    index: Index,
    query: Query,
    context: Query,
    related: Collection[str],
    policy: Policy,
) -> Decision:
    """Decide a question that refers to the answer before it, between the entries related to that answer.

    `related` are the ids of those entries. `context` is the question together with what was said before;
    each entry scores the mean of its scores for the question and for the context.
    """
    hits = index.search(context)
    both = Hits(hits.items, (hits.scores + index.search(query).scores) * np.float32(0.5))
    ranking = rank(knowledge, both, len(knowledge.entries))
    fitting = [
        hit
        for hit in ranking.entries
        if hit.item in related
        and not any(check.objection for check in check_entry(knowledge, index, query, hit))
    ]
    near = tuple(Candidate(knowledge.entries[hit.item], min(hit.score, policy.doubt)) for hit in fitting)
    if not near:
        return Decision(Unknown(), (), "it leans on the answer before, and none of its kin fits")
    is_level = fitting[0].score - best_score(fitting[1:]) < policy.least_margin
    is_beaten = best_score(ranking.not_covered) > fitting[0].score * policy.related_factor
    if is_level or is_beaten:
        rule = "it leans on the answer before, and something else fits as well"
        return Decision(Unsure(near[: policy.offered], near[0].confidence), near, rule)
    sure = Candidate(near[0].entry, policy.answer)
    rule = "it leans on the answer before, and this fits best of its kin"
    outcome = Answered(sure.entry, sure.confidence, near[1 : policy.offered + 1])
    return Decision(outcome, (sure, *near[1:]), rule)
