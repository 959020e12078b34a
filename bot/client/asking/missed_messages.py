"""What is missed in one channel: what was put to the bot there, and has no answer."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from discord.abc import Messageable

from bot.client.asking.message_intent import Hint, MessageQuestion, read_intent
from bot.client.asking.message_record import MessageRecord
from bot.client.services import Services
from bot.store.question_log.log import LogSilentError

Missed = tuple[discord.Message, MessageQuestion | Hint]


class MissedMessages:
    """Finds what is missed in a channel, in its history at Discord."""

    def __init__(self, client: Services, record: MessageRecord) -> None:
        self._client = client
        self._record = record

    async def find(self, place: int, gap: datetime) -> list[Missed]:
        """What was put to the bot in a channel after a moment, and has no answer, oldest first.

        As long as the database does not say what has one, it waits, until all of it is too old to be read
        back. Raises what a request to Discord raises.
        """
        me = self._client.user
        channel = await self._client.find_channel(place)
        # A forum, for one, has no messages of its own.
        if me is None or not isinstance(channel, Messageable):
            return []
        # Where there are too many, the latest count.
        most = self._client.settings.read_back_messages
        history = channel.history(after=gap, oldest_first=False, limit=most)
        messages = [message async for message in history][::-1]
        replied = {each.reference.message_id for each in messages if each.author == me and each.reference}
        unanswered = await self._leave_out_done([each for each in messages if each.id not in replied])
        return self._read(unanswered, me)

    async def _leave_out_done(self, messages: Sequence[discord.Message]) -> list[discord.Message]:
        """Those that have no answer. What is not known to have none is never among them."""
        settings = self._client.settings
        while messages:
            try:
                done = await self._record.find_done([each.id for each in messages])
            except LogSilentError:
                await asyncio.sleep(settings.retry_seconds)
                earliest = discord.utils.utcnow() - timedelta(seconds=settings.read_back_seconds)
                messages = [each for each in messages if each.created_at > earliest]
            else:
                return [each for each in messages if each.id not in done]
        return []

    def _read(self, messages: Sequence[discord.Message], me: discord.ClientUser) -> list[Missed]:
        missed: list[Missed] = []
        for message in messages:
            intent = read_intent(message, me, self._client.settings.ask_channels)
            # What was not put to the bot is not worth an answer that comes late.
            if isinstance(intent, Hint) or (intent is not None and intent.is_addressed):
                missed.append((message, intent))
            elif me in message.mentions and not message.content and not message.author.bot:
                self._client.counts.unreadable += 1
        return missed
