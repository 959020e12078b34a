"""Drafts on their way into the database, behind those who edit: nobody waits for them to be written."""

import asyncio
import logging

from bot.store.drafts import DraftError, Drafts, StoredDraft

_log = logging.getLogger(__name__)


class DraftWriter:
    """Writes and deletes drafts, in order. What cannot be written stays in memory until `retry`."""

    def __init__(self, store: Drafts) -> None:
        self._store = store
        # By its id, what a draft is to be in the database; None where it is to be deleted.
        self._waiting: dict[str, StoredDraft | None] = {}
        self._writing: asyncio.Task[None] | None = None
        self._is_failing = False

    def put(self, draft: StoredDraft) -> None:
        """Have a draft written. It replaces an earlier one with the same id."""
        self._add(draft.id, draft)

    def delete(self, id: str) -> None:
        """Have a draft deleted."""
        self._add(id, None)

    def retry(self) -> None:
        """Begin to write once more what failed, if anything did."""
        if self._waiting:
            self._begin()

    async def wait(self, patience: float) -> None:
        """Wait until what waits is written, or has failed, but not longer than `patience` seconds."""
        if self._writing is not None:
            await asyncio.wait({self._writing}, timeout=patience)

    async def close(self) -> None:
        """Try to write what waits, for the last time."""
        self.retry()
        if self._writing is not None:
            await self._writing
        if self._waiting:
            _log.warning("%d drafts could not be written, and are lost", len(self._waiting))

    def _add(self, id: str, draft: StoredDraft | None) -> None:
        self._waiting[id] = draft
        self._begin()

    def _begin(self) -> None:
        if self._writing is None or self._writing.done():
            # Never cancelled: its database driver may wait for its turn, and we would wait for it.
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._waiting:
            id, draft = next(iter(self._waiting.items()))
            try:
                await (self._store.delete(id) if draft is None else self._store.put(draft))
            except DraftError:
                self._fail(id)
                return
            if self._waiting[id] is draft:
                del self._waiting[id]
        if self._is_failing:
            self._is_failing = False
            _log.info("Drafts can be written again")

    def _fail(self, id: str) -> None:
        # Behind the others: one that can never be written must not keep them waiting.
        self._waiting[id] = self._waiting.pop(id)
        if not self._is_failing:
            self._is_failing = True
            _log.warning("Drafts cannot be written now: they stay in memory, and it is tried again")
