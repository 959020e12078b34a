"""How the bot is: whether it can answer questions, and if not, why."""

from dataclasses import dataclass
from typing import Any

from bot.client.bot import FootnoteClient
from bot.ops.database_probe import DatabaseProbe


@dataclass(frozen=True)
class Health:
    """How the bot is. `pack` is the state of the pack that is served; empty if none is.

    `heartbeat_age` is how many seconds ago Discord acknowledged a heartbeat; None before it was connected.
    """

    shards: int
    shards_up: int
    pack: str
    is_database_reachable: bool
    heartbeat_age: float | None
    is_ending: bool

    @property
    def is_gateway_up(self) -> bool:
        """Have all shards a session?"""
        return 0 < self.shards == self.shards_up

    @property
    def problems(self) -> list[str]:
        """Why it is not ready, each reason in a few words; empty if it is."""
        up = "not connected yet" if not self.shards else f"{self.shards_up} of {self.shards} shards are up"
        reasons = {
            f"gateway: {up}": not self.is_gateway_up,
            "pack: none is loaded": not self.pack,
            "database: it does not answer": not self.is_database_reachable,
            "the bot is ending": self.is_ending,
        }
        return [reason for reason, holds in reasons.items() if holds]

    def to_json(self) -> dict[str, Any]:
        """The same for JSON. It is live because it says so."""
        age = self.heartbeat_age
        return {
            "live": True,
            "ready": not self.problems,
            "problems": self.problems,
            "gateway": {"up": self.is_gateway_up, "shards": self.shards, "shards_up": self.shards_up},
            "pack": {"loaded": bool(self.pack), "revision": self.pack or None},
            "database": {"reachable": self.is_database_reachable},
            "heartbeat_age_seconds": None if age is None else round(age, 3),
        }


async def examine(client: FootnoteClient, probe: DatabaseProbe) -> Health:
    """Find out how a client is. It waits for nothing but the probe."""
    # What would be opened while the bot leaves, nobody would close.
    is_ending = client.is_closed()
    is_reachable = not is_ending and await probe.is_reachable()
    outages = client.outages
    return Health(
        outages.shards,
        outages.shards_up,
        client.library.state,
        is_reachable,
        client.heartbeat_age,
        is_ending,
    )
