"""What an earlier version wrote is there after an update, and goes on being used."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot.core.editing.edits import Section
from bot.store.database.connection import Database, embedded_database
from bot.store.database.schema_version import list_known_migrations
from bot.store.drafts import Drafts, StoredDraft
from bot.store.home_server import HomeMemory, RememberedHome
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import AnsweredMessage, LoggedQuestion, Verdict
from bot.store.revisions.archive import Origin
from bot.store.revisions.undo import plan_undo
from tests.archives import NOON, archive_of, on_disk, save
from tests.store.database.used_databases import VERSIONS, make_used, state

LATER = NOON + timedelta(days=1)
ASKED = LoggedQuestion(
    4611686018427387000,
    NOON,
    "how many shops, @someone? ändert 币",
    "question",
    "answered",
    "shop-count",
    0.91,
    ("shop-count",),
    "abc123",
    "1100000000000000001",
)
CURATOR = 700000000000000001


@pytest.fixture(params=VERSIONS)
def version(request, tmp_path):
    make_used(tmp_path, request.param)
    return request.param


@pytest.fixture
async def database(version, tmp_path):
    database = Database(embedded_database(tmp_path / "data"))
    yield database
    await database.close()


@pytest.fixture
async def archive(version, tmp_path):
    archive = archive_of(tmp_path, patience=10)
    yield archive
    await archive.close()


def query(place, sql):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database:
        return database.execute(sql).fetchall()


def test_there_is_one_of_each_version_but_the_newest():
    assert set(list_known_migrations()[:-1]) <= set(VERSIONS) <= set(list_known_migrations())


async def test_the_question_log_is_read_and_written_on(version, database, tmp_path):
    log = QuestionLog(database)
    assert await log.find(ASKED.id, 10) == ASKED
    assert await log.recent(10) == ("what does a loaf cost", ASKED.text)
    assert await log.find_places(NOON, 10, 10) == (1100000000000000001,)
    answered = {1400000000000000001} if version >= "0004" else set()
    assert await log.find_answered([1400000000000000001], 10) == answered

    asked_now = LoggedQuestion(**{**vars(ASKED), "id": 5, "asked_at": LATER, "text": "and now"})
    log.add(asked_now)
    log.add(Verdict(77, LATER, "shop-count"))
    log.add(AnsweredMessage(1400000000000000002, LATER))
    await log.flush()

    assert await log.find(5, 10) == asked_now
    assert await log.find_newest_answered(LATER + timedelta(hours=1), 10) == 1400000000000000002
    assert query(tmp_path, "select question_id, picked from verdicts") == [(77, "shop-count")]
    assert query(tmp_path, "select question_id, item, text from reports") == [
        (ASKED.id, "shop-count", "it is 13")
    ]
    await log.forget(LATER)
    assert await log.recent(10) == ("and now",)


async def test_revisions_are_read_undone_and_followed_by_others(version, archive, tmp_path):
    opening = await archive.open(LATER)
    number = opening.revision.number

    assert (opening.load_error, opening.history_error) == (None, None)
    assert await archive.texts(number) == state(4) == on_disk(tmp_path / "pack")
    if version == "0001":
        assert (number, opening.revision.by) == (1, "start")
    else:
        history = await archive.history()
        assert [(each.number, each.by, each.who, each.why, each.at - NOON) for each in history] == [
            (4, "file", None, "", timedelta(minutes=20)),
            (3, "curator", CURATOR, "one more: 14", timedelta(minutes=14)),
            (2, "curator", CURATOR, "one more: 13", timedelta(minutes=13)),
            (1, "start", None, "", timedelta()),
        ]
        for revision in (2, 3, 4):
            assert await archive.change(revision) == (state(revision - 1), state(revision))
        undone = plan_undo(4, *await archive.change(4), on_disk(tmp_path / "pack"))
        await archive.save(
            undone.files, opening.revision.state, by=Origin.UNDO, who=CURATOR, why="", items=(), now=LATER
        )
        assert on_disk(tmp_path / "pack") == state(3)
    await save(archive, on_disk(tmp_path / "pack"), state(9), now=LATER)
    newest = await archive.newest()
    assert await archive.texts(newest.number) == state(9) == on_disk(tmp_path / "pack")
    await archive.thin(LATER + timedelta(days=2))
    assert await archive.texts(newest.number) == state(9)


async def test_drafts_are_there_and_can_be_put_away(version, database, tmp_path):
    drafts = Drafts(database)
    found = await drafts.since(NOON)

    if version >= "0002":
        state_then = query(tmp_path, "select state from revisions where number = 4")[0][0]
        data = {"edits": [{"answer": "There were 16."}]}
        when = NOON + timedelta(minutes=30)
        assert found == (
            StoredDraft("Abc-123_xyz", CURATOR, Section.ENTRIES, "shop-count", state_then, data, when),
        )
        await drafts.delete("Abc-123_xyz")
    await drafts.put(StoredDraft("new", 1, Section.NOT_COVERED, "x", "abc", {}, LATER))
    assert [each.id for each in await drafts.since(NOON)] == ["new"]


async def test_the_home_is_remembered(version, database):
    memory = HomeMemory(database)
    home = RememberedHome(1200000000000000001, 1200000000000000001)

    assert await memory.read() == (home if version >= "0005" else None)
    await memory.write(RememberedHome(5))
    assert await memory.read() == RememberedHome(5)


async def test_it_is_no_database_that_stands_in_for_a_lost_one(database):
    assert not await database.look()
