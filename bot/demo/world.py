"""The Discord server of the demo: a channel, a reader, a curator, and the bot's first message."""

import re
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from bot.client.bot import FootnoteClient
from bot.client.replies import notice_view
from bot.client.text import escape
from bot.demo.page_server import Viewer

NAME = "Footnote"
CURATOR = "Casey (curator)"
_TYPED_MENTION = re.compile(rf"(?<![\w@])@{NAME}\b", re.IGNORECASE)


class Visitor(Viewer):
    """A person in the demo. The page has no picker for mentions, so a typed @Footnote becomes a mention."""

    def __init__(self, member: simcord.MemberActor, bot_mention: str, env: simcord.Env) -> None:
        super().__init__(env, member.guild, member.user)
        self._bot_mention = bot_mention

    async def send(
        self, channel: simcord.ChannelHandle, content: str = "", **options: Any
    ) -> discord.Message:
        """Send a message as Discord's own client would."""
        return await super().send(channel, _TYPED_MENTION.sub(self._bot_mention, content), **options)


@dataclass(frozen=True)
class World:
    """What the page shows."""

    channel: simcord.ChannelHandle
    visitors: tuple[Visitor, ...]


async def build_world(env: simcord.Env, client: FootnoteClient) -> World:
    """Build the server on a running environment and send the first message.

    Raises RuntimeError if the environment is not running.
    """
    me = client.user
    if me is None:
        raise RuntimeError("the environment is not running")
    await me.edit(username=NAME)
    guild = env.create_guild("Reading room")
    channel = guild.create_text_channel("ask-the-article")
    curators = guild.create_role(
        "Curators", permissions=discord.Permissions(manage_guild=True, manage_messages=True)
    )
    people = (
        guild.add_member(env.create_user("robin", global_name="Robin (reader)")),
        guild.add_member(env.create_user("casey", global_name=CURATOR), roles=[curators]),
    )
    await _welcome(env, client, channel)
    return World(channel, tuple(Visitor(person, me.mention, env) for person in people))


async def _welcome(env: simcord.Env, client: FootnoteClient, channel: simcord.ChannelHandle) -> None:
    snapshot = client.library.snapshot
    example = snapshot.examples[-1].question
    text = (
        f"### Hello! I answer questions about “{escape(snapshot.knowledge.article.title)}”\n"
        f"- Type `@{NAME} {escape(example)}` below, or ask in your own words.\n"
        "- Type `/` for my commands: `/ask`, `/topics`, `/timeline`, `/sources`, `/about`.\n"
        "- Right-click anybody's message and choose *Ask the article*.\n"
        f"- To curate, set *Viewing as*, above, to *{CURATOR}*: type `/qa`, or right-click a message.\n"
    )
    alone = "-# Nobody else is here: this is a demo on your own machine."
    await client.get_partial_messageable(channel.id).send(view=notice_view(text, alone))
    await env.settle()
