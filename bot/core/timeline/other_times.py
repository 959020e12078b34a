"""A reply that asks for the same at another time: "and in 2022?", "what about June 2023?", "and now?"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.timeline.date_ranges import read_date_range

# What may stand around the time.
_AROUND = frozenset("and but so or ok then what how about in of for on during back is was it that".split())
_NOW = re.compile(r"\b(?:right now|now|today|currently|nowadays|these days|at the moment)\b")


@dataclass(frozen=True)
class OtherTime:
    """A time as people write it, empty for the present, and the figures that tell of it."""

    words: str
    figures: frozenset[str]


def read_other_time(asked: str, known: Iterable[PartialDate] = ()) -> OtherTime | None:
    """The one time that a reply in normal form consists of; None where it asks for anything else.

    A month without a year is read as the only such month among the dates in `known`.
    """
    timeless = _NOW.sub(" ", asked)
    if timeless != asked:
        return OtherTime("", frozenset()) if _AROUND.issuperset(timeless.split()) else None
    dates = read_date_range(asked, known)
    if dates is None or dates.start is None or dates.start != dates.end:
        return None
    if not _AROUND.issuperset(dates.rest.split()):
        return None
    time = dates.start
    figures = {str(time.year)} | ({MONTHS[time.month - 1]} if time.month else set())
    return OtherTime(time.words, frozenset(figures))
