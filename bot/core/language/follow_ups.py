"""Replies to an answer, read in its light: "source?", "when was that?", "and how many are active?"."""

import re

from bot.core.language.normalise import normalise

# Asked about whatever was answered: who says so?
_SOURCE = re.compile(
    r"(?:(?:what|which|where) (?:is|are) (?:the|your|its|their) )?"
    r"(?:sources?|sauce|proof|evidence|citations?|references?|links?)(?: for (?:that|this|it))?"
    r"|(?:who|what) (?:says?|said|claims?|claimed|reports?|reported)(?: (?:so|that|this|it))?"
    r"|says who|according to (?:who|whom|what)"
    r"|where (?:is|was|does|did) (?:that|this|it|you|they)"
    r"(?: from| (?:come|get|read|stand|says?|stated|written)(?: (?:that|this|it))?(?: from)?)"
    r"|how do (?:you|they|we) know(?: (?:that|this|it))?"
    r"|(?:what|which) paragraph(?: (?:is|was) (?:that|this|it))?(?: in)?"
)
_OPENING = re.compile(r"^(?:(?:and|but|so|ok|okay|well|hm|um|hey|please|got|any|a|the)\b ?)+")
_CLOSING = re.compile(r"(?: (?:please|though|then|exactly|again|mate|bro|pls))+$")
# Words that point to what was said before; "are there" and "say that" do not.
_POINTING = re.compile(
    r"\b(?:it|its|this|they|them|their|those|these|he|him|his|she|her|then|ones|same|both)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! (?:is|are|was|were))"
    r"|\b(?:is|was|did|does|do|about|of|for|after|before|with|like) that\b|\bthat$"
)


def asks_for_source(question: str) -> bool:
    """Is it all about who says so?"""
    said = _CLOSING.sub("", _OPENING.sub("", normalise(question)))
    return _SOURCE.fullmatch(said) is not None


def points_back(normalised: str) -> bool:
    """Does a question in normal form point to what was said before?"""
    return _POINTING.search(normalised) is not None
