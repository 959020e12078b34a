"""A message with several questions: split into its questions, and their decisions combined into one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.core.answering.outcomes import Answered, Candidate, Decision, LeftOpen, NotCovered
from bot.core.language.message_text import is_question

# The most questions that are looked at in one message, however many it has.
MOST_PARTS = 4
# The end of a sentence is not that of "U.S." or of "Binance.us".
_SENTENCE_ENDS = re.compile(r"(?<=[.?!;])(?<![.\s]\w\.)\s+|(?<=[\u3002\uff1f\uff01])\s*|\n+")
_WH = "who|whom|whose|what|when|where|why|how|which"
_ASKING = rf"{_WH}|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
# "... and who founded it": a connection, and a word that begins a question.
_CONNECTIONS = re.compile(
    rf"(?:,\s*|\s+)(?:(?:and|but|so|also|plus|or|then|because|since|as)\s+)+(?=(?:{_ASKING})\b)"
    rf"|,\s+(?=(?:{_WH})\b)",
    re.IGNORECASE,
)
# What stands before a question without being part of it.
_OPENING = re.compile(
    r"^(?:(?:so|and|but|or|also|plus|then|ok|okay|well|hey|hi|hello|oh|btw|by the way)\b[\s,:!-]*)+",
    re.IGNORECASE,
)
# The most words of a sentence after a question that belongs to it: "In Japan, I mean".
_LONGEST_AFTERTHOUGHT = 5


def split_questions(question: str) -> tuple[str, ...]:
    """The parts of a message that ask something, in order, at most 4; none where it has only one part."""
    parts: list[str] = []
    for sentence in filter(str.strip, _SENTENCE_ENDS.split(question)):
        if parts and not is_question(sentence) and len(sentence.split()) <= _LONGEST_AFTERTHOUGHT:
            parts[-1] += f" {sentence.strip()}"
        else:
            parts += (_OPENING.sub("", part.strip()) for part in _CONNECTIONS.split(sentence))
    if len(parts) < 2:
        return ()
    return tuple(part for part in parts if is_question(part))[:MOST_PARTS]


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
    answered_parts = tuple(_select_answered(decision for _, decision in decided))
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


def _select_answered(parts: Iterable[Decision]) -> Iterator[tuple[Decision, Answered]]:
    """The parts that are answered, each entry once, and their outcomes."""
    seen: set[str] = set()
    for part in parts:
        if isinstance(part.outcome, Answered) and part.outcome.entry.id not in seen:
            seen.add(part.outcome.entry.id)
            yield part, part.outcome
