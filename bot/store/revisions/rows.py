"""Revisions as rows of the database: their columns, and how their texts are stored."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, desc, select

from bot.store.database.tables import revisions
from bot.store.pack_files.loader import state_name


class Origin(StrEnum):
    """What a revision comes from."""

    CURATOR = "curator"
    FILE = "file"
    IMPORT = "import"
    UNDO = "undo"
    START = "start"


class SaveStatus(StrEnum):
    """How far the save of a revision got."""

    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"
    BROKEN = "broken"
    """Files that did not load and were replaced by whole files: kept, and never served."""


@dataclass(frozen=True)
class Note:
    """When, how, by whom and why a revision was made, and the ids of the items that it changes."""

    at: datetime
    by: Origin
    who: int | None = None
    why: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revision:
    """A recorded state of the pack. Numbers go up; none is used twice, and some are skipped."""

    number: int
    at: datetime
    by: Origin
    who: int | None
    why: str
    state: str
    items: tuple[str, ...]


class DamagedError(ValueError):
    """The record of a revision cannot be read back."""


_COLUMNS = [column for column in revisions.c if column.name != "texts"]


def select_newest_first(item: str | None = None, before: int | None = None) -> Select[Any]:
    """Select the revisions whose save is done, newest first, without their texts.

    With `item`, only those that change that item; with `before`, only those with lower numbers.
    """
    query = (
        select(*_COLUMNS)
        .where(revisions.c.standing == SaveStatus.DONE.value)
        .order_by(desc(revisions.c.number))
    )
    if item is not None:
        query = query.where(revisions.c["items"].contains(f"\n{item}\n", autoescape=True))
    if before is not None:
        query = query.where(revisions.c.number < before)
    return query


def select_texts(number: int, statuses: Iterable[SaveStatus]) -> Select[Any]:
    """Select the texts of a revision, if its save has one of these statuses."""
    return select(revisions.c.texts, revisions.c.state).where(
        revisions.c.number == number, revisions.c.standing.in_([status.value for status in statuses])
    )


def to_row(
    number: int, note: Note, texts: Mapping[str, str], status: SaveStatus, base: int | None
) -> dict[str, Any]:
    """Make the row of a revision."""
    return {
        "number": number,
        "standing": status.value,
        "base": base,
        "at": note.at,
        "by": note.by.value,
        "who": note.who,
        "why": note.why,
        "state": state_name(texts),
        "items": "".join(f"\n{id}" for id in note.items) + "\n",
        "texts": zlib.compress(_join(texts)),
    }


def to_revision(row: Row[Any] | Mapping[str, Any]) -> Revision:
    """Read a row back. Raises DamagedError if its values are not those of a revision."""
    values = row if isinstance(row, Mapping) else row._mapping
    try:
        return Revision(
            values["number"],
            values["at"],
            Origin(values["by"]),
            values["who"],
            values["why"],
            values["state"],
            tuple(values["items"].split()),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedError from error


def to_texts(packed: bytes, state: str) -> dict[str, str]:
    """Unpack the texts of a revision. Raises DamagedError if they are not those that were recorded."""
    try:
        texts = _split(zlib.decompress(packed))
        if state_name(texts) == state:
            return texts
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError from error
    raise DamagedError


def _join(texts: Mapping[str, str]) -> bytes:
    """Join the texts, after a first line with the length of each in bytes.

    JSON for all of it would block the event loop for 100 ms at 10 MB, even from a thread.
    """
    parts = {name: text.encode() for name, text in texts.items()}
    lengths = json.dumps({name: len(part) for name, part in parts.items()})
    return b"".join([lengths.encode(), b"\n", *parts.values()])


def _split(joined: bytes) -> dict[str, str]:
    lengths, _, rest = joined.partition(b"\n")
    texts: dict[str, str] = {}
    at = 0
    for name, length in json.loads(lengths).items():
        texts[name] = rest[at : at + length].decode()
        at += length
    return texts
