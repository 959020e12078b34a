"""Dates as people write them, read only as precisely as they are written."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.core.language.dates import MONTHS, PartialDate
from bot.core.language.harmless_text import make_harmless

HINT = "Write a date such as 2021, June 2023, 26 July 2023 or 2023-07-26."
# The parser fills in what a date lacks from a base. Where the results for both bases agree, it was written.
_BASES = (datetime(2003, 1, 2), datetime(2008, 9, 20))  # noqa: DTZ001
_LONGEST = 40
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?")
# "26/07/23" has a year of two digits; "32 may" has none.
_SHORT_YEAR = re.compile(r"\d[/.]\d{1,2}[/.]\d{2}\b")
_UNSAFE = re.compile(r"[^\w\s./,'’-]|_")


class DateError(ValueError):
    """A date that cannot be read, or that lacks something; its text says what to write."""


def read_date(text: str, known: Iterable[PartialDate] = ()) -> PartialDate:
    """Read a date in English or in figures (day before month).

    A month without a year is read as the only such month among the dates in `known`. Raises DateError if
    the text is no date, has neither month nor year, or has a month without a year that `known` has in no
    year or in several.
    """
    written = " ".join(text.split())
    try:
        return PartialDate.parse(written)
    except ValueError as error:
        if _ISO.fullmatch(written):
            raise DateError(f"“{written}”: {error}. {HINT}") from None
    first, second = (_parse(written, base) for base in _BASES)
    if first is None or second is None:
        raise DateError(f"I cannot read “{sanitise_typed(written)}” as a date. {HINT}")
    if first.year == second.year and (str(first.year) in written or _SHORT_YEAR.search(written)):
        return first
    if first.year == second.year:
        raise DateError(f"I cannot read “{sanitise_typed(written)}” as a date. {HINT}")
    if first.month != second.month or not first.month:
        raise DateError(f"“{sanitise_typed(written)}” has no month and no year. {HINT}")
    return _add_year(first, known)


def sanitise_typed(text: str) -> str:
    """What somebody typed, to show it back: short, on one line, without markup and links."""
    return make_harmless(" ".join(_UNSAFE.sub("", text).split()))[:_LONGEST]


def _parse(written: str, base: datetime) -> PartialDate | None:
    """Read a date with what it lacks filled in from the base; None where it is no date."""
    # Imported when first needed: it takes longer to import than everything else here.
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en"],
        settings={"PARSERS": ["absolute-time"], "DATE_ORDER": "DMY", "RELATIVE_BASE": base},
    )
    parsed = parser.get_date_data(written[:_LONGEST])
    return _as_precise(parsed.date_obj, parsed.period) if parsed.date_obj else None


def _as_precise(parsed: datetime, period: str | None) -> PartialDate:
    """A parsed date without the parts that are more precise than its period."""
    month = parsed.month if period in ("month", "day") else 0
    return PartialDate(parsed.year, month, parsed.day if period == "day" else 0)


def _add_year(date: PartialDate, known: Iterable[PartialDate]) -> PartialDate:
    """A date in the only year in which `known` has its month. Raises DateError if there is not one alone."""
    years = sorted({known_date.year for known_date in known if known_date.month == date.month})
    month = MONTHS[date.month - 1]
    if len(years) == 1:
        return PartialDate(years[0], date.month, date.day)
    hint = f"The timeline has {' and '.join(f'{month} {year}' for year in years)}." if years else HINT
    raise DateError(f"{month} of which year? {hint}")
