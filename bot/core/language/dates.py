"""Dates known only as precisely as the article gives them: a year, a month of a year, or a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_WRITTEN_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year from 1 to 9999, its month (0 where unknown) and the month's day (0 where unknown)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2017`, `2017-05` or `2017-05-31`.

        Raises ValueError if the text has another form, or if there is no such date.
        """
        match = _WRITTEN_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError("write a date as 2017, 2017-05 or 2017-05-31")
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month or 1, day or 1)
            if "00" in (match["month"], match["day"]):
                raise ValueError
        except ValueError:
            raise ValueError(f"there is no such date as {text.strip()}") from None
        return cls(year, month, day)

    @property
    def first(self) -> date:
        """The first day of the year, of the month, or the day itself."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of the year, of the month, or the day itself."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write it in the form that `parse` reads."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """Write it for people: 2017, May 2017, May 31, 2017."""
        if not self.month:
            return str(self.year)
        month = MONTHS[self.month - 1]
        return f"{month} {self.day}, {self.year}" if self.day else f"{month} {self.year}"

    @property
    def day_first(self) -> str:
        """Write it in the form that people are asked to type: 2017, May 2017, 31 May 2017."""
        return f"{self.day} {MONTHS[self.month - 1]} {self.year}" if self.day else self.words

    def shifted_by(self, number: int) -> "PartialDate":
        """The date that is this number of days, months or years later; earlier if it is negative.

        The unit is the precision of the date: a day is shifted by days, a month by months, a year by years.

        Raises ValueError or OverflowError if the result is outside the years 1 to 9999.
        """
        if self.day:
            day = self.first + timedelta(days=number)
            return PartialDate(day.year, day.month, day.day)
        if self.month:
            year, month = divmod(self.year * 12 + self.month - 1 + number, 12)
            shifted = PartialDate(year, month + 1)
        else:
            shifted = PartialDate(self.year + number)
        # Raises the error if the calendar does not have the year.
        date(shifted.year, 1, 1)
        return shifted
