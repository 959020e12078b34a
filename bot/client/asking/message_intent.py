"""What a message wants from the bot. That is decided from the message alone, without answering it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

import discord

from bot.client.buttons.card_contents import Offer, find_offer, find_shown_items
from bot.core.language.choices import NONE_OF_THEM, read_choice
from bot.core.language.follow_ups import asks_for_source
from bot.core.language.message_text import is_question


class Hint(Enum):
    """Why a message cannot be answered. Its author gets a hint in place of an answer."""

    ROLE_MENTIONED = auto()
    UNREADABLE = auto()


@dataclass(frozen=True)
class Choice:
    """What somebody picked from an offer: its place, from 1, or `NONE_OF_THEM`."""

    offer: Offer
    place: int


@dataclass(frozen=True)
class MessageQuestion:
    """A question to answer.

    `is_addressed` says that it was put to the bot; otherwise somebody only asked it in an ask-channel. If it
    is a reply to a card of the bot, `about` has the ids of the entries and items on that card, and `choice`
    what it picks of those that the card offers.
    """

    text: str
    is_addressed: bool = True
    about: tuple[str, ...] = ()
    choice: Choice | None = None


def read_intent(
    message: discord.Message, me: discord.ClientUser, ask_channels: Collection[int]
) -> MessageQuestion | Hint | None:
    """What to do about a message: answer the question, give a hint, or do nothing (None).

    Discord lets the bot read messages that mention it, direct messages and its own; a message that was
    replied to arrives without its text. A reply to a card of the bot counts as a mention for Discord, so
    that even "lol" arrives: it is only answered if it asks something, or picks something.
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return None
    text = _remove_mentions(me, message.content)
    if _has_mention(me, message.content):
        return _read_mention(message, me, text)
    if _is_reply_to(message, me):
        reply = _read_reply(message, text)
        return reply if reply.choice or is_question(text) or asks_for_source(text) else None
    if message.guild is None:
        return MessageQuestion(text)
    role = message.guild.self_role
    if role is not None and role in message.role_mentions:
        return Hint.ROLE_MENTIONED
    # A forum post and a thread count as part of their channel.
    channels = {message.channel.id, getattr(message.channel, "parent_id", None)}
    if channels & set(ask_channels) and is_question(text):
        return MessageQuestion(text, is_addressed=False)
    return None


def _read_mention(
    message: discord.Message, me: discord.ClientUser, text: str
) -> MessageQuestion | Hint | None:
    if text and _is_reply_to(message, me):
        return _read_reply(message, text)
    if text or message.reference is None or message.reference.message_id is None:
        return MessageQuestion(text)
    original = message.reference.resolved
    if isinstance(original, discord.Message) and original.author == me:
        return None
    if isinstance(original, discord.Message) and original.content:
        return MessageQuestion(_remove_mentions(me, original.content))
    return Hint.UNREADABLE


def _read_reply(message: discord.Message, text: str) -> MessageQuestion:
    original = message.reference.resolved if message.reference else None
    if not isinstance(original, discord.Message):
        return MessageQuestion(text)
    choice = _read_choice(message.author.id, text, find_offer(original))
    return MessageQuestion(text, about=find_shown_items(original), choice=choice)


def _read_choice(author: int, text: str, offer: Offer | None) -> Choice | None:
    """What a reply picks of an offer. Only the asker can say that nothing of it was meant."""
    place = read_choice(text, len(offer.entries)) if offer else None
    if offer is None or place is None or (place == NONE_OF_THEM and author != offer.asker):
        return None
    return Choice(offer, place)


def _is_reply_to(message: discord.Message, me: discord.ClientUser) -> bool:
    if message.reference is None:
        return False
    original = message.reference.resolved
    if isinstance(original, discord.Message):
        return original.author == me
    # The original is deleted or out of reach. The reply still mentions its author.
    return me in message.mentions


def _has_mention(me: discord.ClientUser, content: str) -> bool:
    return bool(re.search(rf"<@!?{me.id}>", content))


def _remove_mentions(me: discord.ClientUser, content: str) -> str:
    return re.sub(rf"<@!?{me.id}>", " ", content).strip()
