"""A database that is gone is told to the curators, once, with what to do."""

import logging

from bot.client.curating.channel_notices import ChannelNotices
from bot.client.services import Services
from bot.store.database.connection import Database

_log = logging.getLogger(__name__)
_LOST = (
    "The database is gone, and with it the question log, the history of the Q&A, unsaved drafts and the"
    " remembered home server. Answers go on: put footnote.db back into the data folder, or delete"
    " footnote.db.belongs-here there to begin anew with an empty one."
)
_FOUND = "The database is in order again: nothing is left to be done."


class LostDatabase:
    """Looks whether the database is still there."""

    def __init__(self, client: Services, database: Database, notices: ChannelNotices) -> None:
        """Look at nothing yet."""
        self._home = client.home
        self._database = database
        self._notices = notices
        self._was_lost = False

    async def look(self) -> None:
        """Look now, and tell the curators if that is new."""
        is_lost = await self._database.look()
        if is_lost == self._was_lost:
            return
        self._was_lost = is_lost
        await self._home.remember_again()
        _log.log(logging.WARNING if is_lost else logging.INFO, "%s", _LOST if is_lost else _FOUND)
        self._notices.post_warning(_LOST if is_lost else _FOUND)
