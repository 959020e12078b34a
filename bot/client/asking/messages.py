"""Questions in messages: hear, decide, reply."""

from contextlib import suppress
from functools import partial

import discord

from bot.client import errors
from bot.client.asking.desk import Desk, Place
from bot.client.asking.message_intent import HeardQuestion, Notice, intent_of
from bot.client.context import Context
from bot.client.replies import CardView, notice_view
from bot.client.services import Services

# Discord's code for a reply where the history may not be read.
_NO_HISTORY = 160002
_NOTICES = {
    Notice.ROLE: "That is my role. Mention me, not my role: in the list it is the name with the APP mark.",
    Notice.UNREADABLE: (
        "I cannot read that message from here. Right-click it (on a phone: press and hold),"
        " then *Apps*, *Ask the article*."
    ),
}


async def on_message(client: Services, desk: Desk, message: discord.Message) -> None:
    """Answer a message that asks the bot something; be silent otherwise. Never raises."""
    me = client.user
    heard = intent_of(message, me, client.settings.ask_channels) if me else None
    if heard is None:
        return
    try:
        await _reply(client, desk, message, heard)
    except Exception as error:
        text = errors.explain(error)
        # Where the bot may not write, it cannot say so either.
        if not isinstance(error, discord.Forbidden | discord.NotFound):
            with suppress(*errors.UNSENT):
                await _send(message, notice_view(text))


async def _reply(
    client: Services, desk: Desk, message: discord.Message, heard: HeardQuestion | Notice
) -> None:
    unasked = isinstance(heard, HeardQuestion) and heard.unasked
    wait = None if unasked else client.rate_limit.wait(message.author.id)
    if wait is not None:
        if wait.is_news:
            await _send(message, notice_view(wait.words), delete_after=client.settings.notice_seconds)
        return
    if isinstance(heard, Notice):
        await _send(message, notice_view(_NOTICES[heard]))
        return
    place = Place(message.channel.id if message.guild else None)
    context = Context(message.author.id)
    if heard.unasked:
        reply = desk.unasked_reply(heard.text, place, context)
    else:
        reply = desk.reply(heard.text, place, context, heard.about)
    if reply is not None:
        sent = await _send(message, reply.view)
        desk.sent(reply, place, sent.jump_url)


async def _send(
    message: discord.Message, view: CardView, delete_after: float | None = None
) -> discord.Message:
    """Reply without a ping, once even where the request is repeated (nonce).

    Where the bot may not read what was said before, Discord refuses a reply, and a message does.
    """
    send = partial(
        message.channel.send, view=view, mention_author=False, nonce=message.id, delete_after=delete_after
    )
    try:
        sent = await send(reference=message.to_reference(fail_if_not_exists=False))
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
        sent = await send()
    return sent
