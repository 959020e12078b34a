"""A database that an earlier version has used goes on being used: nothing in it is lost."""

import json
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import bot.store.database
from bot.store.pack_files.loader import state_name
from tests.archives import NOON, archive_of, on_disk, save, version, write

MIGRATIONS = Path(bot.store.database.__file__).with_name("migrations")
LATER = NOON + timedelta(days=1)


def make_database(folder, migration):
    """An empty database as of a migration."""
    folder.mkdir()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{folder / 'footnote.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, migration)
    engine.dispose()


def whole(texts):
    """Texts as they were stored before there were differences."""
    parts = {name: text.encode() for name, text in texts.items()}
    lengths = json.dumps({name: len(part) for name, part in parts.items()})
    return zlib.compress(b"".join([lengths.encode(), b"\n", *parts.values()]))


def query(place, sql, *values):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database, database:
        return database.execute(sql, values).fetchall()


@pytest.fixture
def place(tmp_path):
    """A database of the second migration with a question, four revisions, and a save that was cut off."""
    make_database(tmp_path / "data", "0002")
    query(
        tmp_path,
        "insert into questions values (1, '2026-03-01 12:00:00', 'how much', 'text', 'answered', null, 0.5,"
        " '[]', 'abc', 'channel')",
    )
    rows = [(1, "start", "done"), (2, "curator", "done"), (3, "curator", "dropped"), (4, "file", "done")]
    for number, by, standing in [*rows, (5, "curator", "pending")]:
        query(
            tmp_path,
            "insert into revisions values (?, ?, ?, '2026-03-01 12:00:00', ?, 7, 'as said', ?, ?, ?)",
            number,
            standing,
            {1: None, 4: 2, 5: 4}.get(number, 1),
            by,
            state_name(version(number)),
            "\nrye-share\n",
            whole(version(number)),
        )
    # All but one file of the save were replaced.
    write(tmp_path / "pack", {**version(5), "timeline.yaml": version(4)["timeline.yaml"]})
    return tmp_path


async def test_revisions_that_were_stored_whole_stay_readable_and_new_ones_differ_from_them(place):
    archive = archive_of(place)
    opening = await archive.open(LATER)
    await save(archive, version(5), version(6), now=LATER)
    history = await archive.history()

    # What was cut off is finished first.
    assert (opening.revision.number, opening.load_error, opening.history_error) == (5, None, None)
    assert on_disk(place / "pack") == version(6)
    assert [(each.number, each.by, each.who, each.why) for each in history[1:]] == [
        (5, "curator", 7, "as said"),
        (4, "file", 7, "as said"),
        (2, "curator", 7, "as said"),
        (1, "start", 7, "as said"),
    ]
    assert not any(each.is_thinned for each in history)
    for number in (1, 2, 4, 5, 6):
        assert await archive.texts(number) == version(number)
    assert await archive.change(5) == (version(4), version(5))
    await archive.close()
    assert query(place, "select number, whole from revisions where whole is not null") == [(6, 5)]
    assert query(place, "select text from questions") == [("how much",)]
    assert query(place, "select texts from revisions where number = 2") == [(whole(version(2)),)]


async def test_revisions_that_were_stored_whole_are_thinned_too(place):
    archive = archive_of(place)
    await archive.open(LATER)

    await archive.thin(LATER)

    assert [each.number for each in await archive.history() if each.is_thinned] == [4, 2]
    assert await archive.change(5) == (version(4), version(5))
    await archive.close()
    # The first, the last of its day, and what that was made on.
    assert query(place, "select number from revisions where length(texts) > 0") == [(1,), (4,), (5,)]


def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path):
    make_database(tmp_path / "data", "head")
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from bot.store.database.connection import embedded_database, open_database\n"
        "async def use():\n"
        "    engine, _ = await open_database(embedded_database(Path('data')))\n"
        "    await engine.dispose()\n"
        "asyncio.run(use())\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
