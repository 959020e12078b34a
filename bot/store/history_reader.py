"""The recorded revisions, for somebody who waits for them."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any, TypeVar

from bot.store.errors import NO_ANSWER, HistoryError
from bot.store.lookups import Lookups
from bot.store.revisions.archive import Archive, Revision

_T = TypeVar("_T")


class HistoryReader:
    """Reads as the archive does, but not for longer than `patience` seconds.

    Every method raises HistoryError also where the database does not answer in that time.
    """

    def __init__(self, archive: Archive, patience: float) -> None:
        self._archive = archive
        self._patience = patience
        self._lookups = Lookups()

    async def history(
        self, item: str | None = None, *, most: int = 10, before: int | None = None
    ) -> tuple[Revision, ...]:
        """At most `most` revisions, newest first: see `Archive.history`."""
        return await self._look_up(partial(self._archive.history, item, most=most, before=before))

    async def newest(self) -> Revision | None:
        """The newest revision; None before the first."""
        return await self._look_up(self._archive.newest)

    async def change(self, number: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The texts of all files before a revision, and in it: see `Archive.change`."""
        return await self._look_up(partial(self._archive.change, number))

    async def finish(self) -> None:
        """Wait for what was given up."""
        await self._lookups.finish()

    async def _look_up(self, lookup: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        try:
            return await self._lookups.wait(lookup, self._patience)
        except TimeoutError:
            raise HistoryError(NO_ANSWER) from None
