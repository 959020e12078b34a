"""A database that is gone is noticed, and what takes its place is known for that until somebody decides."""

import pytest
from sqlalchemy import URL, insert, select

from bot.store.database.connection import DATABASE_ERRORS, Database, embedded_database
from bot.store.database.database_file import find_file
from bot.store.database.marker import DatabaseMarker
from bot.store.database.tables import home_server


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
async def opened(folder):
    """Opens databases on the same file as so many starts would, and closes them."""
    databases = []

    def start():
        databases.append(Database(embedded_database(folder)))
        return databases[-1]

    yield start
    for database in databases:
        await database.close()


async def put_row(database, number):
    async with database.writing() as connection:
        await connection.execute(insert(home_server).values(id=number))


async def rows(database):
    async with database.reading() as connection:
        return [row.id for row in await connection.execute(select(home_server.c.id))]


async def test_a_new_database_gets_a_marker_that_explains_itself(folder, opened):
    database = opened()
    await put_row(database, 1)
    assert not database.is_lost
    marker = folder / "footnote.db.belongs-here"
    (line,) = marker.read_text().splitlines()
    assert line.startswith("Footnote keeps footnote.db in this folder: if it is gone, put it back.")
    assert "delete this file" in line


async def test_a_database_from_before_there_were_markers_gets_one(folder, opened):
    await put_row(opened(), 1)
    (folder / "footnote.db.belongs-here").unlink()
    database = opened()
    assert await rows(database) == [1]
    assert not await database.look()
    assert (folder / "footnote.db.belongs-here").exists()


@pytest.mark.parametrize("how", ["deleted", "moved", "emptied", "with its folder"])
async def test_one_that_disappears_is_lost_and_so_is_the_next_start(folder, opened, tmp_path, how):
    database = opened()
    await put_row(database, 1)
    file = folder / "footnote.db"
    if how == "deleted":
        file.unlink()
    elif how == "moved":
        file.rename(tmp_path / "aside")
    elif how == "emptied":
        file.write_bytes(b"")
    else:
        folder.rename(tmp_path / "aside")
    assert await database.look()
    await put_row(database, 2)
    assert await rows(database) == [2]
    assert await database.look()
    await database.close()
    assert await database.look()
    for _ in range(2):
        again = opened()
        assert await again.look()
        assert await rows(again) == [2]
        await again.close()


async def test_one_that_disappears_between_two_starts_is_lost(folder, opened):
    await put_row(opened(), 1)
    (folder / "footnote.db").unlink()
    assert await opened().look()


@pytest.mark.parametrize("when", ["while it runs", "between two starts"])
async def test_one_that_is_put_back_is_in_order_again(folder, opened, tmp_path, when):
    database, file = opened(), folder / "footnote.db"
    await put_row(database, 1)
    file.rename(tmp_path / "aside")
    assert await database.look()
    if when == "between two starts":
        await database.close()
        database = opened()
    (tmp_path / "aside").rename(file)
    assert not await database.look()
    assert await rows(database) == [1]
    assert not await opened().look()


@pytest.mark.parametrize("when", ["while it runs", "between two starts"])
async def test_without_the_marker_the_new_one_is_the_one(folder, opened, when):
    database = opened()
    await put_row(database, 1)
    (folder / "footnote.db").unlink()
    assert await database.look()
    if when == "between two starts":
        await database.close()
        database = opened()
    (folder / "footnote.db.belongs-here").unlink()
    assert not await database.look()
    assert await rows(database) == []
    assert (folder / "footnote.db.belongs-here").exists()
    await put_row(database, 2)
    assert await rows(opened()) == [2]
    (folder / "footnote.db").unlink()
    assert await database.look()


async def test_what_cannot_be_made_anew_is_lost_all_the_same(folder, opened):
    database = opened()
    await put_row(database, 1)
    (folder / "footnote.db").unlink()
    (folder / "footnote.db").mkdir()
    assert await database.look()
    with pytest.raises(DATABASE_ERRORS):
        await rows(database)
    assert await database.look()
    (folder / "footnote.db").rmdir()
    assert await database.look()
    assert await rows(database) == []


def test_a_marker_that_cannot_be_written_is_told_in_the_log(tmp_path, caplog):
    marker = DatabaseMarker(tmp_path / "nowhere" / "footnote.db")
    assert not marker.write()
    assert not marker.exists()
    (message,) = caplog.messages
    assert "footnote.db.belongs-here cannot be written" in message


def test_a_database_on_another_host_has_no_marker():
    marker = DatabaseMarker(
        find_file(URL.create("postgresql+asyncpg", host="elsewhere", database="footnote"))
    )
    assert not marker.exists()
    assert not marker.write()
