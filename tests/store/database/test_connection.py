import asyncio
import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.database.connection import Database, embedded_database


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


async def test_what_people_asked_is_for_the_owner_of_the_folder_alone(tmp_path, open_umask):
    folder = tmp_path / "some" / "data"
    database = Database(embedded_database(folder))
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE asked (question TEXT)"))
        files = sorted(folder.iterdir())
        names = ["footnote.db", "footnote.db-journal", "footnote.db.belongs-here"]
        assert [file.name for file in files] == names
        assert {mode(file) for file in files} == {0o600}
    await database.close()
    assert mode(folder) == 0o700


async def test_a_database_that_others_can_read_is_closed_to_them_and_the_folder_stays_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    file = tmp_path / "footnote.db"
    file.touch()
    file.chmod(0o644)
    database = Database(embedded_database(tmp_path))
    async with database.reading():
        pass
    await database.close()
    assert (mode(file), mode(tmp_path)) == (0o600, 0o755)


@pytest.mark.parametrize("kind", ["reading", "writing"])
async def test_it_is_closed_once_nobody_uses_it_and_opens_again_when_it_is_needed(tmp_path, kind):
    database = Database(embedded_database(tmp_path))
    async with getattr(database, kind)() as connection:
        closing = asyncio.create_task(database.close())
        for _ in range(50):
            await asyncio.sleep(0)
        assert not closing.done()
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1
    await closing
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT 2"))).scalar() == 2
    await database.close()


async def test_a_disk_that_stalls_does_not_hold_up_the_event_loop(tmp_path, monkeypatch):
    database = Database(embedded_database(tmp_path))
    async with database.writing():
        pass
    answers, answered, look = threading.Event(), [], Path.stat

    def stalling(file, **options):
        if file.name == "footnote.db":
            answered.append(answers.wait(5))
        return look(file, **options)

    async def use():
        async with database.reading():
            pass

    monkeypatch.setattr(Path, "stat", stalling)
    using = asyncio.create_task(use())
    await asyncio.sleep(0.01)
    answers.set()
    await using
    await database.close()

    assert answered == [True]
