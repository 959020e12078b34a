"""Two entries that belong together, of which either may be meant: then both are the answer."""

from collections.abc import Collection, Sequence

from bot.core.answering.outcomes import Candidate
from bot.core.answering.policy import Policy
from bot.core.pack.models import Entry, Knowledge

# How many of the likeliest entries are looked at for a second one.
_MOST_SECONDS = 2


def find_sibling(
    knowledge: Knowledge, candidates: Sequence[Candidate], level: Collection[str], policy: Policy
) -> Candidate | None:
    """The candidate to show beside the first, where one of the two is the answer surely enough; else None.

    `level` are the ids of the entries that fit as well as the first: where there are some, it is one of them.
    """
    if not candidates:
        return None
    first = candidates[0]
    for second in candidates[1 : 1 + _MOST_SECONDS]:
        is_likely = second.confidence >= policy.least_second * first.confidence
        is_enough = join_confidence(first.confidence, second.confidence) >= policy.answer
        may_be = not level or second.entry.id in level
        if may_be and is_likely and is_enough and are_siblings(knowledge, first.entry, second.entry):
            return second
    return None


def are_siblings(knowledge: Knowledge, first: Entry, second: Entry) -> bool:
    """Do two entries tell of one thing: from one paragraph, linked to each other, or of one topic?"""
    shares_paragraph = not set(first.paragraphs).isdisjoint(second.paragraphs)
    return shares_paragraph or second.id in knowledge.same_subject_ids(first)


def join_confidence(first: float, second: float) -> float:
    """How sure it is that at least one of two is right, as if the one said nothing of the other."""
    return 1 - (1 - first) * (1 - second)
