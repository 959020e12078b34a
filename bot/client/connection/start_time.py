"""The time in which a start may be tried again: one for all that it asks of Discord."""

import time


class StartTime:
    """Runs from the first request until the bot has started."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: float | None = None
        self.is_over = False

    def begin(self) -> None:
        """Let it run from now on."""
        self._until = time.monotonic() + self._seconds

    def end(self) -> None:
        """Note that the bot has started."""
        self.is_over = True

    @property
    def seconds_left(self) -> float:
        """How long what fails is still tried again; 0 if not at all."""
        return self._seconds if self._until is None else max(0.0, self._until - time.monotonic())
