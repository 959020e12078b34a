"""Deciding between the few entries that a question in reply to an answer can mean."""

from collections.abc import Collection

import numpy as np

from bot.core.checks import guards
from bot.core.outcome import Answered, Candidate, Decision, Unknown, Unsure
from bot.core.pack.models import Knowledge
from bot.core.policy import Policy
from bot.core.search.index import Index
from bot.core.search.query import Reading
from bot.core.search.results import Hits, best, rank


def among(
    knowledge: Knowledge,
    index: Index,
    reading: Reading,
    context: Reading,
    kin: Collection[str],
    policy: Policy,
) -> Decision:
    """Decide between `kin`, ids of entries one of which is likely meant, by the question in its context.

    `context` is the question together with what was said before.
    """
    hits = index.search(context)
    both = Hits(hits.items, (hits.scores + index.search(reading).scores) * np.float32(0.5))
    ranking = rank(knowledge, both, len(knowledge.entries))
    related = [hit for hit in ranking.entries if hit.item in kin]
    free = [hit for hit in related if not any(c.objection for c in guards(knowledge, index, reading, hit))]
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
