"""Revisions as rows: what is recorded of each, and how its texts are kept."""

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
    """How a revision came about."""

    CURATOR = "curator"
    FILE = "file"
    IMPORT = "import"
    UNDO = "undo"
    START = "start"


class Standing(StrEnum):
    """How the saving of a revision stands."""

    PENDING = "pending"
    DONE = "done"
    DROPPED = "dropped"
    BROKEN = "broken"
    """What stood in the files, did not load, and gave way to whole files: kept, and never served."""


@dataclass(frozen=True)
class Note:
    """Who made a revision, when and why, and the ids of the items that it touches."""

    at: datetime
    by: Origin
    who: int | None = None
    why: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revision:
    """A recorded state of the pack. Numbers go up and are never used twice; some are skipped."""

    number: int
    at: datetime
    by: Origin
    who: int | None
    why: str
    state: str
    items: tuple[str, ...]


class DamagedError(ValueError):
    """What is recorded of a revision cannot be read back."""


_COLUMNS = [each for each in revisions.c if each.name != "texts"]


def newest_first(item: str | None = None, before: int | None = None) -> Select[Any]:
    """Select the revisions that stand, without their texts: those that touch an item, older than a number."""
    found = (
        select(*_COLUMNS)
        .where(revisions.c.standing == Standing.DONE.value)
        .order_by(desc(revisions.c.number))
    )
    if item is not None:
        found = found.where(revisions.c["items"].contains(f"\n{item}\n", autoescape=True))
    return found if before is None else found.where(revisions.c.number < before)


def kept_texts(number: int, standings: Iterable[Standing]) -> Select[Any]:
    """Select the texts of a revision that stands in one of these ways."""
    return select(revisions.c.texts, revisions.c.state).where(
        revisions.c.number == number, revisions.c.standing.in_([each.value for each in standings])
    )


def to_row(
    number: int, note: Note, texts: Mapping[str, str], standing: Standing, base: int | None
) -> dict[str, Any]:
    """Make the row of a revision."""
    return {
        "number": number,
        "standing": standing.value,
        "base": base,
        "at": note.at,
        "by": note.by.value,
        "who": note.who,
        "why": note.why,
        "state": state_name(texts),
        "items": "".join(f"\n{each}" for each in note.items) + "\n",
        "texts": zlib.compress(_joined(texts)),
    }


def to_revision(row: Row[Any] | Mapping[str, Any]) -> Revision:
    """Read a row back; raises DamagedError."""
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


def to_texts(kept: bytes, state: str) -> dict[str, str]:
    """Unpack the texts of a revision; raises DamagedError where they are not those that were recorded."""
    try:
        texts = _parted(zlib.decompress(kept))
        if state_name(texts) == state:
            return texts
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError from error
    raise DamagedError


def _joined(texts: Mapping[str, str]) -> bytes:
    """The texts one after the other, behind a line that says how long each is.

    JSON as a whole would hold up the event loop for 100 ms at 10 MB, even from a thread.
    """
    parts = {name: text.encode() for name, text in texts.items()}
    lengths = json.dumps({name: len(part) for name, part in parts.items()})
    return b"".join([lengths.encode(), b"\n", *parts.values()])


def _parted(joined: bytes) -> dict[str, str]:
    lengths, _, rest = joined.partition(b"\n")
    texts: dict[str, str] = {}
    at = 0
    for name, length in json.loads(lengths).items():
        texts[name] = rest[at : at + length].decode()
        at += length
    return texts
