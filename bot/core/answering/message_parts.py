"""A message with several questions, split into them."""

import re

from bot.core.language.message_text import clean, is_question
from bot.core.language.normalise import MAX_TEXT

# The most questions that are looked at in one message, however many it has.
MOST_PARTS = 4
# The end of a sentence is not that of "U.S." or of "Binance.us".
_SENTENCE_ENDS = re.compile(r"(?<=[.?!;:])(?<![.\s]\w\.)\s+|(?<=[\u3002\uff1f\uff01])\s*|\n+")
_WH = "who|whom|whose|what|when|where|why|how|which"
_AUXILIARY = "is|are|was|were|do|does|did|has|have|had"
_ASKING = rf"{_WH}|{_AUXILIARY}|can|could|will|would"
_PLACING = "in|on|at|by|for|from|to|through|with|of|until|since|about"
# "... and who founded it", "... & in which year": a connection, and a word that begins a question.
_CONNECTIONS = re.compile(
    r"(?:,\s*|\s+)(?:(?:and|but|so|also|plus|or|then|because|since|as|n|[&/+])\s+)+"
    rf"(?=(?:{_ASKING})\b|(?:{_PLACING}) (?:{_WH})\b)"
    rf"|,\s+(?=(?:{_WH})\b)"
    # "..., and the other one when was it", "X stands for what, Y stands for what".
    rf"|,\s+and\s+(?=[^,.?!]{{1,60}}\b(?:{_WH}) (?:{_AUXILIARY})\b)"
    r"|(?:(?<=\bwhat)|(?<=\bwho)|(?<=\bwhen)|(?<=\bwhere)|(?<=\bwhy)),\s+"
    rf"(?=[^,.?!]{{1,60}}\b(?:{_WH})\b)",
    re.IGNORECASE,
)
# "According to him how does ...": what begins with something else.
_ASKING_INSIDE = re.compile(rf"\b(?:{_WH}) (?:{_AUXILIARY})\b", re.IGNORECASE)
# What stands before a question without being part of it.
_OPENING = re.compile(
    r"^(?:(?:so|and|but|or|also|plus|then|n|ok|okay|well|hey|hi|hello|oh|btw|by the way)\b[\s,:!-]*)+",
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
    return tuple(part for part in parts if is_question(part) or _ASKING_INSIDE.search(part))[:MOST_PARTS]


def read_parts(message: str) -> tuple[str, ...]:
    """The questions in a message as it was typed, in order; none where it has only one part."""
    return split_questions("\n".join(map(clean, message[:MAX_TEXT].splitlines())))


def begins_with(message: str, part: str) -> bool:
    """Does a message begin with one of its parts?"""
    return _OPENING.sub("", clean(message)).startswith(part)
