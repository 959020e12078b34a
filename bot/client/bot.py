"""The client: it puts the parts together, and passes Discord's events on to them."""

import asyncio
import logging
from datetime import timedelta

import discord
from discord import app_commands

from bot.chart.pictures import PictureCache
from bot.client import errors, forms
from bot.client.asking.backlog_reader import BacklogReader
from bot.client.asking.button_actions import AnswerButtonActions
from bot.client.asking.commands import add_commands
from bot.client.asking.messages import Messages
from bot.client.asking.question_handler import QuestionHandler
from bot.client.asking.reports import Reports
from bot.client.buttons import answers, browsing, curating, timeline
from bot.client.command_sync import publish_commands
from bot.client.connection.client import ConnectedClient
from bot.client.connection.ending import Ending
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.controller import CuratingController
from bot.client.home_server import HomeServer
from bot.client.loops import Loops
from bot.client.rate_limit import RateLimit, RecentAnswers
from bot.client.timeline.button_actions import TimelineButtonActions
from bot.client.timeline.charts import Charts
from bot.client.timeline.commands import TimelineCommands
from bot.core.language.english_words import load_all_words
from bot.core.language.places import place_names
from bot.core.timeline.typed_dates import read_date
from bot.settings import Settings
from bot.store.database.connection import Database
from bot.store.drafts import Drafts
from bot.store.editor import Editor
from bot.store.home_server import HomeMemory
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)


class FootnoteClient(ConnectedClient):
    """Footnote on Discord. It requests the content of messages only if there are ask-channels."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        log: QuestionLog,
        editor: Editor | None = None,
        drafts: Drafts | None = None,
        database: Database | None = None,
    ) -> None:
        super().__init__(settings, _intents(settings))
        self.library = library
        self.home = HomeServer(settings.home_guild, HomeMemory(database) if database else None)
        self.rate_limit = RateLimit(settings)
        recent_answers = RecentAnswers(settings)
        self.question_handler = QuestionHandler(library, log, recent_answers, self.counts)
        self._messages = Messages(self, self.question_handler, log)
        self.answer_actions = AnswerButtonActions(settings, library, log, recent_answers)
        self.charts = Charts(PictureCache(settings.chart_seconds), settings.promise_seconds)
        self.timeline_actions = TimelineButtonActions(library, self.charts)
        self._notices = ChannelNotices(self, self.counts, settings.curator_channel, settings.retry_seconds)
        self._reports = Reports(log, self.rate_limit, self._notices)
        self.question_log = log
        self.tree = errors.CommandTree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        add_commands(self, self.question_handler)
        self.tree.add_command(TimelineCommands(self, self.charts))
        # Without an editor and drafts the Q&A is only read.
        self.curating: CuratingController | None = None
        if editor is not None and drafts is not None and database is not None:
            self.curating = CuratingController(self, self._notices, editor, drafts, log, database)
        self._backlog_reader = BacklogReader(self, self._messages.read_back)
        self._loops = self._build_loops()
        self._loading: asyncio.Task[None] | None = None

    @property
    def is_editable(self) -> bool:
        """Can the Q&A be changed? If not, it is only read."""
        return self.curating is not None

    async def setup_hook(self) -> None:
        """Make the buttons of earlier runs work, publish the commands, start what runs again and again.

        Raises PackError or PackMissingError if there is nothing to serve.
        """
        self.add_dynamic_items(*answers.ITEMS, *browsing.ITEMS, *timeline.ITEMS, *curating.ITEMS)
        if self.curating is not None:
            await self.curating.open()
        await publish_commands(self)
        self._loops.start()

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note where a new session begins."""
        self._messages.begin_session()
        await super().on_shard_connect(shard_id)

    async def on_ready(self) -> None:
        """Tell the operator that the bot is ready. Discord may say so more than once."""
        _log.info("Ready as %s, with %d questions", self.user, len(self.library.snapshot.knowledge.entries))
        # Not earlier: it would hold up the start. A question that comes before takes a little longer.
        self._loading = self._loading or asyncio.create_task(asyncio.to_thread(_load_what_questions_need))
        self._backlog_reader.start_again()
        await self._settle_home()

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Settle the home server again: the first server there is becomes it."""
        await self._settle_home()

    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """Settle the home server again: a server that was out of reach at the start may be the home."""
        await self._settle_home()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Settle the home server again: it may be the one that was left."""
        _log.info("The bot was removed from server %d", guild.id)
        await self._settle_home()

    async def on_message(self, message: discord.Message) -> None:
        """Pass on every message. Most are not for the bot."""
        await self._messages.take(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take the forms. The library itself passes on commands and buttons."""
        report = forms.read_report(interaction)
        try:
            if report is not None:
                await self._reports.take(interaction, report)
            elif self.curating is not None:
                await self.curating.take_form(interaction)
        except Exception as error:
            await errors.respond(interaction, error)

    async def close(self) -> None:
        """Leave Discord, and write what waits to be written."""
        self._loops.cancel()
        self._messages.finish()
        await super().close()

    async def finish(self, ending: Ending) -> None:
        """Write what waits to be written, and send what the curators have to be told."""
        # Not earlier: a request of its own that waits for Discord's rate limit may stand for all others.
        self._backlog_reader.cancel()
        # First what is lost otherwise; what may wait for a folder that hangs comes later.
        await ending.do("write the question log", self.question_log.flush())
        if self.curating is not None:
            await ending.do("write the drafts", self.curating.finish_drafts())
        await ending.do("end what it does again and again", self._loops.finish())
        if self.curating is not None:
            await ending.do("note when it left", self.curating.absence.remember())
            await ending.do("record the history", self.curating.close())
        await ending.do("close the database", self.question_log.close())
        await ending.do("tell the curators", self._notices.finish())
        if unwritten := self.question_log.number_waiting:
            _log.warning("%d rows of the question log could not be written, and are lost", unwritten)

    async def find_channel(self, id: int) -> object:
        """A channel or thread by its id. Raises NotFound or Forbidden if there is none for the bot."""
        return self.get_channel(id) or await self.fetch_channel(id)

    async def _settle_home(self) -> None:
        # Before the client is ready it does not know all its servers.
        if self.curating is not None and self.is_ready():
            await self.curating.settle_home()

    async def look_at_files(self) -> None:
        """Notice whether somebody changed the pack's files by hand."""
        if self.curating is not None:
            await self.curating.look()

    def _build_loops(self) -> Loops:
        settings, loops = self.settings, Loops(self.counts)
        loops.add("write the question log", settings.log_seconds, self.question_log.flush)
        loops.add("forget old questions", settings.forget_seconds, self._forget_old)
        if self.curating is not None:
            loops.add("look at the files", settings.look_seconds, self.look_at_files)
            loops.add("look at the database", settings.database_look_seconds, self.curating.look_at_database)
            loops.add("note that it is there", settings.alive_seconds, self.curating.absence.remember)
        return loops

    async def _forget_old(self) -> None:
        oldest_kept = discord.utils.utcnow() - timedelta(days=self.settings.keep_days)
        await self.question_log.forget(oldest_kept)
        if self.curating is not None:
            await self.curating.thin_history()


def _load_what_questions_need() -> None:
    """Load what takes long, and is loaded when it is first needed, before the first reader needs it."""
    load_all_words()
    place_names()
    read_date("January 2000")


def _intents(settings: Settings) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.messages = True
    intents.message_content = bool(settings.ask_channels)
    return intents
