"""The questions in a message: people ask two at once, and put one into the middle of a story."""

import re

from bot.core.question import is_question

# A message of questions without end is still one message.
MOST = 4
_ENDS = re.compile(r"(?<=[.?!;\u3002\uff1f\uff01])\s*(?=\w)(?<!\d\.)|\n+")
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


def passages(question: str) -> tuple[str, ...]:
    """The parts of a message that ask something, in order; none where it is one question anyhow."""
    sentences = filter(None, _ENDS.split(question))
    parts = [_OPENING.sub("", part.strip()) for sentence in sentences for part in _JOINTS.split(sentence)]
    return tuple(part for part in parts if is_question(part))[:MOST] if len(parts) > 1 else ()
