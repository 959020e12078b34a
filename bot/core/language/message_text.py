"""What somebody typed, before it is matched: remove Discord's markup, and tell whether it is a question."""

import re

from bot.core.language.normalise import MAX_TEXT, tokenise

_MENTIONS = re.compile(r"<(?:@[!&]?|#|id:)[\w]{1,20}>|</[^:>]{1,100}:\d{1,20}>|<t:-?\d{1,20}(?::\w)?>")
_PEOPLE = re.compile(r"<@!?\d{1,20}>")
_EMOJI = re.compile(r"<a?:\w{1,32}:\d{1,20}>")
_LINKS = re.compile(r"https?://\S+|discord\.gg/\S+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_QUESTION_WORDS = frozenset(
    "who whom whose what when where why which how is are was were do does did can could has have had"
    " will would should explain define describe".split()
)
_QUESTION_MARK = re.compile(r"\w\W{0,3}[?\uff1f]")
_REQUESTS = re.compile(
    r"\b(?:tell (?:me|us)|does anyone|do you know|anyone know|can someone|how many|how much)\b"
)
# "By how many percent ...", and at the end "... and the Belgians want what".
_PLACED = re.compile(
    r"^(?:in|on|at|by|for|from|to|through|with|of|until|since) (?:which|whom|whose|how|what (?!it\b))"
    r"|\w \w+ (?:what|which|who|whom|where|when|why)$"
)


def clean(text: str) -> str:
    """The first 4,000 characters of the text on one line, without mentions, emoji codes and links."""
    text = text[:MAX_TEXT]
    for markup in (_MENTIONS, _EMOJI, _LINKS):
        text = markup.sub(" ", text)
    return _SPACE.sub(" ", text).strip()


def anonymise(text: str) -> str:
    """The text with each mention of a person replaced by `@someone`."""
    return _PEOPLE.sub("@someone", text)


def is_question(text: str) -> bool:
    """Does the text have a question mark after a word, a question word at its start or end, or a request?"""
    words = tokenise(text)
    if not words:
        return False
    normalised = " ".join(words)
    return (
        bool(_QUESTION_MARK.search(text))
        or words[0] in _QUESTION_WORDS
        or bool(_REQUESTS.search(normalised))
        or bool(_PLACED.search(normalised))
    )
