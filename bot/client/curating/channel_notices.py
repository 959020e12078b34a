"""Messages in the curators' channel: a line about every save, and what is wrong with the files."""

import asyncio
import logging
from collections import deque
from contextlib import suppress

import discord
from discord import ui

from bot.client.buttons.curating import UndoButton
from bot.client.connection.retries import passes_by_itself
from bot.client.counts import Counts
from bot.client.errors import SEND_ERRORS
from bot.client.replies import CardView, notice_view
from bot.client.text import cut, escape
from bot.store.revisions.archive import Origin, Revision

_log = logging.getLogger(__name__)
_MAX_WARNING = 3_500
_MAX_ITEMS = 5
# While Discord takes nothing, the latest so many wait.
_MOST_WAITING = 100
_ORIGIN_WORDS = {
    Origin.FILE: "by hand",
    Origin.IMPORT: "import",
    Origin.UNDO: "undo",
    Origin.START: "found at the start",
}


class ChannelNotices:
    """Writes to the curators' channel, if the settings name one, in order. Nobody waits for it.

    While Discord takes nothing the notices are kept, up to a bound, and sent when it does.
    """

    def __init__(self, client: discord.Client, counts: Counts, channel: int | None, pause: float) -> None:
        """Send nothing yet; `counts` count the revisions that are told.

        Where Discord fails for long, it is tried again after `pause` seconds.
        """
        self._client = client
        self._counts = counts
        self._channel = channel
        self._pause = pause
        self._waiting: deque[CardView] = deque(maxlen=_MOST_WAITING)
        self._sending: asyncio.Task[None] | None = None
        self._is_ending = asyncio.Event()

    def post_revision(self, revision: Revision) -> None:
        """Count a saved revision, and post a line about it, with *Undo*."""
        self._counts.edits[revision.by] += 1
        line = render_revision_line(revision)
        button = UndoButton(str(revision.number))
        self.post(CardView(ui.TextDisplay(line), ui.ActionRow(button)))

    def post_warning(self, text: str) -> None:
        """Post a text about the state of the files."""
        self.post(notice_view(cut(escape(text), _MAX_WARNING)))

    def post(self, view: CardView) -> None:
        """Post a message, if there is a channel."""
        if self._channel is None:
            return
        self._waiting.append(view)
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all(self._channel))

    async def finish(self) -> None:
        """Wait until all were sent. Where Discord fails now, the log says how many were not."""
        self._is_ending.set()
        if self._sending is not None:
            await asyncio.wait({self._sending})
        if self._waiting:
            _log.warning("%d messages for the curators' channel were not sent", len(self._waiting))

    async def _send_all(self, channel: int) -> None:
        while self._waiting:
            view = self._waiting[0]
            try:
                await self._client.get_partial_messageable(channel).send(view=view)
            except SEND_ERRORS as error:
                if passes_by_itself(error):
                    if await self._ends_within(self._pause):
                        return
                    continue
                _log.warning("The curators' channel cannot be written to: check FOOTNOTE_CURATOR_CHANNEL")
            except Exception:
                # One that fails so is not to keep those after it from being sent.
                _log.exception("A message for the curators' channel could not be sent")
            # Where there were too many, the oldest is gone already.
            if self._waiting and self._waiting[0] is view:
                self._waiting.popleft()

    async def _ends_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_ending.wait(), seconds)
        return self._is_ending.is_set()


def render_revision_line(revision: Revision) -> str:
    """Describe a revision on one line: its number, when, by whom, what changed, and why."""
    items = list_items(revision) or "the files"
    curator = f"<@{revision.who}>" if revision.who else ""
    origin = _ORIGIN_WORDS.get(revision.by, "")
    why = f": {escape(revision.why)}" if revision.why else ""
    when = discord.utils.format_dt(revision.at, "R")
    details = ", ".join(part for part in (when, origin, curator) if part)
    return f"**Revision {revision.number}** ({details}) {items}{why}"


def list_items(revision: Revision) -> str:
    """List the ids of the items that a revision changed: at most 5, then a count of the others."""
    text = ", ".join(f"`{id}`" for id in revision.items[:_MAX_ITEMS])
    left_out = len(revision.items) - _MAX_ITEMS
    return f"{text} and {left_out} more" if left_out > 0 else text
