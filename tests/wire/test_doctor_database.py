"""`footnote doctor` where settings, the pack or the database are not in order. Discord is not asked."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from bot.store.database.schema_version import list_known_migrations
from bot.store.database_look import look_at_database
from tests.wire.conftest import PACK
from tests.wire.examining import examine_as_json, make_database
from tests.wire.stand_in import StandIn


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database as a start makes it."""
    return await make_database(tmp_path / "data")


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(statement)


def put_a_text_there(database: Path) -> None:
    database.write_bytes(b"hello" * 1_000)


def overwrite_a_table(database: Path) -> None:
    """Damage what nobody reads by just opening it."""
    with closing(sqlite3.connect(database)) as opened:
        (page,) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = 'questions'").fetchone()
        (size,) = opened.execute("PRAGMA page_size").fetchone()
    content = database.read_bytes()
    database.write_bytes(content[: (page - 1) * size] + b"\xff" * size + content[page * size :])


def break_off_a_write(database: Path) -> None:
    """Let a process crash in a transaction of which more was written than fits into SQLite's memory."""
    code = (
        "import os, sqlite3, sys\n"
        "opened = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "opened.execute('PRAGMA cache_size = 1')\n"
        "opened.execute('BEGIN')\n"
        "opened.execute('CREATE TABLE more (text)')\n"
        "opened.executemany('INSERT INTO more VALUES (?)', [('x' * 4000,)] * 500)\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(database)], check=True)
    assert database.with_name("footnote.db-journal").stat().st_size > 0


def remove(database: Path) -> None:
    database.unlink()


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_what_is_wrong_with_the_settings_is_told_and_the_rest_looked_at(tmp_path: Path):
    wrong = {"FOOTNOTE_TOKNE": "x", "FOOTNOTE_KEEP_DAYS": "never", "FOOTNOTE_HOME_GUILD": "Norrvik"}

    examined = await examine_as_json(None, tmp_path, **wrong)

    assert examined.code == 1
    assert examined.out.count('"settings"') == 4
    assert "There is no setting FOOTNOTE_TOKNE; the nearest is FOOTNOTE_TOKEN." in examined.out
    assert "FOOTNOTE_KEEP_DAYS cannot be used: it has to be a whole number." in examined.out
    assert examined.findings["pack.loads"]["state"] == "ok"


async def test_a_missing_token_is_told_and_discord_is_not_asked(discord: StandIn, tmp_path: Path):
    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_TOKEN=None)

    assert examined.findings["settings"]["message"].startswith("There is no token in FOOTNOTE_TOKEN")
    assert examined.findings["discord.reach"]["state"] == "not known"
    assert discord.requests == []


async def test_a_pack_that_does_not_load_is_told_with_its_lines(tmp_path: Path):
    pack = shutil.copytree(PACK, tmp_path / "knowledge")
    text = (pack / "qa.yaml").read_text()
    (pack / "qa.yaml").write_text(
        text.replace("voice: gazette, paragraph: 2", "voice: gazette, paragraph: 9")
    )

    examined = await examine_as_json(None, tmp_path, FOOTNOTE_KNOWLEDGE=str(pack))

    found = examined.findings["pack.loads"]
    assert found["state"] == "problem"
    assert f"The pack in {pack} does not load: qa.yaml:" in found["message"]
    assert found["advice"].endswith(f"footnote check --knowledge {pack}")


async def test_what_the_check_finds_in_a_pack_is_told_in_numbers(tmp_path: Path):
    pack = shutil.copytree(PACK, tmp_path / "knowledge")
    text = (pack / "qa.yaml").read_text()
    (pack / "qa.yaml").write_text(text.replace("\n    answer: ", "\n    answer: In 98765 years. ", 1))

    found = (await examine_as_json(None, tmp_path, FOOTNOTE_KNOWLEDGE=str(pack))).findings

    assert found["pack.loads"]["state"] == "ok"
    assert found["pack.content"]["state"] == "problem"
    assert found["pack.content"]["message"].startswith("The check finds 1 error and ")


async def test_a_database_that_is_gone_is_missed(database: Path, tmp_path: Path):
    remove(database)

    examined = await examine_as_json(None, tmp_path)

    found = examined.findings["database.present"]
    assert found["state"] == "problem"
    assert (
        found["message"]
        == f"The database {database} is gone: footnote.db.belongs-here says that there was one."
    )
    assert names_in(tmp_path / "data") == ["footnote.db.belongs-here"]


async def test_a_new_database_in_place_of_one_that_is_gone_is_a_warning(database: Path, tmp_path: Path):
    change(database, "PRAGMA user_version = 1")

    assert "database.present" in (await examine_as_json(None, tmp_path)).states("warning")


@pytest.mark.parametrize("damage", [put_a_text_there, overwrite_a_table])
async def test_a_damaged_database_is_told(database: Path, tmp_path: Path, damage: Callable[[Path], None]):
    damage(database)

    found = (await examine_as_json(None, tmp_path)).findings["database.whole"]

    assert found["state"] == "problem"
    assert "damaged" in found["message"]
    assert "copy" in found["advice"]


async def test_a_database_of_a_newer_footnote_is_a_problem(database: Path, tmp_path: Path):
    change(database, "UPDATE alembic_version SET version_num = '9999'")

    found = (await examine_as_json(None, tmp_path)).findings["database.migrations"]

    assert found["state"] == "problem"
    assert found["message"].startswith("The database is newer than this Footnote (migration 9999;")


async def test_a_database_of_an_older_footnote_is_migrated_by_the_next_start_and_not_by_a_look(
    database: Path, tmp_path: Path
):
    change(database, "UPDATE alembic_version SET version_num = '0003'")

    found = (await examine_as_json(None, tmp_path)).findings["database.migrations"]

    assert found["state"] == "ok"
    assert found["message"].startswith(
        "The database is of an earlier Footnote (migration 0003): the next start"
    )
    assert look_at_database(database, 1, 1).revision == "0003"


async def test_a_write_that_was_cut_off_is_left_to_the_next_start(database: Path, tmp_path: Path):
    break_off_a_write(database)

    found = (await examine_as_json(None, tmp_path)).findings["database.whole"]

    assert found["state"] == "not known"
    assert "the next start takes that back" in found["message"]


def test_a_database_that_takes_too_long_to_read_is_not_known(tmp_path: Path):
    file = tmp_path / "footnote.db"
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute("CREATE TABLE some (text)")
        opened.executemany("INSERT INTO some VALUES (?)", [("x" * 100,)] * 50_000)

    assert look_at_database(file, 1, 0).faults is None
    assert look_at_database(file, 1, 60).faults == ()


def test_migrations_are_listed_as_alembic_runs_them():
    known = list_known_migrations()
    folder = resources.files("bot.store.database") / "migrations"
    assert known[0] == "0001"
    assert [*reversed(known)] == [each.revision for each in ScriptDirectory(str(folder)).walk_revisions()]
