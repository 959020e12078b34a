"""A message with several questions: taken apart, and what is decided of its parts made one answer."""

import re
from collections.abc import Iterable, Iterator

from bot.core.answering.outcomes import Answered, Candidate, Decision, NotCovered
from bot.core.language.message_text import is_question

# A message of questions without end is still one message.
MOST = 4
# The end of a sentence is not that of "U.S." or of "Binance.us".
_ENDS = re.compile(r"(?<=[.?!;])(?<![.\s]\w\.)\s+|(?<=[\u3002\uff1f\uff01])\s*|\n+")
_WH = "who|whom|whose|what|when|where|why|how|which"
_ASKING = rf"{_WH}|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
# "... and who founded it": a connection, and a word that begins a question.
_JOINTS = re.compile(
    rf"(?:,\s*|\s+)(?:(?:and|but|so|also|plus|or|then|because|since|as)\s+)+(?=(?:{_ASKING})\b)"
    rf"|,\s+(?=(?:{_WH})\b)",
    re.IGNORECASE,
)
# What stands before a question without being part of it.
_OPENING = re.compile(
    r"^(?:(?:so|and|but|or|also|plus|then|ok|okay|well|hey|hi|hello|oh|btw|by the way)\b[\s,:!-]*)+",
    re.IGNORECASE,
)
# "In Japan, I mean": so few words after a question belong to it.
_AFTERTHOUGHT = 5


def split_questions(question: str) -> tuple[str, ...]:
    """The parts of a message that ask something, in order; none where it is one question anyhow."""
    parts: list[str] = []
    for sentence in filter(str.strip, _ENDS.split(question)):
        if parts and not is_question(sentence) and len(sentence.split()) <= _AFTERTHOUGHT:
            parts[-1] += f" {sentence.strip()}"
        else:
            parts += (_OPENING.sub("", part.strip()) for part in _JOINTS.split(sentence))
    return tuple(part for part in parts if is_question(part))[:MOST] if len(parts) > 1 else ()


def combine(whole: Decision, parts: Iterable[Decision], stored: float) -> Decision:
    """One decision out of that on the whole message and those on its questions, in order.

    Two questions that are each answered surely are both answered. A question in a story is answered
    where it is sure by itself and the story as a whole came near the same entry. What is decided at
    `stored`, in the very words of a stored phrasing, is not looked at any further, nor are its parts.
    """
    if whole.outcome.confidence >= stored and isinstance(whole.outcome, Answered | NotCovered):
        return whole
    sure = tuple(_different(parts))
    near = {candidate.entry.id for candidate in whole.ranked}
    if isinstance(whole.outcome, Answered):
        near = {whole.outcome.entry.id}
    if not any(outcome.entry.id in near for _, outcome in sure):
        return whole
    if len(sure) > 1:
        return _led(whole, *sure[0], (sure[1][1],), "two questions, and each is sure")
    if isinstance(whole.outcome, Answered):
        return whole
    return _led(whole, *sure[0], (), "one question in the message is sure by itself")


def _led(whole: Decision, part: Decision, first: Answered, also: tuple[Answered, ...], rule: str) -> Decision:
    ranked = (
        Candidate(first.entry, first.confidence),
        *(candidate for candidate in whole.ranked if candidate.entry.id != first.entry.id),
    )
    return Decision(first, ranked, rule, also, part.checks)


def _different(parts: Iterable[Decision]) -> Iterator[tuple[Decision, Answered]]:
    seen: set[str] = set()
    for part in parts:
        if isinstance(part.outcome, Answered) and part.outcome.entry.id not in seen:
            seen.add(part.outcome.entry.id)
            yield part, part.outcome
