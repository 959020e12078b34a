"""Revisions as rows of the database: their columns, and how they are selected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, desc, func, select

from bot.store.database.tables import revisions
from bot.store.revisions.stored_texts import DamagedError, StoredTexts, WholeTexts, from_stored


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
    THINNED = "thinned"
    """Done long ago, and not the last of its day: it can no longer be undone, and its texts may be gone."""
    DROPPED = "dropped"
    BROKEN = "broken"
    """Files that did not load and were replaced by whole files: kept, and never served."""


# What is in the history.
RECORDED = (SaveStatus.DONE, SaveStatus.THINNED)


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
    is_thinned: bool = False
    """Is it too old to be undone? Then its texts may be gone."""


_COLUMNS = [column for column in revisions.c if column.name != "texts"]


def select_newest_first(item: str | None = None, before: int | None = None) -> Select[Any]:
    """Select the revisions whose save is done, newest first, without their texts.

    With `item`, only those that change that item; with `before`, only those with lower numbers.
    """
    query = select(*_COLUMNS).where(has_status(*RECORDED)).order_by(desc(revisions.c.number))
    if item is not None:
        query = query.where(revisions.c["items"].contains(f"\n{item}\n", autoescape=True))
    if before is not None:
        query = query.where(revisions.c.number < before)
    return query


def has_status(*statuses: SaveStatus) -> ColumnElement[bool]:
    """The condition that the save of a revision has one of these statuses."""
    return revisions.c.standing.in_([status.value for status in statuses])


def select_texts(number: int, statuses: Iterable[SaveStatus]) -> Select[Any]:
    """Select the texts of a revision as they are stored, if its save has one of these statuses.

    Both parts of a difference come from one statement, so that nothing can be thinned in between.
    """
    wholes = revisions.alias("wholes")
    return (
        select(revisions.c.texts, revisions.c.state, revisions.c.whole, wholes.c.texts.label("whole_texts"))
        .outerjoin_from(revisions, wholes, wholes.c.number == revisions.c.whole)
        .where(revisions.c.number == number, has_status(*statuses))
    )


def select_newest_whole(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Select the newest revision whose texts are stored whole, and count the differences from it."""
    newest = (
        select(func.max(revisions.c.number))
        .where(revisions.c.whole.is_(None), func.length(revisions.c.texts) > 0, *conditions)
        .scalar_subquery()
    )
    differing = revisions.alias("differing")
    differences = select(func.count()).where(differing.c.whole == newest).scalar_subquery()
    return select(
        revisions.c.number, revisions.c.state, revisions.c.texts, differences.label("differences")
    ).where(revisions.c.number == newest)


def to_row(
    number: int, note: Note, state: str, stored: StoredTexts, status: SaveStatus, base: int | None
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
        "state": state,
        "items": "".join(f"\n{id}" for id in note.items) + "\n",
        "texts": stored.data,
        "whole": stored.whole,
    }


def to_texts(row: Row[Any]) -> dict[str, str]:
    """Read the texts that `select_texts` selected. Raises DamagedError."""
    return from_stored(row.texts, row.whole_texts if row.whole is not None else None, row.state)


def to_whole(row: Row[Any] | None) -> WholeTexts | None:
    """Read what `select_newest_whole` selected, if it did."""
    return WholeTexts(**row._mapping) if row else None


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
            SaveStatus(values["standing"]) is SaveStatus.THINNED,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedError from error
