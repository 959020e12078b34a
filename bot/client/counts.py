"""What happened since the start, in numbers. The client fills them; others only read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# The upper limits, in seconds, of the groups into which durations are counted.
LIMITS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0, 600.0)


@dataclass
class Durations:
    """How long something took: how often it happened, all seconds together, and how often within a limit."""

    number: int = 0
    seconds: float = 0.0
    _within: Counter[float] = field(default_factory=Counter)

    def add(self, seconds: float) -> None:
        """Count one more; a negative duration, of two clocks that differ, counts as none."""
        duration = max(seconds, 0.0)
        self.number += 1
        self.seconds += duration
        for limit in LIMITS:
            if duration <= limit:
                self._within[limit] += 1

    @property
    def within(self) -> Mapping[float, int]:
        """How many took at most so long, by limit: each number includes those before it."""
        return MappingProxyType({limit: self._within[limit] for limit in LIMITS})


@dataclass
class Counts:
    """What the client counts.

    `questions` are counted by outcome, `replies` are the seconds from a message to its answer, and `edits`
    saved revisions by where they come from. `waiting` are requests that are under way now or wait for another
    try, the first connection to the gateway among them. `retries` are requests that were sent again, `lost`
    questions whose answer could not be sent. `reconnects` are attempts to connect to the gateway again,
    `resumes` and `sessions` what became of them, the first session included.
    `failed_loops` counts by name what failed and went on.
    `readings` of what was asked while nobody listened have been done, `read_back` are the questions that they
    found, `unreadable` those found without a text.
    """

    questions: Counter[str] = field(default_factory=Counter)
    replies: Durations = field(default_factory=Durations)
    edits: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    retries: int = 0
    lost: int = 0
    reconnects: int = 0
    resumes: int = 0
    sessions: int = 0
    failed_loops: Counter[str] = field(default_factory=Counter)
    readings: int = 0
    read_back: int = 0
    unreadable: int = 0
