"""A message with several questions: each is decided, and the decisions are combined into one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.core.answering.decision import decide
from bot.core.answering.message_parts import begins_with, read_parts
from bot.core.answering.outcomes import Answered, Candidate, Decision, LeftOpen, NotCovered
from bot.core.answering.pack_profile import PackProfile
from bot.core.answering.policy import Policy
from bot.core.answering.reply_decisions import decide_in_reply, leans_back
from bot.core.language.follow_ups import points_back
from bot.core.pack.models import Entry
from bot.core.search.query import Query


def decide_parts(profile: PackProfile, message: str, policy: Policy) -> Iterator[tuple[int, Decision]]:
    """The place of each question in a message that can be understood, and the decision on it.

    One that refers to what was said before ("who founded it?") counts only where that was answered, and
    where its own answer is an entry related to that answer. What begins the message needs nothing before it.
    """
    before: Entry | None = None
    for place, part in enumerate(read_parts(message)):
        query = profile.index.make_query(part)
        if before is None and _misses_what_was_said(query, place, message, part):
            continue
        decision = decide(profile, query, policy)
        if before is not None and leans_back(query) and not _is_about(profile, before, decision):
            decision = decide_in_reply(profile, query, before, policy, given=True)
        if isinstance(decision.outcome, Answered):
            before = decision.outcome.entry
        yield place, decision


def _misses_what_was_said(query: Query, place: int, message: str, part: str) -> bool:
    """Does a part that follows no answer lean on something? What begins the message leans on nothing."""
    leans = leans_back(query) if place else points_back(query.normalised)
    return leans and not begins_with(message, part)


def _is_about(profile: PackProfile, before: Entry, decision: Decision) -> bool:
    """Is it answered with something that is related to what was answered before?"""
    outcome = decision.outcome
    return isinstance(outcome, Answered) and outcome.entry.id in profile.knowledge.same_subject_ids(before)


def combine_decisions(whole: Decision, parts: Iterable[tuple[int, Decision]], stored: float) -> Decision:
    """Combine the decision on a whole message and those on its questions, each with its place, into one.

    Two questions that each have a sure answer are both answered. A single question in a longer text is
    answered where its own answer is sure and the whole text came near the same entry; of another question in
    it is then said what came of that. Where the whole message is decided with the confidence `stored` or
    more, it is a stored phrasing word for word: that decision stays, and its parts are not looked at.
    """
    if whole.outcome.confidence >= stored and isinstance(whole.outcome, Answered | NotCovered):
        return whole
    decided = tuple(parts)
    answered_parts = tuple(_select_answered(whole, (decision for _, decision in decided)))
    near = {candidate.entry.id for candidate in whole.ranked}
    if isinstance(whole.outcome, Answered):
        near = {outcome.entry.id for outcome in (whole.outcome, *whole.also)}
    if not any(outcome.entry.id in near for _, outcome in answered_parts):
        return whole
    part, outcome = answered_parts[0]
    if len(answered_parts) > 1:
        second = answered_parts[1][1]
        return _answer_with(whole, part, outcome, (second,), "two questions, and each is sure")
    left_open = _find_left_open(decided, outcome.entry.id)
    # Where two entries fit the whole message, its one question tells which is meant.
    if isinstance(whole.outcome, Answered) and not whole.also:
        return replace(whole, left_open=left_open)
    rule = "one question in the message is sure by itself"
    return replace(_answer_with(whole, part, outcome, (), rule), left_open=left_open)


def _find_left_open(decided: Iterable[tuple[int, Decision]], shown: str) -> LeftOpen | None:
    """The first question in a message that is not answered, and to which what is shown is not the nearest."""
    for place, decision in decided:
        nearest = [candidate.entry.id for candidate in decision.ranked[:1]]
        if not isinstance(decision.outcome, Answered) and nearest != [shown]:
            return LeftOpen(place, decision.outcome)
    return None


def _answer_with(
    whole: Decision, part: Decision, first: Answered, also: tuple[Answered, ...], rule: str
) -> Decision:
    """The decision on the whole message, with the answer to one part of it first."""
    ranked = (
        Candidate(first.entry, first.confidence),
        *(candidate for candidate in whole.ranked if candidate.entry.id != first.entry.id),
    )
    return Decision(first, ranked, rule, also, part.checks)


def _select_answered(whole: Decision, parts: Iterable[Decision]) -> Iterator[tuple[Decision, Answered]]:
    """The parts that are answered, each entry once, and their outcomes.

    Of two entries that may be meant in one part it is the one that the whole message comes nearer to.
    """
    place_of = {candidate.entry.id: place for place, candidate in enumerate(whole.ranked)}
    seen: set[str] = set()
    for part in parts:
        if isinstance(part.outcome, Answered):
            either = (part.outcome, *part.also)
            outcome = min(either, key=lambda each: place_of.get(each.entry.id, len(place_of)))
            if outcome.entry.id not in seen:
                seen.add(outcome.entry.id)
                yield part, outcome
