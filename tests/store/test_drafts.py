import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.editing.edits import Section
from bot.store.database.connection import Database, embedded_database
from bot.store.drafts import DraftError, Drafts, StoredDraft, new_draft_id

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DATA = {
    "question": "What does a loaf cost? 👋",
    "phrasings": ["a", "b"],
    "source": {"paragraph": "2"},
    "n": None,
}
DRAFT = StoredDraft("abc", 7, Section.ENTRIES, "rye-share", "0123456789ab", DATA, NOON)


@pytest.fixture
async def database(tmp_path):
    database = Database(embedded_database(tmp_path), patience=0.0)
    yield database
    await database.close()


@pytest.fixture
def drafts(database):
    return Drafts(database)


async def kept(drafts, since=NOON):
    return [draft.id for draft in await drafts.since(since)]


async def test_a_draft_is_found_as_it_was_put(drafts):
    await drafts.put(DRAFT)

    assert await drafts.since(NOON) == (DRAFT,)


async def test_a_draft_survives_a_restart(drafts, database, tmp_path):
    await drafts.put(DRAFT)
    await database.close()

    again = Database(embedded_database(tmp_path), patience=0.0)
    assert await Drafts(again).since(NOON) == (DRAFT,)
    await again.close()


async def test_a_draft_put_again_takes_the_place_of_the_first(drafts):
    later = replace(DRAFT, data={"question": "Other"}, at=NOON + timedelta(minutes=1))
    await drafts.put(DRAFT)
    await drafts.put(later)

    assert await drafts.since(NOON) == (later,)


async def test_a_draft_that_is_deleted_or_never_was_is_not_found(drafts):
    await drafts.put(DRAFT)
    await drafts.delete("abc")
    await drafts.delete("never")

    assert await kept(drafts) == []


async def test_drafts_come_oldest_first_from_a_moment_on(drafts):
    for id, minutes in (("late", 2), ("early", 0), ("between", 1)):
        await drafts.put(replace(DRAFT, id=id, at=NOON + timedelta(minutes=minutes)))

    assert await kept(drafts) == ["early", "between", "late"]
    assert await kept(drafts, NOON + timedelta(minutes=1)) == ["between", "late"]


async def test_old_drafts_are_forgotten_and_the_others_kept(drafts):
    await drafts.put(DRAFT)
    await drafts.put(replace(DRAFT, id="new", at=NOON + timedelta(days=7)))

    await drafts.forget(NOON + timedelta(days=1))

    assert await kept(drafts) == ["new"]


async def test_a_database_that_is_busy_says_so_and_works_again(drafts, tmp_path):
    await drafts.put(DRAFT)
    other = sqlite3.connect(tmp_path / "footnote.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        for act in (drafts.put(DRAFT), drafts.since(NOON), drafts.delete("abc"), drafts.forget(NOON)):
            with pytest.raises(DraftError, match="the database is busy"):
                await act
    finally:
        other.close()

    assert await kept(drafts) == ["abc"]


async def test_a_damaged_database_says_so(drafts, tmp_path):
    (tmp_path / "footnote.db").write_bytes(b"no database at all" * 100)

    with pytest.raises(DraftError, match="the database is damaged"):
        await drafts.since(NOON)


def test_ids_of_drafts_are_short_and_differ():
    ids = {new_draft_id() for _ in range(10_000)}

    assert len(ids) == 10_000
    assert {len(id) for id in ids} == {16}
    assert all(id.replace("-", "").replace("_", "").isalnum() for id in ids)
