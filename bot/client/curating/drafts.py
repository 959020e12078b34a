"""An edit under way, from the form to the save; and all that are, in memory and for a week in the store."""

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
_OPEN = timedelta(hours=1)


@dataclass(frozen=True)
class Draft:
    """Whose it is, since when, what it changes, and why.

    The first edit is what it is about; a removal brings others that take its links out. `files` are
    whole texts to put in place, by name: of an import, or of what is undone; they are meant for the state
    named `on`, and for no other. `number` is the revision that is undone, where it is an undo, and
    `phrase` a message that becomes a phrasing.
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
        """What it is about, where it is about one item."""
        return self.edits[0] if self.edits else None


def to_data(draft: Draft) -> dict[str, Any]:
    """A draft as values for JSON."""
    return asdict(draft) | {"at": draft.at.isoformat(), "files": dict(draft.files)}


def from_data(data: Mapping[str, Any]) -> Draft:
    """The draft that such values stand for."""
    edits = tuple(Edit(**{**each, "section": Section(each["section"])}) for each in data["edits"])
    return Draft(**{**data, "at": datetime.fromisoformat(data["at"]), "edits": edits})


class OpenDrafts:
    """What curators have begun. Without the store it is forgotten at the end of the run."""

    def __init__(self, store: rows.Drafts, patience: float) -> None:
        """Take the store, and for how many seconds somebody who presses a button is kept waiting for it."""
        self._store = store
        self._patience = patience
        self._drafts: dict[str, Draft] = {}
        self._is_open = False
        self._opening: asyncio.Task[None] | None = None

    async def open(self, now: datetime) -> None:
        """Take up what earlier runs left, and forget what is older than a week."""
        try:
            await self._store.forget(now - LIFETIME)
            for row in await self._store.since(now - LIFETIME):
                self._take_up(row)
        except rows.DraftError:
            _log.warning("Drafts of earlier runs are out of reach")
        else:
            self._is_open = True

    def _take_up(self, row: rows.StoredDraft) -> None:
        try:
            self._drafts.setdefault(row.id, from_data(row.data))
        except (KeyError, TypeError, ValueError):
            # Of another version of this program, or damaged: the bot starts all the same.
            _log.warning("A draft of an earlier run cannot be read, and is left out")

    async def close(self) -> None:
        """Let what is still looked for come to its end."""
        if self._opening is not None:
            await self._opening

    @property
    def items(self) -> frozenset[str]:
        """The ids of the items that somebody is changing or adding."""
        return frozenset(draft.edit.id for draft in self._drafts.values() if draft.edit)

    def get(self, id: str, now: datetime) -> Draft | None:
        """The draft of that id, if it is under way and no older than a week."""
        draft = self._drafts.get(id)
        return draft if draft and now - draft.at <= LIFETIME else None

    async def find(self, id: str, now: datetime) -> Draft | None:
        """As `get`; where earlier runs' drafts were out of reach, it is looked for once more."""
        if self._is_open or id in self._drafts:
            return self.get(id, now)
        # Never called off: a driver that waits for its turn would have to be waited for.
        self._opening = self._opening or asyncio.create_task(self.open(now))
        await asyncio.wait({self._opening}, timeout=self._patience)
        if self._opening.done():
            self._opening = None
        return self.get(id, now)

    def is_current(self, draft: Draft) -> bool:
        """Is this how the draft stands, neither changed since nor over?"""
        return self._drafts.get(draft.id) is draft

    def unsaved(self, edit: Edit, who: int, now: datetime) -> Draft | None:
        """What somebody has typed about the same item and not saved; the latest of it."""
        found = (
            draft
            for draft in self._drafts.values()
            if draft.who == who
            and draft.number is None
            and draft.edit
            and draft.edit.before is not None
            and draft.edit.after not in (None, draft.edit.before)
            and (draft.edit.section, draft.edit.id) == (edit.section, edit.id)
            and now - draft.at <= LIFETIME
        )
        return max(found, key=lambda draft: draft.at, default=None)

    def others(self, edit: Edit, who: int, now: datetime) -> tuple[Draft, ...]:
        """What others have open on the same item, begun within the last hour; a new one has no id yet."""
        return tuple(
            draft
            for draft in self._drafts.values()
            if draft.edit
            and edit.id
            and draft.edit.id == edit.id
            and draft.who != who
            and now - draft.at < _OPEN
        )

    async def keep(self, draft: Draft, state: str, now: datetime) -> None:
        """Keep a draft, made on the state of that name, and let go of those that are over."""
        self._drafts = {id: each for id, each in self._drafts.items() if now - each.at <= LIFETIME}
        self._drafts[draft.id] = draft
        section, item = (draft.edit.section, draft.edit.id) if draft.edit else (Section.ENTRIES, "")
        row = rows.StoredDraft(draft.id, draft.who, section, item, state, to_data(draft), draft.at)
        try:
            await self._store.put(row)
        except rows.DraftError:
            _log.warning("A draft is kept until the end of this run only")

    def forget(self, draft: Draft) -> None:
        """It is over, from this moment on; `end` takes it out of the store, too."""
        self._drafts.pop(draft.id, None)

    async def end(self, draft: Draft) -> None:
        """Forget a draft: it was saved or cancelled."""
        self.forget(draft)
        try:
            await self._store.delete(draft.id)
        except rows.DraftError:
            _log.warning("A draft that is over stays in the store for a week")
