"""Dates as people write them, read only as precisely as they are written."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.core.language.dates import MONTHS, PartialDate

HINT = "Write a date such as 2021, June 2023, 26 July 2023 or 2023-07-26."
# What is missing in a date is filled in from these by the parser; what both agree on was written.
_BASES = (datetime(2003, 1, 2), datetime(2008, 9, 20))  # noqa: DTZ001
_LONGEST = 40
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?")
# "26/07/23" has a year of two figures; "32 may" has none.
_SHORT_YEAR = re.compile(r"\d[/.]\d{1,2}[/.]\d{2}\b")
_ODD = re.compile(r"[^\w\s./,'’-]|_")


class MomentError(ValueError):
    """A date that cannot be read, or not without more; its text says what to write."""


def read_moment(text: str, known: Iterable[PartialDate] = ()) -> PartialDate:
    """Read a date in English or in figures (day before month); raises MomentError.

    A month without a year is the only such month among the dates that are `known`.
    """
    written = " ".join(text.split())
    try:
        return PartialDate.parse(written)
    except ValueError as error:
        if _ISO.fullmatch(written):
            raise MomentError(f"“{written}”: {error}. {HINT}") from None
    one, other = _read(written)
    if one is None or other is None:
        raise MomentError(f"I cannot read “{as_typed(written)}” as a date. {HINT}")
    if one.year == other.year and (str(one.year) in written or _SHORT_YEAR.search(written)):
        return one
    if one.year == other.year:
        raise MomentError(f"I cannot read “{as_typed(written)}” as a date. {HINT}")
    if one.month != other.month or not one.month:
        raise MomentError(f"“{as_typed(written)}” has no month and no year. {HINT}")
    return _in_the_year_of(one, known)


def as_typed(text: str) -> str:
    """What somebody typed, to be shown back: short, on one line, and without what could be markup."""
    return " ".join(_ODD.sub("", text).split())[:_LONGEST]


def _read(written: str) -> tuple[PartialDate | None, PartialDate | None]:
    # Read when first needed: it takes longer to import than all else here.
    from dateparser.date import DateDataParser

    found = []
    for base in _BASES:
        settings = {"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "RELATIVE_BASE": base}
        read = DateDataParser(languages=["en"], settings=settings).get_date_data(written[:_LONGEST])
        found.append(_as_written(read.date_obj, read.period) if read.date_obj else None)
    return found[0], found[1]


def _as_written(read: datetime, period: str | None) -> PartialDate:
    month = read.month if period in ("month", "day") else 0
    return PartialDate(read.year, month, read.day if period == "day" else 0)


def _in_the_year_of(moment: PartialDate, known: Iterable[PartialDate]) -> PartialDate:
    years = sorted({each.year for each in known if each.month == moment.month})
    month = MONTHS[moment.month - 1]
    if len(years) == 1:
        return PartialDate(years[0], moment.month, moment.day)
    there = f"The timeline has {' and '.join(f'{month} {year}' for year in years)}." if years else HINT
    raise MomentError(f"{month} of which year? {there}")
