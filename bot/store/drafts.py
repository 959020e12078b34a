"""Edits that somebody is in the middle of, so that a closed form or a restart loses nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.core.editing.edits import Section
from bot.errors import UserError
from bot.store.database.connection import Database
from bot.store.database.tables import drafts
from bot.store.errors import Reason, in_words


class DraftError(UserError):
    """Drafts can neither be kept nor found."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"Drafts are out of reach: {reason.what}. {reason.do}")


@dataclass(frozen=True)
class StoredDraft:
    """One edit that is not saved yet, begun on the state of that name; `data` is what JSON can hold."""

    id: str
    who: int
    section: Section
    item: str
    state: str
    data: Mapping[str, Any]
    at: datetime


def new_draft_id() -> str:
    """Make an id that nobody can guess: 16 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(12)


class Drafts:
    """Keeps drafts in the database. Every method raises DraftError where it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, draft: StoredDraft) -> None:
        """Keep a draft, in the place of an earlier one of the same id."""
        row = {**vars(draft), "section": draft.section.value, "data": dict(draft.data)}
        async with in_words(self._database.writing(), "The drafts", DraftError) as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == draft.id))
            await connection.execute(insert(drafts), [row])

    async def since(self, at: datetime) -> tuple[StoredDraft, ...]:
        """All drafts that are no older, oldest first."""
        wanted = select(drafts).where(drafts.c.at >= at).order_by(drafts.c.at, drafts.c.id)
        async with in_words(self._database.reading(), "The drafts", DraftError) as connection:
            return tuple(_draft(row) for row in await connection.execute(wanted))

    async def delete(self, id: str) -> None:
        """Delete a draft, where it is there."""
        async with in_words(self._database.writing(), "The drafts", DraftError) as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == id))

    async def forget(self, before: datetime) -> None:
        """Delete every draft that is older."""
        async with in_words(self._database.writing(), "The drafts", DraftError) as connection:
            await connection.execute(delete(drafts).where(drafts.c.at < before))


def _draft(row: Row[Any]) -> StoredDraft:
    values = dict(row._mapping)
    return StoredDraft(**{**values, "section": Section(values["section"])})
