"""Unsaved edits, kept in the database, so that a closed form or a restart loses nothing."""

import secrets
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.editing.edits import Section
from bot.errors import UserError
from bot.store.database.connection import Database
from bot.store.database.tables import drafts
from bot.store.errors import Failure, translate_database_errors


class DraftError(UserError):
    """Drafts cannot be stored or read."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"Drafts are out of reach: {failure.cause}. {failure.advice}")


@dataclass(frozen=True)
class StoredDraft:
    """One edit that is not saved yet. `state` names the state it was begun on; `data` is valid in JSON."""

    id: str
    who: int
    section: Section
    item: str
    state: str
    data: Mapping[str, Any]
    at: datetime


def new_draft_id() -> str:
    """Make an id that nobody can guess, of 16 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(12)


class Drafts:
    """Keeps drafts in the database. Every method raises DraftError if the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, draft: StoredDraft) -> None:
        """Store a draft. It replaces an earlier one with the same id."""
        row = {**vars(draft), "section": draft.section.value, "data": dict(draft.data)}
        async with self._writing() as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == draft.id))
            await connection.execute(insert(drafts), [row])

    async def since(self, at: datetime) -> tuple[StoredDraft, ...]:
        """All drafts from that moment on, oldest first."""
        query = select(drafts).where(drafts.c.at >= at).order_by(drafts.c.at, drafts.c.id)
        async with self._reading() as connection:
            return tuple(_to_draft(row) for row in await connection.execute(query))

    async def delete(self, id: str) -> None:
        """Delete a draft, if it exists."""
        async with self._writing() as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == id))

    async def forget(self, before: datetime) -> None:
        """Delete every draft from before that moment."""
        async with self._writing() as connection:
            await connection.execute(delete(drafts).where(drafts.c.at < before))

    def _reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return translate_database_errors(self._database.reading(), "The drafts", DraftError)

    def _writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        return translate_database_errors(self._database.writing(), "The drafts", DraftError)


def _to_draft(row: Row[Any]) -> StoredDraft:
    values = dict(row._mapping)
    return StoredDraft(**{**values, "section": Section(values["section"])})
