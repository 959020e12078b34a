"""Messages: read one, decide what it wants, reply."""

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial

import discord

from bot.client import errors
from bot.client.asking.backlog import Backlog
from bot.client.asking.message_intent import Hint, MessageQuestion, read_intent
from bot.client.asking.message_record import MessageRecord
from bot.client.asking.passing_notices import PassingNotices
from bot.client.asking.question_handler import Place, QuestionHandler, Reply
from bot.client.connection.retries import describe_failure, is_token_refused, passes_by_itself
from bot.client.context import Context
from bot.client.rate_limit import Wait
from bot.client.replies import CardView, notice_view
from bot.client.services import Services
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)
# Discord's code for a reply in a channel whose history the bot may not read.
_NO_HISTORY = 160002
# What a question is marked with where the bot may not write.
_MUTED = "🔇"
_HINTS = {
    Hint.ROLE_MENTIONED: (
        "That is my role. Mention me, not my role: in the list it is the name with the APP mark."
    ),
    Hint.UNREADABLE: (
        "I cannot read that message from here. Right-click it (on a phone: press and hold),"
        " then *Apps*, *Ask the article*."
    ),
}


class Messages:
    """Answers the messages that ask the bot something, as they come and those that were missed."""

    def __init__(self, client: Services, handler: QuestionHandler, log: QuestionLog) -> None:
        self._client = client
        self._handler = handler
        self._record = MessageRecord(client.settings, log)
        self._backlog = Backlog(client, log, self._record, self._answer)
        self._passing_notices = PassingNotices(client.settings.notice_seconds)

    async def take(self, message: discord.Message) -> None:
        """Answer a message if it asks the bot something, otherwise stay silent. Never raises."""
        self._record.see(message)
        me = self._client.user
        intent = read_intent(message, me, self._client.settings.ask_channels) if me is not None else None
        if intent is not None and self._record.take(message.id):
            wait: Wait | None = None
            if isinstance(intent, Hint) or intent.is_addressed:
                wait = self._client.rate_limit.count(message.author.id)
            # A question that was not put to the bot does not count against what its author may ask, and
            # whoever talks too much there is told nothing.
            elif not self._client.rate_limit.admits_unasked(message.author.id, message.channel.id):
                return
            await self._answer(message, intent, wait=wait)

    def begin_session(self) -> None:
        """Note that a new session of the gateway begins, and that something may have been missed."""
        self._record.begin_session()

    async def read_back(self) -> None:
        """Answer what was asked while the bot could not hear it.

        Raises LogSilentError if that cannot be known just now.
        """
        await self._backlog.read()

    def finish(self) -> None:
        """Note that the bot leaves: notices that would be removed later are removed now."""
        self._passing_notices.remove_now()

    async def _answer(
        self,
        message: discord.Message,
        intent: MessageQuestion | Hint,
        header: str | None = None,
        wait: Wait | None = None,
    ) -> None:
        try:
            is_done = await self._respond(message, intent, header, wait)
        except asyncio.CancelledError:
            # A newer session reads back anew, and the nonce keeps an answer that arrived from coming twice.
            self._record.give_back(message.id)
            raise
        if is_done:
            self._record.note_answered(message.id)

    async def _respond(
        self, message: discord.Message, intent: MessageQuestion | Hint, header: str | None, wait: Wait | None
    ) -> bool:
        """Say what there is to say, or why not. False if nothing was said that counts as an answer."""
        try:
            if wait is not None:
                await self._tell_to_wait(message, wait)
            elif isinstance(intent, Hint):
                await _send(message, notice_view(_HINTS[intent]))
            else:
                return await self._reply(message, intent, header)
        except discord.Forbidden as error:
            _log.warning("The bot may not write in %s: %s", _describe_place(message), error.text)
            if isinstance(intent, Hint) or intent.is_addressed:
                # It cannot say so there, either. To react takes another permission.
                with suppress(*errors.SEND_ERRORS):
                    await message.add_reaction(_MUTED)
        except discord.NotFound:
            place = _describe_place(message).capitalize()
            _log.info("%s was gone before an answer could be sent", place)
        except Exception as error:
            if passes_by_itself(error) or is_token_refused(error):
                self._client.counts.lost += 1
                self._record.give_back(message.id)
                _log.warning("An answer could not be sent: Discord %s", describe_failure(error))
                return False
            text = errors.explain(error)
            with suppress(*errors.SEND_ERRORS):
                await _send(message, notice_view(text))
        return True

    async def _tell_to_wait(self, message: discord.Message, wait: Wait) -> None:
        if wait.is_first_notice:
            self._passing_notices.remove_later(await _send(message, notice_view(wait.text)))

    async def _reply(self, message: discord.Message, intent: MessageQuestion, header: str | None) -> bool:
        """Send an answer. False if there is nothing to say to a question that was not put to the bot."""
        heard_at = time.monotonic()
        place = Place(message.channel.id if message.guild else None)
        context = Context(message.author.id, header=header)
        reply: Reply | None
        if intent.choice is not None:
            reply = self._handler.reply_to_choice(intent.choice, context)
        elif intent.is_addressed:
            reply = await self._handler.reply(intent.text, place, context, intent.about)
        else:
            reply = await self._handler.reply_if_sure(intent.text, place, context)
        if reply is None:
            return False
        sent = await _send(message, reply.view)
        self._client.counts.replies.add(time.monotonic() - heard_at)
        self._handler.remember_sent(reply, place, sent.jump_url)
        return True


def _describe_place(message: discord.Message) -> str:
    """The channel of a message for the log; of direct messages not even that, because it says who asked."""
    return f"channel {message.channel.id}" if message.guild else "a direct message"


async def _send(message: discord.Message, view: CardView) -> discord.Message:
    """Reply to a message without a ping. The nonce keeps a repeated request from posting it twice.

    Discord refuses a reply if the bot may not read the history of the channel. Then an ordinary message
    is sent in its place.
    """
    send = partial(message.channel.send, view=view, mention_author=False, nonce=message.id)
    try:
        return await send(reference=message.to_reference(fail_if_not_exists=False))
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
    return await send()
