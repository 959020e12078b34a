"""Messages in the curators' channel: a line about every save, and what is wrong with the files."""

import logging

import discord
from discord import ui

from bot.client.buttons.curating import UndoButton
from bot.client.errors import SEND_ERRORS
from bot.client.replies import CardView, notice_view
from bot.client.text import cut, escape
from bot.store.revisions.archive import Origin, Revision

_log = logging.getLogger(__name__)
_MAX_WARNING = 3_500
_MAX_ITEMS = 5
_ORIGIN_WORDS = {
    Origin.FILE: "by hand",
    Origin.IMPORT: "import",
    Origin.UNDO: "undo",
    Origin.START: "found at the start",
}


class ChannelNotices:
    """Writes to the curators' channel, if the settings name one."""

    def __init__(self, client: discord.Client, channel: int | None) -> None:
        self._client = client
        self._channel = channel

    async def post_revision(self, revision: Revision) -> None:
        """Post a line about a saved revision, with *Undo*."""
        line = render_revision_line(revision)
        button = UndoButton(str(revision.number))
        await self.send(CardView(ui.TextDisplay(line), ui.ActionRow(button)))

    async def post_warning(self, text: str) -> None:
        """Post a text about the state of the files."""
        await self.send(notice_view(cut(escape(text), _MAX_WARNING)))

    async def send(self, view: CardView) -> None:
        """Send a message to the channel, if there is one."""
        if self._channel is None:
            return
        try:
            await self._client.get_partial_messageable(self._channel).send(view=view)
        except SEND_ERRORS:
            _log.warning("The curators' channel cannot be written to: check FOOTNOTE_CURATOR_CHANNEL")


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
