"""Shares of trials, with what they would be for other questions of the same kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

# Half the width of a normal 95 % interval, in standard deviations.
NORMAL_95 = 1.96


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @classmethod
    def count(cls, values: Iterable[bool]) -> "Share":
        """How many of some values are true."""
        counted = list(values)
        return cls(sum(counted), len(counted))

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 of nothing."""
        return self.number / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies in 95 of 100 such samples: the interval of Wilson, from 0 to 1."""
        if not self.of:
            return 0.0, 1.0
        squared = NORMAL_95**2
        middle = (self.number + squared / 2) / (self.of + squared)
        spread = sqrt(self.number * (self.of - self.number) / self.of + squared / 4)
        reach = NORMAL_95 * spread / (self.of + squared)
        return max(middle - reach, 0.0), min(middle + reach, 1.0)
