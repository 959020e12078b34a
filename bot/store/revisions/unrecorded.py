"""States that are served but not in the history yet. Each is recorded as soon as possible."""

import logging
from collections import deque
from collections.abc import Mapping
from datetime import datetime

from bot.store.errors import SaveError, UnrecordedError
from bot.store.revisions.archive import Archive
from bot.store.revisions.rows import Revision

_log = logging.getLogger(__name__)


class UnrecordedStates:
    """The states that were served and are not recorded, oldest first."""

    def __init__(self, archive: Archive, retry_seconds: float) -> None:
        """Take the archive to record in.

        After a failure `record_when_due` waits `retry_seconds`, because each try takes as long as the
        archive waits for the database.
        """
        self._archive = archive
        self._retry_seconds = retry_seconds
        self._waiting: deque[tuple[Mapping[str, str], datetime]] = deque()
        self._recorded: deque[Revision] = deque()
        self._is_reported = False
        self._failed_at: float | None = None

    def add(self, texts: Mapping[str, str], now: datetime) -> None:
        """Add a state that is served from now on. The next `record_when_due` tries at once."""
        self._waiting.append((texts, now))
        self._failed_at = None

    def mark_reported(self) -> None:
        """Remember that somebody already knows that recording fails."""
        self._is_reported = True

    def next_recorded(self) -> Revision | None:
        """Take the oldest recorded revision that was not taken yet; None if there is none."""
        return self._recorded.popleft() if self._recorded else None

    async def record(self) -> None:
        """Record all states. Raises SaveError if one cannot be recorded; it and the later ones are kept."""
        while self._waiting:
            revision = await self._archive.record_hand_edit(*self._waiting[0])
            self._waiting.popleft()
            if revision is not None:
                self._recorded.append(revision)
        self._is_reported = False

    async def record_before_save(self) -> None:
        """Record all states, so that they come before the save in the history, too.

        Raises SaveError if that is not possible.
        """
        try:
            await self.record()
        except UnrecordedError as error:
            raise SaveError.from_failure(error.failure) from error

    async def record_when_due(self, at: float) -> None:
        """Record all states, unless a try failed less than the retry time before `at` (in seconds).

        Raises SaveError for the first failure only.
        """
        if self._failed_at is not None and at - self._failed_at < self._retry_seconds:
            return
        try:
            await self.record()
            self._failed_at = None
        except SaveError:
            self._failed_at = at
            if not self._is_reported:
                self._is_reported = True
                raise

    async def record_before_closing(self) -> None:
        """Record all states. A state that cannot be recorded now is lost to the history."""
        try:
            await self.record()
        except SaveError as error:
            _log.warning("What was served is not in the history: %s", error)
