"""Rows that are not written yet: they wait in memory, up to a bound."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress

from bot.store.question_log.rows import AnsweredMessage, LoggedQuestion, Row, Verdict

# Rows kept at most while the database cannot be written; the oldest go first.
MOST_WAITING = 10_000


class RowQueue:
    """The rows that wait, oldest first."""

    def __init__(self) -> None:
        self._rows: deque[Row] = deque(maxlen=MOST_WAITING)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def add(self, row: Row) -> None:
        """Put a row last. Of several verdicts on an answer the last counts."""
        if isinstance(row, Verdict):
            for waiting in [other for other in self._rows if _is_same_verdict(other, row)]:
                self._rows.remove(waiting)
        self._rows.append(row)

    def remove(self, row: Row) -> None:
        """Take a row out that waits no more."""
        # A full queue may have let go of its oldest rows meanwhile, and a newer verdict of an older one.
        with suppress(ValueError):
            self._rows.remove(row)

    @property
    def questions(self) -> Iterator[LoggedQuestion]:
        """The questions that wait, newest first."""
        return (row for row in reversed(self._rows) if isinstance(row, LoggedQuestion))

    @property
    def answered(self) -> set[int]:
        """The messages of which it waits to be written that they have their answer."""
        return {row.message for row in self._rows if isinstance(row, AnsweredMessage)}


def _is_same_verdict(waiting: Row, row: Verdict) -> bool:
    return isinstance(waiting, Verdict) and waiting.question_id == row.question_id
