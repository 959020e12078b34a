"""Replies that need the answer before them: "source?", "when was that?", "and how many are active?"."""

import re

from bot.core.language.normalise import normalise

# Who says so? Such a question fits every answer.
_SOURCE = re.compile(
    r"(?:(?:what|which|where) (?:is|are) (?:the|your|its|their) )?"
    r"(?:sources?|sauce|proof|evidence|citations?|references?|links?)(?: for (?:that|this|it))?"
    r"|(?:who|what) (?:says?|said|claims?|claimed|reports?|reported)(?: (?:so|that|this|it))?"
    r"|are (?:you|they) (?:really )?(?:sure|certain)(?: (?:of|about) (?:that|this|it))?"
    r"|(?:is|was) (?:that|this|it) (?:really )?(?:true|certain|confirmed|proven|so)|really|for real"
    r"|says who|according to (?:who|whom|what)"
    r"|where (?:is|was|does|did) (?:that|this|it|you|they)"
    r"(?: from| (?:come|get|read|stand|says?|stated|written)(?: (?:that|this|it))?(?: from)?)"
    r"|how do (?:you|they|we) know(?: (?:that|this|it))?"
    r"|(?:what|which) paragraph(?: (?:is|was) (?:that|this|it))?(?: in)?"
)
_OPENING = re.compile(r"^(?:(?:and|but|so|ok|okay|well|hm|um|hey|please|got|any|a|the)\b ?)+")
_CLOSING = re.compile(r"(?: (?:please|though|then|exactly|again|mate|bro|pls))+$")
# Words that refer to what was said before. "Are there" and "say that" do not.
_POINTING = re.compile(
    r"\b(?:it|its|this|they|them|their|those|these|he|him|his|she|her|then|ones|same|both)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! (?:is|are|was|were))"
    r"|\b(?:is|was|did|does|do|about|of|for|after|before|with|like) that\b|\bthat$"
)


def asks_for_source(question: str) -> bool:
    """Does the question ask for nothing but the source of an answer?"""
    core = _CLOSING.sub("", _OPENING.sub("", normalise(question)))
    return _SOURCE.fullmatch(core) is not None


def points_back(normalised: str) -> bool:
    """Does a question in normal form have a word that refers to what was said before?"""
    return _POINTING.search(normalised) is not None
