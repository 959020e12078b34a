"""A message with more in it than one question: what is decided of its parts, made one answer."""

from collections.abc import Iterable, Iterator

from bot.core.outcome import Answered, Candidate, Decision, NotCovered


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
