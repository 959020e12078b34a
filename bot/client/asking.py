"""Questions in messages: hear, decide, reply."""

from typing import TYPE_CHECKING

import discord

from bot.client import errors
from bot.client.cards import CardView, notice_view
from bot.client.context import Context
from bot.client.desk import DIRECT_MESSAGE
from bot.client.hearing import Heard, Notice, hear
from bot.core.outcome import Answered

if TYPE_CHECKING:
    from bot.client.bot import FootnoteClient

_NOTICES = {
    Notice.ROLE: "That is my role. Mention me, not my role: in the list it is the name with the APP mark.",
    Notice.UNREADABLE: (
        "I cannot read that message from here. Right-click it (on a phone: press and hold),"
        " then *Apps*, *Ask the article*."
    ),
}


async def on_message(client: "FootnoteClient", message: discord.Message) -> None:
    """Answer a message that asks the bot something; be silent otherwise. Never raises."""
    me = client.user
    heard = hear(message, me, client.settings.ask_channels) if me else None
    if heard is None:
        return
    try:
        await _reply(client, message, heard)
    except Exception as error:
        text = errors.words(error)
        if not isinstance(error, discord.HTTPException):
            await _send(message, notice_view(text))


async def _reply(client: "FootnoteClient", message: discord.Message, heard: Heard | Notice) -> None:
    if isinstance(heard, Notice):
        await _send(message, notice_view(_NOTICES[heard]))
        return
    if heard.unasked and not _is_sure(client, heard.text):
        return
    wait = client.courtesy.wait(message.author.id)
    if wait is not None:
        if not heard.unasked:
            await _send(message, notice_view(wait.words), delete_after=client.settings.notice_seconds)
        return
    place = str(message.channel.id) if message.guild else DIRECT_MESSAGE
    reply = client.desk.reply(heard.text, place, Context(message.author.id))
    entry = reply.entry
    link = client.courtesy.answered(message.channel.id, entry.id) if entry and message.guild else None
    if link is not None:
        await _send(message, notice_view(f"I just answered that: {link}"))
        return
    sent = await _send(message, reply.view)
    if entry is not None:
        client.courtesy.remember(message.channel.id, entry.id, sent.jump_url)


def _is_sure(client: "FootnoteClient", question: str) -> bool:
    snapshot = client.library.snapshot
    outcome = snapshot.ask(question).outcome
    return isinstance(outcome, Answered) and outcome.confidence >= snapshot.policy.answer_unasked


async def _send(
    message: discord.Message, view: CardView, delete_after: float | None = None
) -> discord.Message:
    """Reply without a ping, once even where the request is repeated (nonce)."""
    return await message.channel.send(
        view=view,
        reference=message.to_reference(fail_if_not_exists=False),
        mention_author=False,
        nonce=message.id,
        delete_after=delete_after,  # type: ignore[arg-type]  # None is the default, which the overload for views leaves out
    )
