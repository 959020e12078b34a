"""A backup of a bot that answers and saves meanwhile, and what a bot and a restore are to each other."""

import asyncio
import os
import re
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database.connection import Database, embedded_database
from bot.store.revisions.archive import Archive
from tests.archives import on_disk
from tests.wire.conftest import PACK, ROOT, TOKEN, Footnote, Started
from tests.wire.payloads import person
from tests.wire.questions import answers, ask, logged_questions
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import pressed, previewed

BACKUPS = 2


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACK, tmp_path / "knowledge"))


async def footnote(place: Path, *arguments: str) -> tuple[int | None, str]:
    """Call `footnote` in a place; its exit code and what it says."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=place,
        env={**ours, "PYTHONPATH": str(ROOT)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def save_on_and_on(discord: StandIn, done: asyncio.Event) -> int:
    """Save an edit after the other until told that it is done; how many."""
    saved = 0
    while not done.is_set():
        saved += 1
        preview = await previewed(discord, answer=f"She counted 312 ships in one winter{'!' * saved}")
        await pressed(discord, preview, "save")
        await discord.until(lambda preview=preview: "### Saved as revision" in text_of(preview))
    return saved


async def ask_on_and_on(discord: StandIn, done: asyncio.Event) -> None:
    asker = 0
    while not done.is_set():
        asker += 1
        await discord.mention("how many ships did the keeper count?", author=person(asker))
        await answers(discord, asker)


async def test_one_that_is_taken_under_load_is_of_one_moment_and_answers_elsewhere(
    discord: StandIn, started: Started, pack: Path, tmp_path: Path
):
    done = asyncio.Event()
    async with started(FOOTNOTE_KNOWLEDGE=str(pack)) as running:
        await discord.until(lambda: discord.connected)
        load = asyncio.gather(save_on_and_on(discord, done), ask_on_and_on(discord, done))
        for number in range(BACKUPS):
            await discord.until(lambda number=number: len(saved(tmp_path / "data")) > 2 * number + 2)
            code, said = await footnote(tmp_path, "backup", f"{number}.tar.gz")
            assert code == 0, said
        done.set()
        count, _ = await load
        running.process.send_signal(signal.SIGTERM)
        code, _, err = await running.ended()
    assert code == 0, err
    # Nobody was refused a save meanwhile, and each is in the history.
    assert len(saved(tmp_path / "data")) == count + 1

    for number in range(BACKUPS):
        fresh = tmp_path / f"fresh-{number}"
        fresh.mkdir()
        code, said = await footnote(fresh, "restore", f"../{number}.tar.gz")
        assert code == 0, said
        restored = len(saved(fresh / "data"))
        assert restored > 2 * number + 2
        assert len(logged_questions(fresh / "data")) > 0
        archive = Archive(fresh / "knowledge", Database(embedded_database(fresh / "data")))
        opening = await archive.open(datetime.now(UTC))
        newest, before = await archive.history(most=2)
        # What is in the files is the last that was saved: otherwise it would become a revision of its own.
        assert (newest, newest.by) == (opening.revision, "curator")
        assert await archive.texts(newest.number) == on_disk(fresh / "knowledge")
        assert await archive.change(newest.number) == (
            await archive.texts(before.number),
            on_disk(fresh / "knowledge"),
        )
        await archive.close()
    shown = len(discord.shown())
    async with started(
        FOOTNOTE_KNOWLEDGE=str(fresh / "knowledge"), FOOTNOTE_DATA=str(fresh / "data")
    ) as elsewhere:
        await discord.until(lambda: discord.connected)
        await discord.mention("how many ships did the keeper count?", author=person(9_999))
        assert "312 ships in one winter!" in (await answers(discord, shown + 1))[-1]
        await stop(elsewhere)
    assert len(saved(fresh / "data")) == restored


def saved(data: Path) -> list[tuple]:
    """The revisions that are done."""
    try:
        with closing(sqlite3.connect(f"file:{data / 'footnote.db'}?mode=ro", uri=True)) as database:
            return database.execute("select number from revisions where standing = 'done'").fetchall()
    except sqlite3.OperationalError:
        return []


async def stop(running: Footnote) -> None:
    running.process.send_signal(signal.SIGTERM)
    code, _, err = await running.ended()
    assert code == 0, err


async def test_it_holds_neither_the_token_nor_who_asked(
    discord: StandIn, started: Started, pack: Path, tmp_path: Path
):
    async with started(FOOTNOTE_KNOWLEDGE=str(pack)) as running:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        await stop(running)
    await footnote(tmp_path, "backup", "a.tar.gz")
    shutil.unpack_archive(tmp_path / "a.tar.gz", tmp_path / "out", filter="data")

    everything = b"".join(file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())
    assert b"how many ships did the keeper count?" in everything
    assert TOKEN.encode() not in everything


async def test_a_restore_is_refused_while_the_bot_runs_and_possible_when_it_was_killed(
    discord: StandIn, started: Started, pack: Path, tmp_path: Path
):
    async with started(FOOTNOTE_KNOWLEDGE=str(pack)) as running:
        await discord.until(lambda: discord.connected)
        assert (await footnote(tmp_path, "backup", "a.tar.gz"))[0] == 0
        before = (tmp_path / "data" / "footnote.db").stat().st_ino
        code, said = await footnote(tmp_path, "restore", "a.tar.gz")
        assert (code, said) == (
            78,
            "Footnote runs on the data in data, or they are being restored: stop it first, or name another"
            " folder with FOOTNOTE_DATA.\n",
        )
        assert (tmp_path / "data" / "footnote.db").stat().st_ino == before
        await ask(discord)
        running.process.kill()
        await running.ended()
    code, said = await footnote(tmp_path, "restore", "a.tar.gz")
    assert code == 0, said
    assert (tmp_path / "data" / "footnote.db").stat().st_ino != before


async def test_a_second_run_on_the_same_data_ends_and_says_why(
    discord: StandIn, started: Started, tmp_path: Path
):
    async with started() as first:
        await discord.until(lambda: discord.connected)
        async with started() as second:
            code, _, err = await second.ended()
        assert code == 78
        assert err.splitlines()[-1] == (
            f"Footnote runs on the data in {tmp_path / 'data'}, or they are being restored: stop it first, or"
            " name another folder with FOOTNOTE_DATA."
        )
        assert "Traceback" not in err
        assert len(discord.identifies) == 1
        await stop(first)


async def test_a_run_that_follows_another_waits_for_its_end(discord: StandIn, started: Started):
    async with started() as first:
        await discord.until(lambda: discord.connected)
        async with started(FOOTNOTE_START_SECONDS="60") as second:
            await second.says("waiting for it to end")
            assert len(discord.identifies) == 1
            await stop(first)
            await discord.until(lambda: len(discord.identifies) == 2)
            await stop(second)


async def test_a_run_after_a_restore_that_was_cut_off_ends_and_says_what_to_do(
    discord: StandIn, started: Started, tmp_path: Path
):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "footnote.db.restoring").write_text("replaced-2026-01-01-000000\n")
    async with started() as running:
        code, _, err = await running.ended()
    assert code == 78
    assert re.search("A restore into .* was cut off: call footnote restore again with the same file", err)
    assert discord.identifies == []


async def test_a_folder_that_cannot_be_locked_keeps_nobody_from_answers(
    discord: StandIn, started: Started, tmp_path: Path
):
    (tmp_path / "data").write_text("a file")
    async with started() as running:
        await discord.until(lambda: discord.connected)
        await ask(discord)
        await stop(running)
