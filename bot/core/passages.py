"""The questions in a message: people ask two at once, and put one into the middle of a story."""

import re

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


def passages(question: str) -> tuple[str, ...]:
    """The parts of a message that ask something, in order; none where it is one question anyhow."""
    parts: list[str] = []
    for sentence in filter(str.strip, _ENDS.split(question)):
        if parts and not is_question(sentence) and len(sentence.split()) <= _AFTERTHOUGHT:
            parts[-1] += f" {sentence.strip()}"
        else:
            parts += (_OPENING.sub("", part.strip()) for part in _JOINTS.split(sentence))
    return tuple(part for part in parts if is_question(part))[:MOST] if len(parts) > 1 else ()
