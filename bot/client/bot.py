"""The client: the parts put to Discord's events."""

import asyncio
import logging
from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import tasks
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.chart.pictures import PictureCache
from bot.client import errors, forms
from bot.client.asking.button_actions import AnswerButtonActions
from bot.client.asking.commands import add_commands
from bot.client.asking.desk import Desk
from bot.client.asking.messages import on_message
from bot.client.asking.reports import Reports
from bot.client.buttons import on_answers, on_browsing, on_curating, on_timeline
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.controller import CuratingController
from bot.client.rate_limit import RateLimit
from bot.client.timeline.button_actions import TimelineButtonActions
from bot.client.timeline.charts import Charts
from bot.client.timeline.commands import TimelineCommands
from bot.core.timeline.typed_dates import read_moment
from bot.settings import Settings
from bot.store.drafts import Drafts
from bot.store.editor import Editor
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)


class FootnoteClient(discord.AutoShardedClient):
    """Footnote on Discord. It asks for message content only where ask-channels are named."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        log: QuestionLog,
        editor: Editor | None = None,
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(
            intents=_intents(settings),
            # Nothing the bot says ever pings anybody, whatever stands in it.
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.settings = settings
        self.library = library
        self.rate_limit = RateLimit(settings)
        self.desk = Desk(library, log, self.rate_limit)
        self.answer_actions = AnswerButtonActions(settings, library, log, self.rate_limit)
        self.charts = Charts(PictureCache(settings.chart_seconds), settings.promise_seconds)
        self.timeline_actions = TimelineButtonActions(library, self.charts)
        notices = ChannelNotices(self, settings.curator_channel)
        self._reports = Reports(settings, log, self.rate_limit)
        self._questions = log
        self.tree = errors.CommandTree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        add_commands(self, self.desk)
        self.tree.add_command(TimelineCommands(self, self.charts))
        # Without an editor it only reads.
        self.curating = CuratingController(self, notices, editor, drafts, log) if editor and drafts else None
        self._write_log = tasks.loop(seconds=settings.log_seconds)(self._write)
        self._forget = tasks.loop(seconds=settings.forget_seconds)(self._forget_old)
        self._look = tasks.loop(seconds=settings.look_seconds)(self.look_at_files)

    @property
    def is_editable(self) -> bool:
        """Can the Q&A be changed, or is it only read?"""
        return self.curating is not None

    async def setup_hook(self) -> None:
        """Make buttons of earlier runs work, publish the commands, start writing the log."""
        self.add_dynamic_items(*on_answers.ITEMS, *on_browsing.ITEMS, *on_timeline.ITEMS, *on_curating.ITEMS)
        if self.curating is not None:
            await self.curating.open()
            self._look.start()
        await self.tree.sync()
        # The parser of dates takes long to import: it is there before the first reader needs it.
        await asyncio.to_thread(read_moment, "January 2000")
        self._write_log.start()
        self._forget.start()

    async def login(self, token: str) -> None:
        """Log in, through the REST address of the settings."""
        # The library has one address for all clients of a process, and no other way to set it.
        Route.BASE = self.settings.discord_api
        await super().login(token)

    async def launch_shards(self) -> None:
        """Start the shards. A session begun anew dials the address that the REST API names, too."""
        _, gateway, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        await super().launch_shards()

    async def on_ready(self) -> None:
        """Tell the operator that it is there; Discord may say so more than once."""
        _log.info("Ready as %s, with %d questions", self.user, len(self.library.snapshot.knowledge.entries))

        await self._settle_home()

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """A second server may leave it open which is the home."""
        await self._settle_home()

    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """A server that was out of reach at the start may be the home."""
        await self._settle_home()

    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """A last server is the home."""
        await self._settle_home()

    async def on_message(self, message: discord.Message) -> None:
        """Hear every message; most are not for the bot."""
        await on_message(self, self.desk, message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take the forms; commands and buttons find their own way."""
        sent = forms.sent_report(interaction)
        try:
            if sent is not None:
                await self._reports.take(interaction, sent)
            elif self.curating is not None:
                await self.curating.take_form(interaction)
        except Exception as error:
            await errors.respond(interaction, error)

    async def close(self) -> None:
        """Write what is waiting, and leave."""
        self._write_log.cancel()
        self._forget.cancel()
        self._look.cancel()
        try:
            await super().close()
        finally:
            if self.curating is not None:
                await self.curating.close()
            await self._questions.close()

    # A step under way when the bot leaves is not torn apart: closing the log waits for it.
    async def _write(self) -> None:
        await asyncio.shield(self._questions.flush())

    async def _settle_home(self) -> None:
        # Before it is ready, one server after the other becomes known.
        if self.curating is not None and self.is_ready():
            await self.curating.settle_home()

    async def look_at_files(self) -> None:
        """Notice what was changed in the pack's files by hand."""
        if self.curating is not None:
            await asyncio.shield(self.curating.look())

    async def _forget_old(self) -> None:
        before = discord.utils.utcnow() - timedelta(days=self.settings.keep_days)
        await asyncio.shield(self._questions.forget(before))


def _intents(settings: Settings) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.messages = True
    intents.message_content = bool(settings.ask_channels)
    return intents
