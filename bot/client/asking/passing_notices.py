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
        self._is_over = asyncio.Event()
        self._removals: set[asyncio.Task[None]] = set()

    def remove_later(self, notice: discord.Message) -> None:
        """Remove a notice once its time is over; at once if the bot leaves already."""
        removal = asyncio.create_task(self._remove(notice), name=f"{LAST_WORK} remove notice {notice.id}")
        self._removals.add(removal)
        removal.add_done_callback(self._removals.discard)

    def remove_now(self) -> None:
        """Remove all that there are and will be, because the bot leaves. Waits for nothing."""
        self._is_over.set()

    async def _remove(self, notice: discord.Message) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), self._seconds)
        # What cannot be removed stays: nobody needs to know.
        with suppress(*SEND_ERRORS):
            await notice.delete()
