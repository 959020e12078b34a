"""Waits that grow from one attempt to the next."""

import random
import time


class Backoff:
    """Says how long to wait before each attempt: not at all after a quiet time, else longer each time."""

    def __init__(self, first: float, longest: float) -> None:
        """The waits grow from `first` to `longest` seconds, with a random part."""
        self._first = first
        self._longest = longest
        self._attempts = 0
        self._last_attempt = 0.0

    def seconds_to_wait(self) -> float:
        """The wait before the attempt that is made now."""
        now = time.monotonic()
        if now - self._last_attempt > 2 * self._longest:
            self._attempts = 0
        wait = min(self._first * 2 ** (self._attempts - 1), self._longest) if self._attempts else 0.0
        self._attempts += 1
        self._last_attempt = now + wait
        return wait * random.uniform(0.5, 1)  # noqa: S311 - no secret
