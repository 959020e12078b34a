"""The not-covered item that is nearest: is it what was asked, and what does the article say nearby?"""

from collections.abc import Sequence

from bot.core.answering.confidence import rate_absence
from bot.core.answering.outcomes import Candidate
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.policy import Policy
from bot.core.language.places import find_places_in_text
from bot.core.pack.models import Knowledge
from bot.core.search.index import Index
from bot.core.search.query import Query
from bot.core.search.results import Ranking, best_score


def rate_nearest_item(
    profile: PackProfile, query: Query, ranking: Ranking, entry_confidence: float, policy: Policy
) -> float:
    """How sure it is that the best not-covered item is what was asked, from 0 to 1."""
    if best_score(ranking.not_covered) < policy.least_absent_score:
        return 0.0
    hit = ranking.not_covered[0]
    # One about the US does not say what was asked about China.
    if any(
        not profile.index.query_has_words(query, name)
        for name in find_places_in_text(profile.knowledge.not_covered[hit.item].question)
    ):
        return 0.0
    confidence = rate_absence(list_absence_signals(profile.index, query, ranking, entry_confidence))
    if hit.score == 1.0 and ranking.is_exact_match:
        return max(confidence, policy.stored)
    return confidence


def list_absence_signals(
    index: Index, query: Query, ranking: Ranking, entry_confidence: float
) -> list[float]:
    """What is known of the best not-covered item: a value for each of `ABSENCE_SIGNALS`."""
    hit = ranking.not_covered[0]
    score, rival, other = hit.score, best_score(ranking.not_covered[1:]), best_score(ranking.entries)
    margin, lead = score - rival, score - other
    relative = (margin / (max(score, rival) or 1.0), lead / (max(score, other) or 1.0))
    return [score, margin, lead, *relative, index.coverage(query, hit.place), entry_confidence]


def choose_nearby(
    knowledge: Knowledge, see: Sequence[str], near: Sequence[Candidate], policy: Policy
) -> tuple[Candidate, ...]:
    """What the article does say nearby: the best match, what the curator points to, other matches."""
    matches = {candidate.entry.id: candidate for candidate in near}
    ids = [*list(matches)[:1], *see, *matches]
    nearby = (matches.get(id) or Candidate(knowledge.entries[id], 0.0) for id in dict.fromkeys(ids))
    return tuple(nearby)[: policy.offered]
