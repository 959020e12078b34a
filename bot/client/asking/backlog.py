"""What was asked while nobody listened: read back after a new session, and answered late."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import discord
from discord import app_commands
from discord.abc import Messageable

from bot.client.asking.message_intent import Hint, MessageQuestion, read_intent
from bot.client.asking.message_record import MessageRecord
from bot.client.errors import SEND_ERRORS
from bot.client.services import Services
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)
_Answer = Callable[[discord.Message, MessageQuestion | Hint, str], Awaitable[None]]


class Backlog:
    """Finds the messages that ask the bot something and have no answer.

    Discord replays nothing to a new session. So the channels in which the bot is asked are read back, as far
    as the settings say; what comes in meanwhile does not wait for that.
    """

    def __init__(self, client: Services, log: QuestionLog, record: MessageRecord) -> None:
        self._client = client
        self._question_log = log
        self._record = record

    async def read(self, answer: _Answer) -> bool:
        """Read back where the bot was asked lately, and call `answer` for what was not answered.

        False if the database does not say where that was.
        """
        settings = self._client.settings
        now = discord.utils.utcnow()
        since = now - timedelta(seconds=settings.read_back_seconds)
        lately = now - timedelta(days=settings.read_back_days)
        asked_in = await self._question_log.find_places(
            lately, settings.read_back_channels, settings.database_seconds
        )
        if asked_in is None:
            return False
        direct = [channel.id for channel in self._client.private_channels]
        places = dict.fromkeys([*sorted(settings.ask_channels), *asked_in, *direct])
        latest = await self._record.find_latest_answered()
        cooldowns: dict[int, app_commands.Cooldown] = {}
        for place in list(places)[: settings.read_back_channels]:
            try:
                gap = self._record.gap_in(place, since, latest)
                async for message, intent in self._find_unanswered(place, gap):
                    if not self._is_too_much(cooldowns, message) and self._record.take(message.id):
                        self._client.counts.read_back += 1
                        await answer(message, intent, late_header(message.created_at))
            except (discord.Forbidden, discord.NotFound):
                # The channel is gone, or closed to the bot.
                continue
            except SEND_ERRORS as error:
                _log.warning("Channel %d could not be read back: %s", place, type(error).__name__)
        self._record.end_reading()
        return True

    async def _find_unanswered(
        self, place: int, gap: datetime
    ) -> AsyncIterator[tuple[discord.Message, MessageQuestion | Hint]]:
        """Find what asks the bot something in a channel and has no reply of the bot, oldest first."""
        me, settings = self._client.user, self._client.settings
        channel = await self._client.find_channel(place)
        if me is None or not isinstance(channel, Messageable):
            return
        # Where there are too many, the latest count.
        history = channel.history(after=gap, oldest_first=False, limit=settings.read_back_messages)
        messages = [message async for message in history][::-1]
        replied = {each.reference.message_id for each in messages if each.author == me and each.reference}
        done = await self._record.find_done([each.id for each in messages])
        for message in messages:
            if message.id in replied or message.id in done:
                continue
            intent = read_intent(message, me, settings.ask_channels)
            # What was not put to the bot is not worth an answer that comes late.
            if isinstance(intent, Hint) or (intent is not None and intent.is_addressed):
                yield message, intent
            elif me in message.mentions and not message.content and not message.author.bot:
                self._client.counts.unreadable += 1

    def _is_too_much(self, cooldowns: dict[int, app_commands.Cooldown], message: discord.Message) -> bool:
        """Did its author ask more than may be asked, by the times at which it was asked?"""
        settings = self._client.settings
        cooldown = cooldowns.setdefault(
            message.author.id, app_commands.Cooldown(settings.cooldown_questions, settings.cooldown_seconds)
        )
        return cooldown.update_rate_limit(message.created_at.timestamp()) is not None


def late_header(asked_at: datetime) -> str:
    """The line above an answer that comes late."""
    return f"-# You asked {discord.utils.format_dt(asked_at, 'R')}, when I could not hear you."
