"""What somebody typed, before it is matched: Discord's markup taken out, and is it a question at all?"""

import re

from bot.core.language.normalise import MAX_TEXT, tokens

_MENTIONS = re.compile(r"<(?:@[!&]?|#|id:)[\w]{1,20}>|</[^:>]{1,100}:\d{1,20}>|<t:-?\d{1,20}(?::\w)?>")
_PEOPLE = re.compile(r"<@!?\d{1,20}>")
_EMOJI = re.compile(r"<a?:\w{1,32}:\d{1,20}>")
_LINKS = re.compile(r"https?://\S+|discord\.gg/\S+")
_SPACE = re.compile(r"\s+")
_ASKING = frozenset(
    "who whom whose what when where why which how is are was were do does did can could has have had"
    " will would should explain define describe".split()
)
_ASKED = re.compile(r"\w\W{0,3}[?\uff1f]")
_REQUESTS = re.compile(
    r"\b(?:tell (?:me|us)|does anyone|do you know|anyone know|can someone|how many|how much)\b"
)


def clean(text: str) -> str:
    """The text as a question: at most 4,000 characters, no mentions, emoji codes or links, one line."""
    text = text[:MAX_TEXT]
    for markup in (_MENTIONS, _EMOJI, _LINKS):
        text = markup.sub(" ", text)
    return _SPACE.sub(" ", text).strip()


def anonymous(text: str) -> str:
    """The text with mentions of people made nameless."""
    return _PEOPLE.sub("@someone", text)


def is_question(text: str) -> bool:
    """Does it ask something? A question mark after a word, a question word in front, or a request."""
    found = tokens(text)
    if not found:
        return False
    return bool(_ASKED.search(text)) or found[0] in _ASKING or bool(_REQUESTS.search(" ".join(found)))
