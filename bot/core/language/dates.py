"""Dates known only as precisely as the article gives them: a year, a month of a year, or a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A year from 1 to 9999, its month (0 where unknown) and the month's day (0 where unknown)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2017`, `2017-05` or `2017-05-31`; anything else is a ValueError."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ValueError("write a date as 2017, 2017-05 or 2017-05-31")
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            date(year, month or 1, day or 1)
            if (match["month"], match["day"]).count("00"):
                raise ValueError
        except ValueError:
            raise ValueError(f"there is no such date as {text.strip()}") from None
        return cls(year, month, day)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write it as `parse` reads it."""
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
        """Write it as people are asked to write it: 2017, May 2017, 31 May 2017."""
        return f"{self.day} {MONTHS[self.month - 1]} {self.year}" if self.day else self.words

    def moved(self, by: int) -> "PartialDate":
        """The one so many years, months or days later, whichever it is precise to; earlier below 0.

        Raises ValueError or OverflowError beyond the years 1 to 9999.
        """
        if self.day:
            moved = self.first + timedelta(days=by)
            return PartialDate(moved.year, moved.month, moved.day)
        if self.month:
            year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
            moved_to = PartialDate(year, month + 1)
        else:
            moved_to = PartialDate(self.year + by)
        # The calendar has it, or says that it has not.
        date(moved_to.year, 1, 1)
        return moved_to
