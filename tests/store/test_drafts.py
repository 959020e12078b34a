import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.edit import Section
from bot.store.database import embedded_database
from bot.store.drafts import Draft, DraftError, Drafts, new_draft_id

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DATA = {
    "question": "What does a loaf cost? 👋",
    "phrasings": ["a", "b"],
    "source": {"paragraph": "2"},
    "n": None,
}
DRAFT = Draft("abc", 7, Section.ENTRIES, "rye-share", "0123456789ab", DATA, NOON)


@pytest.fixture
async def drafts(tmp_path):
    drafts = Drafts(embedded_database(tmp_path), patience=0.0)
    yield drafts
    await drafts.close()


async def test_a_draft_is_found_as_it_was_put(drafts):
    await drafts.put(DRAFT)

    assert await drafts.get("abc") == DRAFT


async def test_a_draft_survives_a_restart(drafts, tmp_path):
    await drafts.put(DRAFT)
    await drafts.close()

    again = Drafts(embedded_database(tmp_path))
    assert await again.get("abc") == DRAFT
    await again.close()


async def test_a_draft_put_again_takes_the_place_of_the_first(drafts):
    later = replace(DRAFT, data={"question": "Other"}, at=NOON + timedelta(minutes=1))
    await drafts.put(DRAFT)
    await drafts.put(later)

    assert await drafts.get("abc") == later
    assert await drafts.open_on("rye-share", NOON) == (later,)


async def test_a_draft_that_is_deleted_or_never_was_is_not_found(drafts):
    await drafts.put(DRAFT)
    await drafts.delete("abc")
    await drafts.delete("never")

    assert await drafts.get("abc") is None
    assert await drafts.get("never") is None


async def test_who_has_an_item_open_is_named_once_newest_first(drafts):
    mine = [replace(DRAFT, id=f"mine{at}", at=NOON + timedelta(minutes=at)) for at in (0, 2)]
    hers = replace(DRAFT, id="hers", who=8, at=NOON + timedelta(minutes=3))
    for draft in (*mine, hers, replace(DRAFT, id="other", item="prices", who=9)):
        await drafts.put(draft)

    assert await drafts.open_on("rye-share", NOON) == (hers, mine[1])
    assert await drafts.open_on("rye-share", NOON + timedelta(minutes=3)) == (hers,)
    assert await drafts.open_on("shop-count", NOON) == ()


async def test_old_drafts_are_forgotten_and_the_others_kept(drafts):
    await drafts.put(DRAFT)
    await drafts.put(replace(DRAFT, id="new", at=NOON + timedelta(days=7)))

    await drafts.forget(NOON + timedelta(days=1))

    assert await drafts.get("abc") is None
    assert await drafts.get("new") is not None


async def test_a_database_that_is_busy_says_so_and_works_again(drafts, tmp_path):
    await drafts.put(DRAFT)
    other = sqlite3.connect(tmp_path / "footnote.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        for act in (drafts.put(DRAFT), drafts.get("abc"), drafts.delete("abc"), drafts.forget(NOON)):
            with pytest.raises(DraftError, match="the database is busy"):
                await act
    finally:
        other.close()

    assert await drafts.get("abc") == DRAFT


async def test_a_damaged_database_says_so(drafts, tmp_path):
    (tmp_path / "footnote.db").write_bytes(b"no database at all" * 100)

    with pytest.raises(DraftError, match="the database is damaged"):
        await drafts.get("abc")


def test_ids_of_drafts_are_short_and_differ():
    ids = {new_draft_id() for _ in range(10_000)}

    assert len(ids) == 10_000
    assert {len(id) for id in ids} == {16}
    assert all(id.replace("-", "").replace("_", "").isalnum() for id in ids)
