"""Edits that are not saved yet, from the form to the save: in memory, and for a week in the database."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.editing.edits import Edit, Section
from bot.store import drafts as rows

LIFETIME = timedelta(days=7)
_log = logging.getLogger(__name__)
# Somebody who opened a form longer ago has most likely closed it.
_FORM_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True)
class Draft:
    """An edit that is not saved yet. The names of its fields are keys of the JSON in the database.

    `who` is the Discord id of the curator, `at` when the draft began, and `why` the reason for the history.
    The first of `edits` is the main one. The others remove links to an item that is removed.
    `files` maps file names to whole texts, for an import or an undo. They are meant for the state of the
    files named `on`, and for no other state.
    `number` is the revision that is undone; None if the draft is no undo.
    `phrase` is the text of a message that becomes a phrasing.
    """

    id: str
    who: int
    at: datetime
    edits: tuple[Edit, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    number: int | None = None
    phrase: str = ""
    on: str = ""

    @property
    def edit(self) -> Edit | None:
        """The main edit; None if the draft has only files or only a phrase."""
        return self.edits[0] if self.edits else None

    @property
    def is_undo(self) -> bool:
        """Does the draft undo a revision?"""
        return self.number is not None


def to_data(draft: Draft) -> dict[str, Any]:
    """Turn a draft into values for JSON."""
    return asdict(draft) | {"at": draft.at.isoformat(), "files": dict(draft.files)}


def from_data(data: Mapping[str, Any]) -> Draft:
    """Read a draft from the values that `to_data` makes.

    Raises KeyError, TypeError or ValueError if a value is missing, unknown or wrong.
    """
    edits = tuple(Edit(**{**edit, "section": Section(edit["section"])}) for edit in data["edits"])
    return Draft(**{**data, "at": datetime.fromisoformat(data["at"]), "edits": edits})


class OpenDrafts:
    """All drafts that are not saved or cancelled. If the database fails, they last until the run ends."""

    def __init__(self, store: rows.Drafts, lookup_seconds: float) -> None:
        """Somebody who presses a button waits for the store for at most `lookup_seconds`."""
        self._store = store
        self._lookup_seconds = lookup_seconds
        self._drafts: dict[str, Draft] = {}
        self._is_open = False
        self._opening: asyncio.Task[None] | None = None

    async def open(self, now: datetime) -> None:
        """Load the drafts of earlier runs, and delete those older than a week."""
        try:
            await self._store.forget(now - LIFETIME)
            for row in await self._store.since(now - LIFETIME):
                self._load(row)
        except rows.DraftError:
            _log.warning("Drafts of earlier runs are out of reach")
        else:
            self._is_open = True

    def _load(self, row: rows.StoredDraft) -> None:
        try:
            self._drafts.setdefault(row.id, from_data(row.data))
        except (KeyError, TypeError, ValueError):
            # Written by another version of this program, or damaged. The bot must start all the same.
            _log.warning("A draft of an earlier run cannot be read, and is left out")

    async def close(self) -> None:
        """Wait until a load of earlier drafts that is still running has ended."""
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
        """Like `get`. If the drafts of earlier runs could not be loaded, try that once more first."""
        if self._is_open or id in self._drafts:
            return self.get(id, now)
        # The task is never cancelled: its database driver may wait for its turn, and we would wait for it.
        self._opening = self._opening or asyncio.create_task(self.open(now))
        await asyncio.wait({self._opening}, timeout=self._lookup_seconds)
        if self._opening.done():
            self._opening = None
        return self.get(id, now)

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

    async def keep(self, draft: Draft, state: str, now: datetime) -> None:
        """Store a draft, made on the files' state of that name, and drop drafts older than a week."""
        self._drafts = {id: other for id, other in self._drafts.items() if _is_alive(other, now)}
        self._drafts[draft.id] = draft
        section, item = (draft.edit.section, draft.edit.id) if draft.edit else (Section.ENTRIES, "")
        row = rows.StoredDraft(draft.id, draft.who, section, item, state, to_data(draft), draft.at)
        try:
            await self._store.put(row)
        except rows.DraftError:
            _log.warning("A draft is kept until the end of this run only")

    def forget(self, draft: Draft) -> None:
        """Drop a draft from memory at once. `end` also deletes it from the database."""
        self._drafts.pop(draft.id, None)

    async def end(self, draft: Draft) -> None:
        """Drop a draft from memory and from the database, because it was saved or cancelled."""
        self.forget(draft)
        try:
            await self._store.delete(draft.id)
        except rows.DraftError:
            _log.warning("A draft that is over stays in the store for a week")


def _is_alive(draft: Draft, now: datetime) -> bool:
    return now - draft.at <= LIFETIME


def _is_unsaved_change(edit: Edit | None) -> bool:
    """Does the edit change an item that exists, without removing it?"""
    if edit is None or edit.before is None or edit.after is None:
        return False
    return edit.after != edit.before


def _is_same_item(edit: Edit | None, other: Edit) -> bool:
    return edit is not None and (edit.section, edit.id) == (other.section, other.id)
