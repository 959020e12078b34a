"""Edits that somebody is in the middle of, so that a closed form or a restart loses nothing."""

import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.edit import Section
from bot.errors import UserError
from bot.store.database import UNUSABLE, Database
from bot.store.tables import drafts
from bot.store.trouble import of_database

_log = logging.getLogger(__name__)


class DraftError(UserError):
    """Drafts can neither be kept nor found."""


@dataclass(frozen=True)
class Draft:
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

    async def put(self, draft: Draft) -> None:
        """Keep a draft, in the place of an earlier one of the same id."""
        row = {**vars(draft), "section": draft.section.value, "data": dict(draft.data)}
        async with _trouble(self._database.writing()) as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == draft.id))
            await connection.execute(insert(drafts), [row])

    async def since(self, at: datetime) -> tuple[Draft, ...]:
        """All drafts that are no older, oldest first."""
        wanted = select(drafts).where(drafts.c.at >= at).order_by(drafts.c.at, drafts.c.id)
        async with _trouble(self._database.reading()) as connection:
            return tuple(_draft(row) for row in await connection.execute(wanted))

    async def delete(self, id: str) -> None:
        """Delete a draft, where it is there."""
        async with _trouble(self._database.writing()) as connection:
            await connection.execute(delete(drafts).where(drafts.c.id == id))

    async def forget(self, before: datetime) -> None:
        """Delete every draft that is older."""
        async with _trouble(self._database.writing()) as connection:
            await connection.execute(delete(drafts).where(drafts.c.at < before))


def _draft(row: Row[Any]) -> Draft:
    values = dict(row._mapping)
    return Draft(**{**values, "section": Section(values["section"])})


@asynccontextmanager
async def _trouble(
    transaction: AbstractAsyncContextManager[AsyncConnection],
) -> AsyncIterator[AsyncConnection]:
    try:
        async with transaction as connection:
            yield connection
    except (*UNUSABLE, ValueError, TypeError, OverflowError) as error:
        _log.warning("The drafts cannot be used", exc_info=True)
        reason = of_database(error)
        raise DraftError(f"Drafts are out of reach: {reason.what}. {reason.do}") from error
