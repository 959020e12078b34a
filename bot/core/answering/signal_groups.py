"""The signals by name, and what each is about."""

from enum import StrEnum


class Group(StrEnum):
    """What a signal is about, in words that a curator reads."""

    MATCH = "how well the words fit"
    RIVALS = "how far other entries are behind"
    ABSENCE = "how far it is from what the article does not say"
    UNMATCHED = "how much of the question the entry knows"
    KIND = "whether it has the kind of thing that is asked for"
    FACTS = "whether it has the names, numbers and dates"
    CONSTANT = "where every question begins"


SIGNALS = {
    "score": Group.MATCH,
    "margin": Group.RIVALS,
    "relative margin": Group.RIVALS,
    "lead": Group.ABSENCE,
    "relative lead": Group.ABSENCE,
    "words only absent": Group.ABSENCE,
    "type of absent": Group.ABSENCE,
    "covered": Group.UNMATCHED,
    "covered rest": Group.UNMATCHED,
    "matched rest": Group.MATCH,
    "matched in answer": Group.MATCH,
    "missed rest": Group.UNMATCHED,
    "missed words": Group.UNMATCHED,
    "missed elsewhere": Group.UNMATCHED,
    "missed anywhere": Group.UNMATCHED,
    "unknown": Group.UNMATCHED,
    "unknown to phrasings": Group.UNMATCHED,
    "unknown object": Group.UNMATCHED,
    "missed name": Group.FACTS,
    "only a name": Group.UNMATCHED,
    "long": Group.UNMATCHED,
    "type": Group.KIND,
    "has date": Group.KIND,
    "has person": Group.KIND,
    "lacks name": Group.KIND,
    "lacks reason": Group.KIND,
    "says yes or no": Group.KIND,
    "number": Group.FACTS,
    "month": Group.FACTS,
    "name": Group.FACTS,
    "day": Group.FACTS,
    "date": Group.FACTS,
    "count": Group.FACTS,
}
"""Every signal, in the order of the columns, and what it is about."""
