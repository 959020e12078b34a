"""Messages: read one, decide what it wants, reply."""

import logging
import time
from contextlib import suppress
from functools import partial

import discord

from bot.client import errors
from bot.client.asking.message_intent import Hint, MessageQuestion, read_intent
from bot.client.asking.question_handler import Place, QuestionHandler, Reply
from bot.client.connection.retries import describe_failure, passes_by_itself
from bot.client.context import Context
from bot.client.replies import CardView, notice_view
from bot.client.services import Services

_log = logging.getLogger(__name__)
# Discord's code for a reply in a channel whose history the bot may not read.
_NO_HISTORY = 160002
_HINTS = {
    Hint.ROLE_MENTIONED: (
        "That is my role. Mention me, not my role: in the list it is the name with the APP mark."
    ),
    Hint.UNREADABLE: (
        "I cannot read that message from here. Right-click it (on a phone: press and hold),"
        " then *Apps*, *Ask the article*."
    ),
}


async def on_message(client: Services, handler: QuestionHandler, message: discord.Message) -> None:
    """Answer a message if it asks the bot something, otherwise stay silent. Never raises."""
    me = client.user
    if me is None:
        return
    intent = read_intent(message, me, client.settings.ask_channels)
    if intent is None:
        return
    try:
        await _reply(client, handler, message, intent)
    except discord.Forbidden as error:
        # It cannot say so there, either.
        _log.warning("The bot may not write in channel %d: %s", message.channel.id, error.text)
    except discord.NotFound:
        _log.info("Channel %d is gone, or closed to the bot, before an answer was sent", message.channel.id)
    except Exception as error:
        if passes_by_itself(error):
            client.counts.lost += 1
            _log.warning("An answer could not be sent: Discord %s", describe_failure(error))
            return
        text = errors.explain(error)
        with suppress(*errors.SEND_ERRORS):
            await _send(message, notice_view(text))


async def _reply(
    client: Services, handler: QuestionHandler, message: discord.Message, intent: MessageQuestion | Hint
) -> None:
    heard_at = time.monotonic()
    # A question that was not put to the bot does not count against whoever asked it.
    counts = isinstance(intent, Hint) or intent.is_addressed
    wait = client.rate_limit.count(message.author.id) if counts else None
    if wait is not None:
        if wait.is_first_notice:
            await _send(message, notice_view(wait.text), delete_after=client.settings.notice_seconds)
        return
    if isinstance(intent, Hint):
        await _send(message, notice_view(_HINTS[intent]))
        return
    place = Place(message.channel.id if message.guild else None)
    context = Context(message.author.id)
    reply: Reply | None
    if intent.is_addressed:
        reply = handler.reply(intent.text, place, context, intent.about)
    else:
        reply = handler.reply_if_sure(intent.text, place, context)
    if reply is not None:
        sent = await _send(message, reply.view)
        client.counts.replies.add(time.monotonic() - heard_at)
        handler.remember_sent(reply, place, sent.jump_url)


async def _send(
    message: discord.Message, view: CardView, delete_after: float | None = None
) -> discord.Message:
    """Reply to a message without a ping. The nonce keeps a repeated request from posting it twice.

    Discord refuses a reply if the bot may not read the history of the channel. Then an ordinary message
    is sent in its place. `delete_after` is in seconds.
    """
    send = partial(
        message.channel.send, view=view, mention_author=False, nonce=message.id, delete_after=delete_after
    )
    try:
        return await send(reference=message.to_reference(fail_if_not_exists=False))
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
    return await send()
