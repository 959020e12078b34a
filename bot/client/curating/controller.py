"""The parts of curating put together, and their commands put into the home server."""

import logging
import time

import discord

from bot.client.curating.add_phrasing import AddPhrasing
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.commands import QaCommands
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.drafts import OpenDrafts
from bot.client.curating.forms.build import sent_form
from bot.client.curating.history import History
from bot.client.curating.import_export import ImportExport
from bot.client.curating.inspection import Inspection
from bot.client.curating.menus import menus
from bot.client.permissions import check_curator, home_guild
from bot.client.services import Services
from bot.errors import UserError
from bot.store.drafts import Drafts
from bot.store.editor import Editor
from bot.store.pack_files.loader import PackError, PackMissingError
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)
_MENDED = "The files load again, and say what is served."
_SERVED_ON = "The files do not load as they stand: what was good before is served on."


class CuratingController:
    """Everything curators use. Built with the client, opened with it, closed with it."""

    def __init__(
        self, client: Services, notices: ChannelNotices, editor: Editor, drafts: Drafts, log: QuestionLog
    ) -> None:
        self._client = client
        self._editor = editor
        self._begun = OpenDrafts(drafts, client.settings.lookup_seconds)
        self._home: int | None = None
        self._is_settled = False
        self.notices = notices
        self.editing = DraftActions(editor, self._begun, log, self.notices)
        self.histories = History(editor.archive, self.editing)
        self.looking = Inspection(client.library, editor, log, client.settings.lookup_seconds)
        self.phrasing = AddPhrasing(client.library, self.editing, self._begun)
        self.transfers = ImportExport(self.editing)
        self.commands = QaCommands(client, self.editing, self.histories, self.looking, self.transfers)
        self._menus = menus(client, self.phrasing, self.looking)

    async def open(self) -> None:
        """Settle what an earlier run left; raises PackError or PackMissingError where nothing serves."""
        now = discord.utils.utcnow()
        opening = await self._editor.open(now)
        await self._begun.open(now)
        for trouble in filter(None, (opening.trouble, opening.unrecorded)):
            await self._tell(trouble)

    async def look(self) -> None:
        """Notice a change made to the files by hand: serve it, or tell the curators what is wrong with it."""
        was_broken = self._editor.is_broken
        try:
            found = await self._editor.look(discord.utils.utcnow(), time.monotonic())
        except UserError as error:
            await self._tell(error)
        except Exception:
            # What calls this again and again would stop for good.
            _log.exception("The files could not be looked at")
        else:
            if found is not None:
                await self.notices.saved(found)
            elif was_broken and not self._editor.is_broken:
                await self.notices.trouble(_MENDED)

    async def settle_home(self) -> None:
        """Put the commands into the home server, and take them out of what was the home before."""
        home = home_guild(self._client)
        # A home that is set and that the bot is not in, or no longer, is none yet.
        home = home if home in {guild.id for guild in self._client.guilds} else None
        if self._is_settled and home == self._home:
            return
        self._is_settled = True
        left, self._home = self._home, home
        tree = self._client.tree
        if left is not None:
            tree.clear_commands(guild=discord.Object(left))
            await self._publish(left)
        if home is None:
            if len(self._client.guilds) > 1:
                _log.warning("Nobody can curate: FOOTNOTE_HOME_GUILD does not say in which server")
            return
        guild = discord.Object(home)
        tree.add_command(self.commands, guild=guild, override=True)
        for menu in self._menus:
            tree.add_command(menu, guild=guild, override=True)
        await self._publish(home)

    async def _publish(self, guild: int) -> None:
        try:
            await self._client.tree.sync(guild=discord.Object(guild))
        except discord.HTTPException as error:
            # Of a server that the bot has left it is all the same.
            _log.warning("The commands of curating cannot be published in server %d: %s", guild, error.text)

    async def take_form(self, interaction: discord.Interaction) -> bool:
        """Take a form that a curator sent; False where it is none."""
        form = sent_form(interaction)
        if form is None:
            return False
        check_curator(self._client, interaction)
        if form.kind == "pick":
            await self.phrasing.picked(interaction, form)
        else:
            await self.editing.submitted(interaction, form)
        return True

    async def _tell(self, trouble: UserError) -> None:
        is_pack = isinstance(trouble, PackError | PackMissingError)
        text = f"{_SERVED_ON}\n{trouble}" if is_pack else str(trouble)
        _log.warning("%s", text)
        await self.notices.trouble(text)

    async def close(self) -> None:
        """Wait for a save under way, and let go of the database."""
        await self._begun.close()
        await self._editor.close()
