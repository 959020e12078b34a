"""What the curators' channel is told: a line of every save, and what is wrong with the files."""

import logging

import discord
from discord import ui

from bot.client.buttons.on_curating import UndoButton
from bot.client.errors import UNSENT
from bot.client.replies import CardView, notice_view
from bot.client.text import cut, plain
from bot.store.revisions.archive import Origin, Revision

_log = logging.getLogger(__name__)
_LONGEST = 3_500
_MOST_ITEMS = 5
_HOW = {
    Origin.FILE: "by hand",
    Origin.IMPORT: "import",
    Origin.UNDO: "undo",
    Origin.START: "found at the start",
}


class ChannelNotices:
    """Writes to the curators' channel, where there is one."""

    def __init__(self, client: discord.Client, channel: int | None) -> None:
        self._client = client
        self._channel = channel

    async def saved(self, revision: Revision) -> None:
        """A line about a save, with *Undo*."""
        await self._send(
            CardView(ui.TextDisplay(revision_line(revision)), ui.ActionRow(UndoButton(str(revision.number))))
        )

    async def trouble(self, text: str) -> None:
        """Something that curators should know of."""
        await self._send(notice_view(cut(plain(text), _LONGEST)))

    async def _send(self, view: CardView) -> None:
        if self._channel is None:
            return
        try:
            await self._client.get_partial_messageable(self._channel).send(view=view)
        except UNSENT:
            _log.warning("The curators' channel cannot be written to: check FOOTNOTE_CURATOR_CHANNEL")


def revision_line(revision: Revision) -> str:
    """A revision on one line: which, when, who, what, why."""
    named = [f"`{id}`" for id in revision.items[:_MOST_ITEMS]]
    more = len(revision.items) - len(named)
    what = ", ".join(named) + (f" and {more} more" if more > 0 else "") or "the files"
    who = f"<@{revision.who}>" if revision.who else ""
    how = _HOW.get(revision.by, "")
    why = f": {plain(revision.why)}" if revision.why else ""
    when = discord.utils.format_dt(revision.at, "R")
    by = ", ".join(part for part in (when, how, who) if part)
    return f"**Revision {revision.number}** ({by}) {what}{why}"
