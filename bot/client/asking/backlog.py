"""What was asked while nobody listened: read back after a new session, and answered late."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.client.asking.message_intent import Hint, MessageQuestion
from bot.client.asking.message_record import MessageRecord
from bot.client.asking.missed_messages import MissedMessages
from bot.client.connection.handlers import LAST_WORK
from bot.client.connection.retries import passes_by_itself
from bot.client.errors import SEND_ERRORS
from bot.client.services import Services
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)
_Answer = Callable[[discord.Message, MessageQuestion | Hint, str], Coroutine[Any, Any, None]]
# How many questions somebody asked, by the id of who it was and the stretch of time.
_Asked = Counter[tuple[int, float]]


class Backlog:
    """Answers what was put to the bot and has no answer.

    Discord replays nothing to a new session. So the channels in which the bot is asked are read back, as far
    as the settings say; what comes in meanwhile does not wait for that.
    """

    def __init__(self, client: Services, log: QuestionLog, record: MessageRecord, answer: _Answer) -> None:
        """`answer` takes a message, what it wants, and the line above the answer."""
        self._client = client
        self._question_log = log
        self._record = record
        self._answer = answer
        self._missed = MissedMessages(client, record)
        self._turns = asyncio.Semaphore(client.settings.read_back_at_once)

    async def read(self) -> None:
        """Read back where the bot was asked lately. One channel that fails holds up no other.

        Raises LogSilentError if the database does not say where that was.
        """
        settings = self._client.settings
        since = discord.utils.utcnow() - timedelta(seconds=settings.read_back_seconds)
        sessions = self._record.sessions
        places = await self._find_places()
        latest = await self._record.find_latest_answered()
        asked: _Asked = Counter()
        gaps = {place: self._record.gap_in(place, since, latest) for place in places}
        too_late = asyncio.get_running_loop().time() + settings.read_back_seconds
        while gaps := await self._read_channels(gaps, asked):
            # A newer session has a reading of its own, which begins where this one did.
            if sessions != self._record.sessions or asyncio.get_running_loop().time() > too_late:
                break
            await asyncio.sleep(settings.retry_seconds)
        self._record.end_reading(sessions)

    async def _find_places(self) -> list[int]:
        """The channels that are read back."""
        settings = self._client.settings
        lately = discord.utils.utcnow() - timedelta(days=settings.read_back_days)
        asked_in = await self._question_log.find_places(
            lately, settings.read_back_channels, settings.database_seconds
        )
        places = dict.fromkeys([*sorted(settings.ask_channels), *asked_in, *self._record.direct])
        return list(places)[: settings.read_back_channels]

    async def _read_channels(self, gaps: Mapping[int, datetime], asked: _Asked) -> dict[int, datetime]:
        """Read channels, each from a moment on; returns those that are to be tried again."""
        async with asyncio.TaskGroup() as reading:
            tasks = {
                place: reading.create_task(self._read_channel(place, gap, asked))
                for place, gap in gaps.items()
            }
        return {place: gap for place, gap in gaps.items() if not tasks[place].result()}

    async def _read_channel(self, place: int, gap: datetime, asked: _Asked) -> bool:
        """Read a channel from a moment on. False if that failed, and may succeed later."""
        try:
            async with self._turns:
                for message, intent in await self._missed.find(place, gap):
                    await self._answer_late(message, intent, asked)
        except (discord.Forbidden, discord.NotFound):
            # The channel is gone, or closed to the bot.
            pass
        except SEND_ERRORS as error:
            _log.warning("%s could not be read back: %s", self._describe(place), type(error).__name__)
            return not passes_by_itself(error)
        except Exception:
            self._client.counts.failed_loops["read back"] += 1
            _log.exception("%s could not be read back", self._describe(place))
        return True

    def _describe(self, place: int) -> str:
        """A channel for the log; one of direct messages has no number there, because it says who asked."""
        return "Direct messages" if place in self._record.direct else f"Channel {place}"

    async def _answer_late(
        self, message: discord.Message, intent: MessageQuestion | Hint, asked: _Asked
    ) -> None:
        if self._client.is_closed() or not self._record.take(message.id):
            return
        if self._is_too_much(message, asked):
            # Another reading is not to make up for it.
            self._record.note_answered(message.id)
            return
        self._client.counts.read_back += 1
        answering = self._answer(message, intent, late_header(message.created_at))
        # An answer that was begun is not broken off where the bot leaves.
        await asyncio.shield(asyncio.create_task(answering, name=f"{LAST_WORK}answer {message.id}"))
        # Whoever sends the next answer at once is ahead of all that wait for Discord's rate limit there.
        await asyncio.sleep(self._client.settings.read_back_pause_seconds)

    def _is_too_much(self, message: discord.Message, asked: _Asked) -> bool:
        """Did its author ask more than may be asked, by the times at which it was asked?

        Channels are read in no order of time. So it is counted in stretches that begin by the clock, and not,
        as elsewhere, with a first question.
        """
        settings = self._client.settings
        stretch = message.author.id, message.created_at.timestamp() // settings.cooldown_seconds
        asked[stretch] += 1
        return asked[stretch] > settings.cooldown_questions


def late_header(asked_at: datetime) -> str:
    """The line above an answer that comes late."""
    return f"-# You asked {discord.utils.format_dt(asked_at, 'R')}, when I could not hear you."
