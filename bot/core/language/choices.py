"""Replies that pick one of the questions that were offered: "2", "the second one", "yes", "none of these"."""

import re

from bot.core.language.normalise import normalise

NONE_OF_THEM = 0
"""The choice of who wants none of what was offered."""

_PLACES = {"first": 1, "former": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_LAST = ("last", "latter")
_OPENING = r"(?:(?:yes|yeah|ok|okay|hm|well|no|i think|i mean|i meant|i want|it is|that is|maybe|probably) )?"
_ENDING = r"(?: please| thanks| thank you)?"
_PLACE = re.compile(
    rf"{_OPENING}(?:(?:the|number|nr|no|option|question|answer) )*"
    rf"(?P<place>[1-9][0-9]?|{'|'.join((*_PLACES, *_LAST))})"
    rf"(?: (?:one|option|question|of (?:them|these|those)))?{_ENDING}"
)
_YES = re.compile(
    rf"(?:yes|yeah|yep|yup|right|correct|exactly|sure)?(?: ?(?:this|that)(?: one)?)?(?: it is)?{_ENDING}"
)
_NO = re.compile(
    rf"(?:no|nope|none|neither|nothing)(?: of (?:them|these|those|that))?{_ENDING}"
    rf"|(?:no )?(?:not (?:this|that|these|those|them)|something else){_ENDING}"
)


def read_choice(typed: str, offered: int) -> int | None:
    """The place, from 1, of what a reply picks from so many offered questions.

    `NONE_OF_THEM` if it wants none of them, and None where the reply picks nothing. A number may be higher
    than there are. A plain yes picks the only one.
    """
    normalised = normalise(typed)
    match = _PLACE.fullmatch(normalised)
    if match is not None:
        place = match["place"]
        return offered if place in _LAST else _PLACES.get(place) or int(place)
    if normalised and offered == 1 and _YES.fullmatch(normalised):
        return 1
    return NONE_OF_THEM if _NO.fullmatch(normalised) else None
