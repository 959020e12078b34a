"""A range of dates that a question names: "in june 2023", "between 2019 and 2021", "early 2023"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.timeline.typed_dates import DateError, read_date

_YEAR = r"(?:1[5-9]|20)\d\d"
_NAMES = "|".join(f"{month.lower()}|{month[:3].lower()}" for month in MONTHS) + "|sept"
_DAY = r"(?:[12]\d|3[01]|[1-9])"
_NUMBER = r"(?:1[0-2]|[1-9])"
# "may", "march" and "mar" are seldom months: alone they need a word before them that months have.
_SURE = "|".join(sorted(set(_NAMES.split("|")) - {"may", "march", "mar"}, key=len, reverse=True))
_MONTH = (
    rf"(?:(?:{_SURE})\b|(?<=in )(?:may|march|mar)\b|(?<=during )(?:may|march)\b|(?<=since )(?:may|march)\b"
)
_MONTH += r"|(?<=before )(?:may|march)\b|(?<=after )(?:may|march)\b|(?<=until )(?:may|march)\b"
_MONTH += r"|(?<=from )(?:may|march)\b|(?<=between )(?:may|march)\b)"
_PARTS = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12),
    "beginning": (1, 3), "start": (1, 3), "end": (10, 12), "middle": (5, 8),
    "first half": (1, 6), "1 half": (1, 6), "second half": (7, 12), "2 half": (7, 12),
    "h 1": (1, 6), "h 2": (7, 12),
    "q 1": (1, 3), "q 2": (4, 6), "q 3": (7, 9), "q 4": (10, 12),
    "first quarter": (1, 3), "second quarter": (4, 6), "3 quarter": (7, 9),
    "4 quarter": (10, 12), "last quarter": (10, 12),
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11),
}  # fmt: skip
_PART = rf"(?P<part>{'|'.join(_PARTS)})(?: (?:of|in))?(?: the year)? (?P<of>{_YEAR})"
_DATE = (
    rf"(?:{_PART.replace('?P<part>', '?:').replace('?P<of>', '?:')}"
    # A month is as precise as the timeline is: "early june" is June.
    rf"|(?:early|mid|late) (?:{_NAMES})(?: {_YEAR})?"
    rf"|{_DAY} (?:of )?(?:{_NAMES}) {_YEAR}|(?:{_NAMES}) {_DAY} {_YEAR}|{_DAY} {_NUMBER} {_YEAR}"
    rf"|{_YEAR} {_NUMBER} {_DAY}\b|(?:{_NAMES}) (?:of )?{_YEAR}|{_YEAR} (?:{_NAMES})\b|{_NUMBER} {_YEAR}"
    rf"|{_YEAR}|{_DAY} (?:of )?(?:{_NAMES})\b|(?:{_NAMES}) {_DAY}\b|{_MONTH})"
)
_THE = r"(?:the )?(?:year |month of )?"
# What stands before a date, and which side of it is meant.
_RELATIONS = {
    "range": r"between|from|since",
    "before": r"before|prior to|earlier than",
    "until": r"until|till|til|up to|by",
    "after": r"after|past|later than",
    "at": r"in|on|during|of|for|around|about|over",
}
_BEFORE = "|".join(rf"(?P<{name}>{words})" for name, words in _RELATIONS.items())
_AND = r"and|to|till|til|until|through|thru"
# "june-august 2023", "2021-2023" and "2021-22": their dashes are gone.
_DASHED = rf"(?:{_NAMES}) {_YEAR}|{_YEAR}|\d\d(?! \d)"
_PHRASE = re.compile(
    rf"\b(?:(?:{_BEFORE}) )?{_THE}(?P<a>{_DATE})"
    rf"(?: (?:{_AND}) (?:{_THE}(?P<b>{_DATE})|(?P<now>now|today))| (?P<c>{_DASHED}))?(?! \d|\.\d)"
    r"(?: (?:onwards|onward|on\b))?"
)
_TIME = re.compile(rf"\b(?:{_YEAR}|{_NAMES})\b")
_VAGUE = re.compile(r"^(?:early|mid|late) |(?<= )of ")
_SHORT_YEAR = re.compile(r"\d\d")
_ONE_PART = re.compile(_PART)
_ONE_MONTH = re.compile(rf"(?:{_DAY} (?:of )?)?(?:{_NAMES})(?: {_DAY})?")


@dataclass(frozen=True)
class DateRange:
    """A range of dates, both ends included, None where that side is open; and the question without it."""

    start: PartialDate | None
    end: PartialDate | None
    rest: str


def read_date_range(asked: str, known: Iterable[PartialDate]) -> DateRange | None:
    """The range of dates in a question in normal form; None where it has none, or none that is clear.

    A month without a year is read as the only such month among the dates in `known`.
    """
    match = _find(asked)
    if match is None:
        return None
    try:
        start, end = _read_range(match.groupdict(), tuple(known))
    except (DateError, ValueError, OverflowError):
        return None
    if start and end and start.first > end.last:
        return None
    return DateRange(start, end, _without(match))


def remove_date_range(asked: str) -> str | None:
    """A question in normal form without the range of dates in it; None where it has none.

    This is quicker than `read_date_range`, where only the rest of the question is wanted.
    """
    match = _find(asked)
    return None if match is None else _without(match)


def _find(asked: str) -> re.Match[str] | None:
    # Most questions name no time, and the pattern of the whole phrase takes long to find that out.
    return _PHRASE.search(asked) if _TIME.search(asked) else None


def _without(match: re.Match[str]) -> str:
    return " ".join(f"{match.string[: match.start()]} {match.string[match.end() :]}".split())


def _read_range(
    groups: Mapping[str, str | None], known: tuple[PartialDate, ...]
) -> tuple[PartialDate | None, PartialDate | None]:
    """The ends of a range, from the groups of the pattern. Raises DateError or ValueError as `_read` does."""
    start_text, end_text = groups["a"] or "", groups["b"] or groups["c"]
    if end_text is not None:
        if _SHORT_YEAR.fullmatch(end_text):
            end_text = f"{start_text[:2]}{end_text}"
        return _read(_with_year_of(start_text, end_text), known)[0], _read(end_text, known)[1]
    first, last = _read(start_text, known)
    if groups["before"]:
        return None, first.shifted_by(-1)
    if groups["until"]:
        return None, last
    if groups["after"]:
        return last.shifted_by(1), None
    is_open = groups["now"] or groups["range"] in ("from", "since")
    return first, None if is_open else last


def _with_year_of(month: str, other: str) -> str:
    """A month without a year, with the year of another date: "from june to august 2023"."""
    year = re.search(_YEAR, other)
    return f"{month} {year[0]}" if year and _ONE_MONTH.fullmatch(month) else month


def _read(text: str, known: tuple[PartialDate, ...]) -> tuple[PartialDate, PartialDate]:
    """The first and the last date that a text such as "june 2023" or "early 2023" names.

    Raises DateError if it cannot be read, and ValueError or OverflowError if there is no such date.
    """
    part = _ONE_PART.fullmatch(text)
    if part is None:
        date = read_date(_VAGUE.sub("", text), known)
        return date, date
    first_month, last_month = _PARTS[part["part"]]
    year = int(part["of"])
    return PartialDate(year, first_month), PartialDate(year, last_month)
