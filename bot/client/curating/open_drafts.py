"""Every edit that is not saved yet, from the form to the save: in memory, and for a week in the database."""

import asyncio
import logging
import math
from datetime import datetime, timedelta

from bot.client.curating.draft_writer import DraftWriter
from bot.client.curating.drafts import Draft, from_data, to_data
from bot.core.editing.edits import Edit, Section
from bot.errors import UserError
from bot.settings import Settings
from bot.store import drafts as rows

LIFETIME = timedelta(days=7)
_log = logging.getLogger(__name__)
# Somebody who opened a form longer ago has most likely closed it.
_FORM_LIFETIME = timedelta(hours=1)


class DraftsOutOfReachError(UserError):
    """What was begun in an earlier run has not been read yet, because the database does not answer."""

    def __init__(self) -> None:
        super().__init__(
            "What you began earlier is out of reach: the database does not answer. Nothing is lost: try again"
            " in a moment."
        )


class OpenDrafts:
    """All drafts that are not saved or cancelled: in memory, and written to the database behind."""

    def __init__(self, store: rows.Drafts, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._writer = DraftWriter(store)
        self._drafts: dict[str, Draft] = {}
        self._complete = asyncio.Event()
        self._opening: asyncio.Task[None] | None = None
        self._retried_at = -math.inf

    async def open(self, now: datetime) -> None:
        """Load the drafts of earlier runs, and delete those older than a week."""
        try:
            await self._store.forget(now - LIFETIME)
            for row in await self._store.since(now - LIFETIME):
                self._load(row)
        except rows.DraftError:
            _log.warning("Drafts of earlier runs are out of reach")
        else:
            self._complete.set()

    def _load(self, row: rows.StoredDraft) -> None:
        try:
            self._drafts.setdefault(row.id, from_data(row.data))
        except (KeyError, TypeError, ValueError):
            # Written by another version of this program, or damaged. The bot must start all the same.
            _log.warning("A draft of an earlier run cannot be read, and is left out")

    def retry(self, now: datetime, at: float) -> None:
        """Begin to load and to write once more what failed, and wait for neither.

        That is done every so often, however often it is called; `at` is now, in seconds.
        """
        if at - self._retried_at < self._settings.retry_seconds:
            return
        self._retried_at = at
        self._writer.retry()
        if not self._complete.is_set():
            self._begin_to_open(now)

    async def close(self) -> None:
        """Write what is not written yet, and wait until a load that is still running has ended."""
        await self._writer.close()
        if self._opening is not None:
            await self._opening

    @property
    def item_ids(self) -> frozenset[str]:
        """The ids of the items that somebody is changing or adding."""
        return frozenset(draft.edit.id for draft in self._drafts.values() if draft.edit)

    def get(self, id: str, now: datetime) -> Draft | None:
        """The draft of that id; None if there is none, or if it is older than a week."""
        draft = self._drafts.get(id)
        return draft if draft and _is_alive(draft, now) else None

    async def find(self, id: str, now: datetime) -> Draft | None:
        """Like `get`. If the drafts of earlier runs could not be loaded, try that once more first.

        Raises DraftsOutOfReachError if that takes longer than somebody who pressed a button can wait.
        """
        draft = self.get(id, now)
        if draft is None and not await self.are_complete(now):
            raise DraftsOutOfReachError
        return draft or self.get(id, now)

    async def wait_until_complete(self) -> None:
        """Wait for the drafts of earlier runs, for somebody who was promised an answer.

        Raises DraftsOutOfReachError if they cannot be loaded within minutes.
        """
        try:
            await asyncio.wait_for(self._complete.wait(), self._settings.draft_seconds)
        except TimeoutError:
            raise DraftsOutOfReachError from None

    async def are_complete(self, now: datetime) -> bool:
        """Are those of earlier runs among them? If not yet, they are waited for as long as a press can."""
        if not self._complete.is_set():
            await asyncio.wait({self._begin_to_open(now)}, timeout=self._settings.lookup_seconds)
        return self._complete.is_set()

    def _begin_to_open(self, now: datetime) -> asyncio.Task[None]:
        # The task is never cancelled: its database driver may wait for its turn, and we would wait for it.
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self.open(now))
        return self._opening

    def is_current(self, draft: Draft) -> bool:
        """Is this the latest version of the draft, and is the draft still open?"""
        return self._drafts.get(draft.id) is draft

    def find_unsaved(self, edit: Edit, who: int, now: datetime) -> Draft | None:
        """The latest draft in which this curator changed the same item and did not save; None without one."""
        drafts = (
            draft
            for draft in self._drafts.values()
            if draft.who == who
            and not draft.is_undo
            and _is_unsaved_change(draft.edit)
            and _is_same_item(draft.edit, edit)
            and _is_alive(draft, now)
        )
        return max(drafts, key=lambda draft: draft.at, default=None)

    def is_open_elsewhere(self, edit: Edit, who: int, now: datetime) -> bool:
        """Did another curator begin a draft of the same item in the last hour? A new item has no id yet."""
        return any(
            draft.edit is not None
            and edit.id != ""
            and draft.edit.id == edit.id
            and draft.who != who
            and now - draft.at < _FORM_LIFETIME
            for draft in self._drafts.values()
        )

    def keep(self, draft: Draft, state: str, now: datetime) -> None:
        """Keep a draft, made on the files' state of that name, and drop drafts older than a week."""
        self._drafts = {id: other for id, other in self._drafts.items() if _is_alive(other, now)}
        self._drafts[draft.id] = draft
        section, item = (draft.edit.section, draft.edit.id) if draft.edit else (Section.ENTRIES, "")
        row = rows.StoredDraft(draft.id, draft.who, section, item, state, to_data(draft), draft.at)
        self._writer.put(row)

    def end(self, draft: Draft) -> None:
        """Drop a draft, because it was saved or cancelled."""
        self._drafts.pop(draft.id, None)
        self._writer.delete(draft.id)

    async def written(self) -> None:
        """Wait until the database has what was kept and dropped, but no longer than a press can wait."""
        await self._writer.wait(self._settings.lookup_seconds)


def _is_alive(draft: Draft, now: datetime) -> bool:
    return now - draft.at <= LIFETIME


def _is_unsaved_change(edit: Edit | None) -> bool:
    """Does the edit change an item that exists, without removing it?"""
    if edit is None or edit.before is None or edit.after is None:
        return False
    return edit.after != edit.before


def _is_same_item(edit: Edit | None, other: Edit) -> bool:
    return edit is not None and (edit.section, edit.id) == (other.section, other.id)
