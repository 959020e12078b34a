"""Curators are told when the bot is back after nobody heard what was said to it, and what became of that."""

import logging
from datetime import datetime, timedelta

import discord

from bot.client.connection.outages import Outage
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.replies import notice_view
from bot.client.services import Services
from bot.store.last_alive import LastAlive

_log = logging.getLogger(__name__)
_REPLAYED = "What was written meanwhile reaches me now, and is answered."
# What is lost without the session; after a new start nobody knows any more who wrote directly, either.
_LOST = "Commands and buttons that were used meanwhile are lost."
_LOST_BY_START = "Commands, buttons and direct messages of that time are lost."
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


class Absence:
    """Knows how long the bot was away: while it runs by its outages, and before a start by the database."""

    def __init__(self, client: Services, memory: LastAlive, notices: ChannelNotices) -> None:
        """Read and write nothing yet; from now on it hears of outages."""
        self._client = client
        self._memory = memory
        self._notices = notices
        self._is_read = False
        client.outages.when_over = self._tell_of_outage

    async def remember(self) -> None:
        """Write down when the bot last heard Discord, which may be now; first tell for how long it did not.

        Before it has heard it, nothing is done. Raises one of DATABASE_ERRORS; then it is to be tried again.
        """
        outages = self._client.outages
        if outages.heard_first is None or outages.heard_last is None:
            return
        if not self._is_read:
            last = await self._memory.read()
            self._is_read = True
            # At the first start ever it was not away.
            if last is not None:
                self._tell_of_start(last, outages.heard_first)
        await self._memory.write(outages.heard_last)

    def _tell_of_outage(self, outage: Outage) -> None:
        if outage.seconds > self._client.settings.away_seconds:
            since = discord.utils.utcnow() - timedelta(seconds=outage.seconds)
            rest = _REPLAYED if outage.is_replayed else self._describe_reading(outage.seconds, _LOST)
            self._tell(since, outage.seconds, rest)

    def _tell_of_start(self, last: datetime, first: datetime) -> None:
        seconds = (first - last).total_seconds()
        if seconds > self._client.settings.away_seconds:
            self._tell(last, seconds, self._describe_reading(seconds, _LOST_BY_START))

    def _describe_reading(self, seconds: float, lost: str) -> str:
        """What is read back, and what stays lost, after so many seconds of which Discord replays nothing."""
        most = self._client.settings.read_back_seconds
        read = "" if seconds <= most else f" of the last {describe_duration(most)}"
        older = "" if seconds <= most else " Older ones are not."
        return f"Questions{read} in channels where I am asked are read back, and answered late.{older} {lost}"

    def _tell(self, since: datetime, seconds: float, rest: str) -> None:
        duration = describe_duration(seconds)
        _log.info("The bot was away for %s, since %s", duration, since.isoformat(timespec="seconds"))
        moment = discord.utils.format_dt(since, "f")
        self._notices.post(notice_view(f"I was away for {duration} (since {moment}). {rest}"))


def describe_duration(seconds: float) -> str:
    """A duration in words, in the largest unit of which there are at least two: 90 minutes, 3 hours."""
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return f"{int(seconds // length)} {unit}s"
    return "1 second"
