"""All parts of curating put together, and their commands published in the home server."""

import logging
import time
from datetime import timedelta

import discord

from bot.client.curating.absence import Absence
from bot.client.curating.add_phrasing import AddPhrasing
from bot.client.curating.channel_notices import ChannelNotices
from bot.client.curating.commands import QaCommands
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.forms.build import read_sent_form
from bot.client.curating.history import History
from bot.client.curating.home_commands import HomeCommands
from bot.client.curating.import_export import ImportExport
from bot.client.curating.inspection import Inspection
from bot.client.curating.lost_database import LostDatabase
from bot.client.curating.menus import build_menus
from bot.client.curating.open_drafts import OpenDrafts
from bot.client.permissions import check_curator
from bot.client.rate_limit import Activity
from bot.client.services import Services
from bot.errors import UserError
from bot.store.database.connection import Database
from bot.store.drafts import Drafts
from bot.store.editor import Editor
from bot.store.errors import HistoryError
from bot.store.folder_thread import FolderSilentError
from bot.store.history_reader import HistoryReader
from bot.store.last_alive import LastAlive
from bot.store.pack_files.loader import PackError, PackMissingError
from bot.store.question_log.log import QuestionLog

_log = logging.getLogger(__name__)
_LOADS_AGAIN = "The files load again, and say what is served."
_SILENT = (
    "The pack's folder does not answer: what was good before is served on, and nothing can be saved until it"
    " does."
)
_ANSWERS = "The pack's folder answers again."
_DOES_NOT_LOAD = "The files do not load as they stand: what was good before is served on."


class CuratingController:
    """Everything curators use. It is built with the client, opened with it, and closed with it."""

    def __init__(
        self,
        client: Services,
        notices: ChannelNotices,
        editor: Editor,
        drafts: Drafts,
        log: QuestionLog,
        database: Database,
    ) -> None:
        settings = client.settings
        self._client = client
        self._editor = editor
        self._open_drafts = OpenDrafts(drafts, settings)
        self._is_folder_silent = False
        self.notices = notices
        self.draft_actions = DraftActions(editor, self._open_drafts, log, self.notices, settings)
        self._history_reader = HistoryReader(editor.archive, settings.database_seconds)
        self.history = History(self._history_reader, self.draft_actions)
        self.inspection = Inspection(client.library, editor, log, settings.lookup_seconds)
        self.add_phrasing = AddPhrasing(client.library, self.draft_actions, self._open_drafts)
        self.import_export = ImportExport(self.draft_actions)
        self.commands = QaCommands(
            client, self.draft_actions, self.history, self.inspection, self.import_export
        )
        menus = build_menus(client, self.add_phrasing, self.inspection)
        self.home_commands = HomeCommands(client, (self.commands, *menus))
        self._lost_database = LostDatabase(client, database, notices)
        self.last_alive = LastAlive(database)
        self.absence = Absence(client, self.last_alive, notices)
        self._is_home_settled = True

    async def open(self) -> None:
        """Load the files and the drafts of earlier runs, and warn curators about what is wrong with them.

        Raises PackError, PackMissingError or FolderSilentError if neither the files nor any revision can be
        served.
        """
        now = discord.utils.utcnow()
        await self._lost_database.look()
        opening = await self._editor.open(now)
        # Nobody waits for them longer than for a press: whoever needs one waits again.
        await self._open_drafts.are_complete(now)
        for error in (opening.load_error, opening.history_error):
            if isinstance(error, FolderSilentError):
                self._note_silence(True)
            elif error is not None:
                self._warn(error)

    async def look(self) -> None:
        """Look whether the files were changed by hand. Serve the change, or warn curators if it is wrong."""
        self._open_drafts.retry(discord.utils.utcnow(), time.monotonic())
        was_broken = self._editor.is_broken
        try:
            revision = await self._editor.load_hand_edits(discord.utils.utcnow(), time.monotonic())
            self._note_silence(False)
        except FolderSilentError:
            self._note_silence(True)
        except UserError as error:
            self._note_silence(False)
            self._warn(error)
        else:
            if revision is not None:
                self.notices.post_revision(revision)
            elif was_broken and not self._editor.is_broken:
                self.notices.post_warning(_LOADS_AGAIN)

    def _note_silence(self, is_silent: bool) -> None:
        """Tell the curators once that the folder does not answer, and when it answers again."""
        if is_silent != self._is_folder_silent:
            self._is_folder_silent = is_silent
            text = _SILENT if is_silent else _ANSWERS
            _log.warning("%s", text)
            self.notices.post_warning(text)

    async def thin_history(self) -> None:
        """Thin what is old in the history. What cannot be done now is done the next time."""
        before = discord.utils.utcnow() - timedelta(days=self._client.settings.thin_days)
        try:
            await self._editor.archive.thin(before)
        except HistoryError as error:
            _log.warning("Old revisions could not be thinned; it is tried again: %s", error.failure.cause)

    async def look_at_database(self) -> None:
        """Look whether the database is still there. If the home could not be settled, try that once more."""
        await self._lost_database.look()
        if not self._is_home_settled:
            await self.settle_home()

    async def settle_home(self) -> None:
        """Find out which server is the home, and publish the commands there and nowhere else.

        Where the database or Discord fails meanwhile, that is tried again by `look_at_database`.
        """
        self._is_home_settled = await self.home_commands.settle()

    async def take_form(self, interaction: discord.Interaction) -> bool:
        """Take a form that a curator sent. False if the interaction is no form of curating.

        Raises NotCuratorError if whoever sent it is no curator, RateLimitError if they send too many, and
        what the form's own action raises.
        """
        form = read_sent_form(interaction)
        if form is None:
            return False
        check_curator(self._client, interaction)
        self._client.rate_limit.check(interaction.user.id, Activity.CURATING)
        if form.kind == "pick":
            await self.add_phrasing.on_pick_form(interaction, form)
        else:
            await self.draft_actions.on_form(interaction, form)
        return True

    def _warn(self, error: UserError) -> None:
        is_about_pack = isinstance(error, PackError | PackMissingError)
        text = f"{_DOES_NOT_LOAD}\n{error}" if is_about_pack else str(error)
        _log.warning("%s", text)
        self.notices.post_warning(text)

    async def finish_drafts(self) -> None:
        """Write the drafts that wait to be written."""
        await self._open_drafts.close()

    async def close(self) -> None:
        """Wait for a save that is under way, and close the database."""
        await self._history_reader.finish()
        await self._editor.close()
