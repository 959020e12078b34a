import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.database.connection import Database, embedded_database, open_database
from bot.store.database.tables import metadata
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.queue import MOST_WAITING
from bot.store.question_log.rows import LoggedQuestion, Report, Verdict, new_question_id

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
PATIENCE = 5.0


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "footnote.db"


@pytest.fixture
def url(file):
    return embedded_database(file.parent)


@pytest.fixture
async def log(url):
    log = QuestionLog(Database(url))
    yield log
    await log.close()


def question(id, asked_at=NOON, **fields):
    return LoggedQuestion(
        **{
            "id": id,
            "asked_at": asked_at,
            "text": "how many @someone's? 中国 👋",
            "kind": "question",
            "outcome": "answered",
            "item": "registered-users",
            "confidence": 0.875,
            "candidates": ("active-users", "vpn"),
            "revision": "abc",
            "place": "123/456",
            **fields,
        }
    )


def rows(file, table):
    with sqlite3.connect(file) as connection:
        found = connection.execute(f"select * from {table}").fetchall()
    connection.close()
    return found


async def test_nothing_is_written_before_the_batch_is(log, file):
    for id in range(1, 51):
        log.add(question(id))
    log.add(Verdict(7, NOON, "vpn"))
    log.add(Report(7, NOON, "registered-users", "it is 5.7 million"))
    assert not file.exists()

    await log.flush()

    assert [row[0] for row in rows(file, "questions")] == list(range(1, 51))
    assert [row[::2] for row in rows(file, "verdicts")] == [(7, "vpn")]
    assert [row[3:] for row in rows(file, "reports")] == [("registered-users", "it is 5.7 million")]


async def test_a_question_is_found_the_same_before_and_after_it_is_written(log):
    asked = question(5)
    log.add(asked)
    assert await log.find(5, PATIENCE) == asked

    await log.flush()

    assert await log.find(5, PATIENCE) == asked


async def test_a_question_without_an_item_is_found_the_same(log):
    asked = question(6, item=None, candidates=(), outcome="unknown", confidence=0.0)
    log.add(asked)
    await log.flush()

    assert await log.find(6, PATIENCE) == asked


async def test_what_was_never_asked_is_not_found(log):
    log.add(question(1))

    assert await log.find(2, PATIENCE) is None


async def test_each_row_is_written_once(log, file):
    log.add(question(1))
    await log.flush()
    await log.flush()
    log.add(question(2))
    await asyncio.gather(*(log.flush() for _ in range(5)))

    assert [row[0] for row in rows(file, "questions")] == [1, 2]


async def test_what_waits_is_written_on_closing_and_is_there_after_a_restart(url):
    log = QuestionLog(Database(url))
    log.add(question(3))
    await log.close()
    again = QuestionLog(Database(url))

    assert await again.find(3, PATIENCE) == question(3)
    await again.close()


async def test_of_several_verdicts_on_an_answer_the_last_counts(log, file):
    log.add(question(1))
    log.add(Verdict(1, NOON, "vpn"))
    log.add(Verdict(1, NOON, None))
    await log.flush()
    log.add(Verdict(1, NOON, "other"))
    await log.flush()

    assert [row[::2] for row in rows(file, "verdicts")] == [(1, "other")]


async def test_the_last_verdict_counts_over_a_restart_too(url, file):
    for picked in ("vpn", None):
        log = QuestionLog(Database(url))
        log.add(Verdict(1, NOON, picked))
        await log.close()

    assert [row[::2] for row in rows(file, "verdicts")] == [(1, None)]


async def test_a_second_verdict_does_not_hold_up_what_is_written_with_it(log, file):
    log.add(Verdict(1, NOON, "vpn"))
    await log.flush()
    log.add(question(9))
    log.add(Verdict(1, NOON, "other"))
    log.add(Verdict(2, NOON, None))
    await log.flush()

    assert [row[0] for row in rows(file, "questions")] == [9]
    assert [row[::2] for row in rows(file, "verdicts")] == [(1, "other"), (2, None)]


async def test_what_is_older_than_the_time_is_forgotten_and_nothing_else(log, file):
    for id, age in ((1, 31), (2, 30), (3, 0)):
        then = NOON - timedelta(days=age)
        log.add(question(id, then))
        log.add(Verdict(id, then, None))
        log.add(Report(id, then, "vpn", "wrong"))
    await log.flush()
    await log.forget(NOON - timedelta(days=30))

    assert [row[0] for row in rows(file, "questions")] == [2, 3]
    assert [row[0] for row in rows(file, "verdicts")] == [2, 3]
    assert [row[1] for row in rows(file, "reports")] == [2, 3]
    assert await log.find(1, PATIENCE) is None


async def test_moments_keep_their_time_zone(log):
    india = timezone(timedelta(hours=5, minutes=30))
    local = NOON.astimezone(india)
    log.add(question(1, local))
    await log.flush()
    found = await log.find(1, PATIENCE)

    assert found.asked_at == NOON
    assert found.asked_at.utcoffset() == timedelta(0)


async def test_a_moment_of_another_time_zone_is_forgotten_at_the_same_moment(log):
    log.add(question(1, NOON.astimezone(timezone(timedelta(hours=-11)))))
    log.add(question(2, (NOON + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-11)))))
    await log.flush()
    await log.forget(NOON + timedelta(seconds=1))

    assert await log.find(1, PATIENCE) is None
    assert await log.find(2, PATIENCE) is not None


async def test_the_migrations_make_the_tables_of_the_code(url):
    engine, _ = await open_database(url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda plain: compare_metadata(
                MigrationContext.configure(plain, opts={"compare_type": True}), metadata
            )
        )
    await engine.dispose()

    assert differences == []


async def test_opening_the_database_again_keeps_what_is_in_it(url, file):
    log = QuestionLog(Database(url))
    log.add(question(1))
    await log.close()
    engine, _ = await open_database(url)
    await engine.dispose()

    assert [row[0] for row in rows(file, "questions")] == [1]


async def test_rows_wait_while_the_folder_cannot_be_written_and_are_written_when_it_can(
    tmp_path, url, file, caplog
):
    (tmp_path / "data").write_text("a file stands where the folder should be")
    log = QuestionLog(Database(url))
    log.add(question(1))
    log.add(Verdict(1, NOON, "vpn"))
    await log.flush()
    await log.forget(NOON)

    assert await log.find(1, PATIENCE) == question(1)
    assert await log.find(2, PATIENCE) is None
    said = [each.partition(" (")[0] for each in caplog.messages]
    assert "The question log cannot be written; 2 rows wait" in said
    assert "Old questions could not be forgotten; it is tried again" in said

    (tmp_path / "data").unlink()
    log.add(question(2))
    await log.flush()

    assert [row[0] for row in rows(file, "questions")] == [1, 2]
    assert [row[::2] for row in rows(file, "verdicts")] == [(1, "vpn")]
    await log.close()


async def test_rows_wait_while_their_table_is_away_and_are_written_when_it_is_back(url, file, log):
    log.add(question(1))
    await log.flush()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("alter table questions rename to away"))
    log.add(question(2))
    await log.flush()
    assert await log.find(2, PATIENCE) == question(2)

    async with engine.begin() as connection:
        await connection.execute(text("alter table away rename to questions"))
    await engine.dispose()
    await log.flush()

    assert [row[0] for row in rows(file, "questions")] == [1, 2]


async def test_a_file_that_is_no_database_costs_nothing_but_the_log(file, log, caplog):
    file.parent.mkdir()
    file.write_bytes(b"no database at all" * 100)
    log.add(question(1))
    await log.flush()

    assert await log.find(1, PATIENCE) == question(1)
    assert "The question log cannot be written; 1 rows wait" in [
        each.partition(" (")[0] for each in caplog.messages
    ]


async def test_the_oldest_rows_go_first_when_too_many_wait(tmp_path, url, file):
    (tmp_path / "data").write_text("")
    log = QuestionLog(Database(url))
    for id in range(1, MOST_WAITING + 11):
        log.add(question(id))
    await log.flush()
    assert await log.find(10, PATIENCE) is None
    assert await log.find(11, PATIENCE) is not None

    (tmp_path / "data").unlink()
    await log.close()

    assert len(rows(file, "questions")) == MOST_WAITING


async def test_one_row_that_cannot_be_written_does_not_hold_up_the_others_for_ever(log, file):
    log.add(question(1))
    await log.flush()
    log.add(question(1, text="the same number again"))
    log.add(question(2))
    await log.flush()

    assert [row[0] for row in rows(file, "questions")] == [1, 2]


def test_the_log_has_no_column_for_a_person():
    columns = {column.name for table in metadata.tables.values() for column in table.columns}

    assert not {column for column in columns if "user" in column or "name" in column or "author" in column}


def test_numbers_of_questions_are_large_and_differ():
    numbers = {new_question_id() for _ in range(10_000)}

    assert len(numbers) == 10_000
    assert all(0 < number < 2**63 for number in numbers)
