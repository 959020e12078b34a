"""How fast new sessions begin: Discord ends those that come too fast."""

import asyncio
from collections import defaultdict


class IdentifyPace:
    """Lets shards begin their sessions one after the other, in as many lanes as Discord admits."""

    def __init__(self, seconds: float) -> None:
        """`seconds` are between two sessions of a lane."""
        # How many lanes there are; shards whose numbers leave the same remainder share one.
        self.lanes = 1
        self._seconds = seconds
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[int, float] = {}

    async def wait_for_turn(self, shard_id: int) -> None:
        """Wait until this shard may begin a session; it has to do so at once."""
        lane = shard_id % self.lanes
        clock = asyncio.get_running_loop().time
        # Whoever gives up waiting leaves the queue.
        async with self._turns[lane]:
            await asyncio.sleep(self._free_at.get(lane, 0.0) - clock())
            self._free_at[lane] = clock() + self._seconds
