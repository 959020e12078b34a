"""Notices that are removed after a while, and all that are left when the bot leaves."""

import asyncio
from contextlib import suppress

import discord

from bot.client.connection.handlers import LAST_WORK
from bot.client.errors import SEND_ERRORS


class PassingNotices:
    """Removes notices. The end of the bot waits for what it does then."""

    def __init__(self, seconds: float) -> None:
        """A notice stays for so many `seconds`."""
        self._seconds = seconds
        self._is_over = False
        # The notices that there are, each with what will remove it.
        self._later: dict[discord.Message, asyncio.TimerHandle] = {}
        self._removals: set[asyncio.Task[None]] = set()

    def remove_later(self, notice: discord.Message) -> None:
        """Remove a notice once its time is over; at once if the bot leaves already."""
        later = asyncio.get_running_loop().call_later(self._seconds, self._begin_removal, notice)
        self._later[notice] = later
        if self._is_over:
            self._begin_removal(notice)

    def remove_now(self) -> None:
        """Begin to remove all notices, because the bot leaves; from now on none stays."""
        self._is_over = True
        for notice in list(self._later):
            self._begin_removal(notice)

    def _begin_removal(self, notice: discord.Message) -> None:
        self._later.pop(notice).cancel()
        removal = asyncio.create_task(_remove(notice), name=f"{LAST_WORK}remove notice {notice.id}")
        self._removals.add(removal)
        removal.add_done_callback(self._removals.discard)


async def _remove(notice: discord.Message) -> None:
    # What cannot be removed stays: nobody needs to know.
    with suppress(*SEND_ERRORS):
        await notice.delete()
