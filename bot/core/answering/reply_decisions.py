"""Decisions on what refers to an answer: a reply to it, or the next question in one message."""

from collections.abc import Sequence

import numpy as np

from bot.core.answering.outcomes import Answered, Candidate, Decision, Unknown, Unsure
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.policy import Policy
from bot.core.answering.vetoes import find_objections
from bot.core.language.figures import find_figures
from bot.core.language.follow_ups import points_back
from bot.core.language.normalise import normalise
from bot.core.language.question_type import asks_figure
from bot.core.pack.models import Entry
from bot.core.search.query import Query
from bot.core.search.results import Hit, Hits, best_score, rank
from bot.core.timeline.other_times import OtherTime, read_other_time

# The most words that say something in a reply that is understood only together with what it replies to.
_SHORT_REPLY = 2


def leans_back(query: Query) -> bool:
    """Is a question understood only together with what was said before?"""
    return points_back(query.normalised) or 0 < len(query.content_words) <= _SHORT_REPLY


def decide_in_reply(
    profile: PackProfile, query: Query, about: Entry, policy: Policy, given: bool = False
) -> Decision:
    """Decide a question that leans on the answer `about`: between the entries related to that answer.

    Each scores the mean of its scores for the question alone, and for the question together with that of the
    answer. `given` says that the answer may have this one, too: it has to fit clearly better than the one
    that the question alone finds first, for who asks on wants to know more.
    """
    knowledge, index = profile.knowledge, profile.index
    alone = index.search(query)
    together = index.search(index.make_query(f"{query.normalised} {about.question}"))
    both = Hits(alone.items, (together.scores + alone.scores) * np.float32(0.5))
    ranking = rank(knowledge, both, len(knowledge.entries))
    asked = knowledge.same_subject_ids(about) | ({about.id} if given else frozenset())
    fitting = _find_fitting(profile, query, [hit for hit in ranking.entries if hit.item in asked])
    if about.id in {hit.item for hit in fitting[:2]} and _is_level(fitting, policy):
        found_alone = {hit.item for hit in rank(knowledge, alone, 1).entries}
        if any(hit.item != about.id and hit.item in found_alone for hit in fitting[:2]):
            fitting = [hit for hit in fitting if hit.item != about.id]
    near = tuple(Candidate(knowledge.entries[hit.item], min(hit.score, policy.doubt)) for hit in fitting)
    if not near:
        return Decision(Unknown(), (), "it leans on the answer before, and none of its kin fits")
    is_beaten = best_score(ranking.not_covered) > fitting[0].score * policy.related_factor
    if _is_level(fitting, policy) or is_beaten:
        rule = "it leans on the answer before, and something else fits as well"
        return Decision(Unsure(near[: policy.offered], near[0].confidence), near, rule)
    sure = Candidate(near[0].entry, policy.answer)
    rule = "it leans on the answer before, and this fits best of its kin"
    outcome = Answered(sure.entry, sure.confidence, near[1 : policy.offered + 1])
    return Decision(outcome, (sure, *near[1:]), rule)


def _find_fitting(profile: PackProfile, query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that have what the question names and asks for."""
    objections = find_objections(profile, query, hits)
    return [hit for hit, said in zip(hits, objections, strict=True) if not any(said)]


def _is_level(hits: Sequence[Hit], policy: Policy) -> bool:
    """Does the second of some hits fit about as well as the first?"""
    return hits[0].score - best_score(hits[1:]) < policy.least_margin


def decide_at_another_time(
    profile: PackProfile, query: Query, about: Entry, policy: Policy
) -> Decision | None:
    """Decide what the figure of the answer `about` is at another time; None where something else is asked.

    Another entry that has a figure of that time is only offered: it may be that of something else.
    """
    knowledge = profile.knowledge
    other = read_other_time(query.corrected_text, (event.date for event in knowledge.events.values()))
    if other is None or not _has_figure(about):
        return None
    if _is_of(other, about):
        answered = Answered(about, policy.answer)
        return Decision(answered, (Candidate(about, policy.answer),), "it is the time of the answer before")
    kin = (knowledge.entries[id] for id in sorted(knowledge.same_subject_ids(about)))
    found = tuple(
        Candidate(entry, policy.doubt) for entry in kin if _has_figure(entry) and _is_of(other, entry)
    )
    if found:
        return Decision(Unsure(found[: policy.offered], policy.doubt), found, "its kin is of that time")
    given = (Candidate(about, 0.0),)
    return Decision(
        Unknown(0.0, given, other_time=other.words), given, "the answer before is of another time"
    )


def _has_figure(entry: Entry) -> bool:
    return asks_figure(normalise(entry.question))


def _is_of(other: OtherTime, entry: Entry) -> bool:
    """Does an entry itself name the time? Its source may name it for something else."""
    return bool(other.figures) and other.figures <= find_figures(f"{entry.question} {entry.answer}")
