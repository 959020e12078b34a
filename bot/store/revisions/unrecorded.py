"""What serves and is not in the history yet: recorded as soon as it can be, each state that was served."""

import logging
from collections import deque
from collections.abc import Mapping
from datetime import datetime

from bot.store.errors import SaveError, UnrecordedError
from bot.store.revisions.archive import Archive
from bot.store.revisions.rows import Revision

_log = logging.getLogger(__name__)
# What failed is not tried at every look: each time costs as long as the database is waited for.
RETRY_SECONDS = 10.0


class Unrecorded:
    """The states that were served and are not recorded, oldest first."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._waiting: deque[tuple[Mapping[str, str], datetime]] = deque()
        self._recorded: deque[Revision] = deque()
        self._is_told = False
        self._failed_at: float | None = None

    def add(self, texts: Mapping[str, str], now: datetime) -> None:
        """Something else serves from this moment on; it is tried at once."""
        self._waiting.append((texts, now))
        self._failed_at = None

    def told(self) -> None:
        """That it cannot be recorded was told already."""
        self._is_told = True

    def recorded(self) -> Revision | None:
        """A revision that something became and that was not asked for yet, the oldest first."""
        return self._recorded.popleft() if self._recorded else None

    async def record(self) -> None:
        """Record all of it; raises SaveError where that cannot be, and what is left is kept."""
        while self._waiting:
            revision = await self._archive.adopt(*self._waiting[0])
            self._waiting.popleft()
            if revision is not None:
                self._recorded.append(revision)
        self._is_told = False

    async def record_before_a_save(self) -> None:
        """What was served before a save comes before it in the history, too; raises SaveError."""
        try:
            await self.record()
        except UnrecordedError as error:
            raise SaveError.because(error.reason) from error

    async def record_by_and_by(self, at: float) -> None:
        """Record it, unless that failed a moment ago; `at` is in seconds. Raises SaveError, but only once."""
        if self._failed_at is not None and at - self._failed_at < RETRY_SECONDS:
            return
        try:
            await self.record()
            self._failed_at = None
        except SaveError:
            self._failed_at = at
            if not self._is_told:
                self._is_told = True
                raise

    async def record_at_last(self) -> None:
        """Record it while there is time; what cannot be recorded is lost to the history."""
        try:
            await self.record()
        except SaveError as error:
            _log.warning("What was served is not in the history: %s", error)
