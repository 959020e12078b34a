"""Which messages were seen, and which have their answer: what was missed begins behind them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import itemgetter

import discord
from cachetools import LRUCache, TTLCache

from bot.settings import Settings
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import AnsweredMessage

# The number of messages, and of channels, that are remembered at a time; the oldest are forgotten first.
_MAX_MESSAGES = 100_000
_MAX_CHANNELS = 10_000


class MessageRecord:
    """Remembers messages by their ids, those that were answered also for later runs."""

    def __init__(self, settings: Settings, log: QuestionLog) -> None:
        self._settings = settings
        self._question_log = log
        # Messages that were taken to be answered, whatever came of it.
        self._taken: TTLCache[int, bool] = TTLCache(_MAX_MESSAGES, ttl=2 * settings.read_back_seconds)
        # When the latest message was written, by channel; and the same before the session began.
        self._latest: LRUCache[int, datetime] = LRUCache(_MAX_CHANNELS)
        self._latest_before: dict[int, datetime] = {}
        self._is_gap_read = True
        self._begun_at = discord.utils.utcnow()
        self.sessions = 0
        """How many sessions of the gateway have begun."""
        # When the latest direct message was written, by channel.
        self._direct: LRUCache[int, datetime] = LRUCache(_MAX_CHANNELS)

    def see(self, message: discord.Message) -> None:
        """Note that a message arrived, whether it is for the bot or not."""
        self._latest[message.channel.id] = message.created_at
        if isinstance(message.channel, discord.DMChannel):
            self._direct[message.channel.id] = message.created_at

    @property
    def direct(self) -> list[int]:
        """The channels of direct messages in which something arrived, the latest first."""
        return [place for place, _ in sorted(self._direct.items(), key=itemgetter(1), reverse=True)]

    def begin_session(self) -> None:
        """Note that a new session of the gateway begins: between what was seen before and now is a gap."""
        self.sessions += 1
        # Of two gaps of which none was read the first begins earlier, also where nothing had been seen yet.
        if self._is_gap_read:
            self._latest_before = dict(self._latest)
        self._is_gap_read = False

    def end_reading(self, sessions: int) -> None:
        """Note that what was missed was read, if no more than so many sessions have begun."""
        self._is_gap_read = sessions == self.sessions

    def take(self, message: int) -> bool:
        """Take a message to answer it. False if it was taken before, because it arrived twice."""
        if message in self._taken:
            return False
        self._taken[message] = True
        return True

    def give_back(self, message: int) -> None:
        """Note that the answer to a message was not sent: it may be found again."""
        self._taken.pop(message, None)

    def note_answered(self, message: int) -> None:
        """Note that a message has its answer, or is to have none."""
        self._question_log.add(AnsweredMessage(message, discord.utils.utcnow()))

    async def find_done(self, messages: Sequence[int]) -> set[int]:
        """Which of some messages have their answer, or are being answered. Raises LogSilentError."""
        answered = await self._question_log.find_answered(messages, self._settings.database_seconds)
        return answered | {message for message in messages if message in self._taken}

    async def find_latest_answered(self) -> datetime | None:
        """When the newest message was written that an earlier run answered; None if there is none.

        Raises LogSilentError.
        """
        # What this run answers says nothing of what was asked before it.
        newest = await self._question_log.find_newest_answered(
            self._begun_at, self._settings.database_seconds
        )
        return discord.utils.snowflake_time(newest) if newest is not None else None

    def gap_in(self, channel: int, earliest: datetime, latest_answered: datetime | None) -> datetime:
        """Since when messages in a channel may have been missed, from `earliest` on.

        What this run has seen there says it, or else what an earlier run answered last. An answer is tried
        for a while. So a message that is older than the latest one seen by more than that has its answer, or
        was given up.
        """
        latest = self._latest_before.get(channel, latest_answered)
        if latest is None:
            return earliest
        return max(earliest, latest - timedelta(seconds=self._settings.send_seconds))
