"""What a message wants of the bot: decided from the message alone, without answering it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

import discord

from bot.client.buttons.on_answers import items_shown
from bot.core.language.follow_ups import asks_for_source
from bot.core.language.message_text import is_question


class Notice(Enum):
    """Something to tell the author instead of an answer."""

    ROLE = auto()
    UNREADABLE = auto()


@dataclass(frozen=True)
class HeardQuestion:
    """A question to answer; `unasked` where nobody addressed the bot.

    `about` are the ids of what the bot's card showed, where the question replies to one.
    """

    text: str
    unasked: bool = False
    about: tuple[str, ...] = ()


def intent_of(
    message: discord.Message, me: discord.ClientUser, ask_channels: Collection[int]
) -> HeardQuestion | Notice | None:
    """What to do about a message: answer it, say something, or nothing (None).

    Discord lets the bot read messages that mention it, direct messages and its own; a message
    that was replied to comes without its text. A reply to the bot's own card counts as a mention,
    so that "lol" arrives as one: it is only answered where it asks something.
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return None
    text = _without(me, message.content)
    if _mentions(me, message.content):
        return _addressed(message, me, text)
    if _replies_to(message, me):
        return _in_reply(message, text) if is_question(text) or asks_for_source(text) else None
    if message.guild is None:
        return HeardQuestion(text)
    if message.guild.self_role in message.role_mentions and message.guild.self_role is not None:
        return Notice.ROLE
    # A forum post and a thread belong to their channel.
    channels = {message.channel.id, getattr(message.channel, "parent_id", None)}
    if channels & set(ask_channels) and is_question(text):
        return HeardQuestion(text, unasked=True)
    return None


def _addressed(message: discord.Message, me: discord.ClientUser, text: str) -> HeardQuestion | Notice | None:
    if text and _replies_to(message, me):
        return _in_reply(message, text)
    if text or message.reference is None or message.reference.message_id is None:
        return HeardQuestion(text)
    original = message.reference.resolved
    if isinstance(original, discord.Message) and original.author == me:
        return None
    if isinstance(original, discord.Message) and original.content:
        return HeardQuestion(_without(me, original.content))
    return Notice.UNREADABLE


def _in_reply(message: discord.Message, text: str) -> HeardQuestion:
    original = message.reference.resolved if message.reference else None
    return HeardQuestion(text, about=items_shown(original) if isinstance(original, discord.Message) else ())


def _replies_to(message: discord.Message, me: discord.ClientUser) -> bool:
    if message.reference is None:
        return False
    original = message.reference.resolved
    if isinstance(original, discord.Message):
        return original.author == me
    # What was replied to is gone or out of reach; the ping tells whose it was.
    return me in message.mentions


def _mentions(me: discord.ClientUser, content: str) -> bool:
    return bool(re.search(rf"<@!?{me.id}>", content))


def _without(me: discord.ClientUser, content: str) -> str:
    return re.sub(rf"<@!?{me.id}>", " ", content).strip()
