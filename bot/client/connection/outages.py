"""Which shards have a session, and the outages in which not all of them had one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import discord


@dataclass(frozen=True)
class Outage:
    """An outage that is over. `is_replayed` says that Discord sends every shard what was said meanwhile."""

    seconds: float
    is_replayed: bool


class Outages:
    """Knows whether the bot hears Discord. An outage begins with the first shard that hears it no more."""

    def __init__(self) -> None:
        self.shards = 0
        """How many shards there are to be; 0 until Discord has said it."""
        self.heard_first: datetime | None = None
        """When all shards first had a session; None before that."""
        self.when_over: Callable[[Outage], object] | None = None
        """What is called with each outage when it is over."""
        self._heard_last: datetime | None = None
        self._hearing: set[int] = set()
        self._began_at: float | None = None
        self._is_replayed = True

    @property
    def shards_up(self) -> int:
        """How many shards have a session."""
        return len(self._hearing)

    @property
    def are_over(self) -> bool:
        """Have all shards a session?"""
        return 0 < self.shards == len(self._hearing)

    @property
    def heard_last(self) -> datetime | None:
        """The last moment at which all shards had a session, which may be now; None if there was none."""
        return discord.utils.utcnow() if self.are_over else self._heard_last

    def begin(self, shard: int) -> None:
        """Note that a shard hears nothing any more."""
        if self.are_over:
            self._began_at, self._heard_last = time.monotonic(), discord.utils.utcnow()
            self._is_replayed = True
        self._hearing.discard(shard)

    def end(self, shard: int, *, is_resumed: bool) -> None:
        """Note that a shard has a session. With the last that had none an outage is over."""
        self._hearing.add(shard)
        self._is_replayed = self._is_replayed and is_resumed
        if not self.are_over:
            return
        # Before all shards had a session first, there is no outage.
        self.heard_first = self.heard_first or discord.utils.utcnow()
        began_at, self._began_at = self._began_at, None
        if began_at is not None and self.when_over is not None:
            self.when_over(Outage(time.monotonic() - began_at, self._is_replayed))
