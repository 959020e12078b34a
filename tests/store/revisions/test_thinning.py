"""Of old days the last revision can be undone; the others stay in the history, and take no space."""

import asyncio
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.store.pack_files.loader import state_name
from bot.store.revisions.archive import HistoryError, NoRevisionError, Origin
from bot.store.revisions.thinning import MOST_AT_ONCE
from tests.archives import archive_of, save, version, write

TOO_OLD = "is too old to be taken back: .* so put right with `/qa edit` what is wrong today"


def at(day, hour=12):
    """An hour of a day of March."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def texts_of(number):
    """The texts of a revision, in a history made by `record`."""
    return version(number - 1)


async def record(archive, *moments):
    """Record a revision at each moment."""
    await archive.open(moments[0])
    for number, moment in enumerate(moments[1:], 2):
        await archive.record_hand_edit(texts_of(number), moment)


async def thinned(archive):
    return [each.number for each in reversed(await archive.history(most=1_000)) if each.is_thinned]


async def readable(archive, numbers):
    """Those of the revisions whose texts can be read; they are the right ones."""
    found = []
    for number in numbers:
        try:
            assert await archive.texts(number) == texts_of(number)
            found.append(number)
        except NoRevisionError:
            pass
    return found


async def undoable(archive, numbers):
    """Those of the revisions that can be undone: their texts, and those before, can be read."""
    found = []
    for number in numbers:
        try:
            assert await archive.change(number) == (texts_of(number - 1), texts_of(number))
            found.append(number)
        except NoRevisionError:
            pass
    return found


def query(place, sql, *values):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database, database:
        return database.execute(sql, values).fetchall()


async def test_the_last_revision_of_an_old_day_is_kept_and_the_first_of_all(archive):
    # 1 to 3 on one day, 4 to 7 on the next, 8 alone, 9 and 10 younger.
    days = [
        at(1, 8),
        at(1, 9),
        at(1, 10),
        at(2, 8),
        at(2, 9),
        at(2, 10),
        at(2, 11),
        at(3),
        at(5, 8),
        at(5, 9),
    ]
    await record(archive, *days)
    before = await archive.history()

    await archive.thin(at(5, 23))

    assert await thinned(archive) == [2, 4, 5, 6]
    assert [(each.number, each.at, each.by, each.items) for each in await archive.history()] == [
        (each.number, each.at, each.by, each.items) for each in before
    ]
    assert await undoable(archive, range(1, 11)) == [3, 7, 8, 9, 10]
    # What a kept one was made on stays readable, so that it can be undone.
    assert await readable(archive, range(1, 11)) == [1, 2, 3, 6, 7, 8, 9, 10]
    for number in (2, 4):
        with pytest.raises(NoRevisionError, match=f"Revision {number} {TOO_OLD}"):
            await archive.change(number)
    with pytest.raises(NoRevisionError, match=f"Revision 5 {TOO_OLD}"):
        await archive.texts(5)


async def test_a_day_that_is_not_over_is_left_alone_and_days_are_those_of_utc(archive):
    two_hours_east = timezone(timedelta(hours=2))
    # The same day in UTC, and the next one in the east.
    await record(
        archive, at(1, 8), at(1, 22), datetime(2026, 3, 2, 1, tzinfo=two_hours_east), at(2), at(2, 13)
    )

    await archive.thin(at(2, 23))
    assert await thinned(archive) == [2]
    await archive.thin(datetime(2026, 3, 3, 1, tzinfo=two_hours_east))
    assert await thinned(archive) == [2]
    await archive.thin(at(3, 0))
    assert await thinned(archive) == [2, 4]


async def test_thinning_again_changes_nothing_and_later_days_follow(tmp_path, archive):
    await record(archive, *(at(day, hour) for day in (1, 2, 3) for hour in (8, 9, 10)))
    await archive.thin(at(3))
    assert await thinned(archive) == [2, 4, 5]
    rows = query(tmp_path, "select * from revisions")

    await archive.thin(at(3))
    assert query(tmp_path, "select * from revisions") == rows
    await archive.thin(at(9))
    assert await thinned(archive) == [2, 4, 5, 7, 8]
    assert await undoable(archive, range(1, 10)) == [3, 6, 9]


async def test_however_old_all_is_the_newest_serves_and_can_be_saved_on(folder, archive):
    await record(archive, *(at(1, hour) for hour in range(8, 14)))
    write(folder, {"qa.yaml": "entries: [\n"})
    await archive.thin(at(30))

    opening = await archive.open(at(30))
    assert (opening.revision.number, opening.pack.texts) == (6, texts_of(6))
    write(folder, texts_of(6))
    assert (await save(archive, texts_of(6), texts_of(7), now=at(30))).number == 7
    assert await undoable(archive, range(1, 8)) == [6, 7]


async def test_more_than_one_step_holds_is_thinned_step_by_step(tmp_path, archive):
    count = MOST_AT_ONCE * 2 + 10
    await record(archive, *(at(1) + timedelta(minutes=number) for number in range(count)))
    changed = []

    def note(connection, cursor, statement, *rest):
        if statement.startswith("UPDATE"):
            changed.append(cursor.rowcount)

    event.listen(Engine, "after_cursor_execute", note)
    try:
        await archive.thin(at(5))
    finally:
        event.remove(Engine, "after_cursor_execute", note)

    assert max(changed) == MOST_AT_ONCE
    assert await thinned(archive) == list(range(2, count))
    # The last and what it was made on, and the whole texts that they differ from.
    needed = query(tmp_path, "select number from revisions where whole is null and length(texts) > 0")
    assert await readable(archive, range(2, count + 1)) == sorted(
        {number for (number,) in needed if number > 1} | {count - 1, count}
    )


def noisy(number):
    """Texts that have nothing in common with others, so that they are stored whole."""
    noise = Random(number).randbytes(40_000).hex()
    return {**version(0), "timeline.yaml": f"{version(0)['timeline.yaml']}# {noise}\n"}


async def record_noisy(archive, *moments):
    await archive.open(moments[0])
    for number, moment in enumerate(moments[1:], 2):
        await archive.record_hand_edit(noisy(number), moment)


async def test_the_space_of_what_was_thinned_is_used_again(tmp_path, archive):
    await record_noisy(archive, *(at(1, hour) for hour in range(8, 18)))
    await archive.thin(at(2))
    pages = query(tmp_path, "pragma page_count")

    for number in range(11, 18):
        await archive.record_hand_edit(noisy(number), at(5))

    assert query(tmp_path, "pragma page_count") == pages
    assert await archive.texts(17) == noisy(17)


def differing(number):
    """Texts that are stored as differences from those of `noisy(2)`."""
    return {**noisy(2), "qa.yaml": version(number)["qa.yaml"]}


async def record_differing(archive):
    """A day of four revisions, and a later one: the second is stored whole, and the next differ from it."""
    await archive.open(at(1, 8))
    await archive.record_hand_edit(noisy(2), at(1, 9))
    for number, moment in ((3, at(1, 10)), (4, at(1, 11)), (5, at(5))):
        await archive.record_hand_edit(differing(number), moment)


WHOLE = "select whole from revisions order by number"


async def test_whole_texts_that_only_others_differ_from_go_once_these_are_old_and_stored_anew(
    tmp_path, archive
):
    await record_differing(archive)
    assert query(tmp_path, WHOLE) == [(None,), (None,), (2,), (2,), (2,)]

    await archive.thin(at(2))
    assert await thinned(archive) == [2, 3]
    assert query(tmp_path, WHOLE) == [(None,), (None,), (None,), (3,), (2,)]
    assert await archive.texts(2) == noisy(2)

    await archive.thin(at(6))
    assert query(tmp_path, WHOLE) == [(None,), (None,), (None,), (3,), (3,)]
    with pytest.raises(NoRevisionError, match=f"Revision 2 {TOO_OLD}"):
        await archive.texts(2)
    for number in (4, 5):
        assert await archive.change(number) == (differing(number - 1), differing(number))


async def test_what_is_damaged_is_left_as_it_is_and_what_is_not_is_thinned_all_the_same(tmp_path, archive):
    await record_differing(archive)
    query(tmp_path, "update revisions set texts = ? where number = 3", b"nonsense")

    await archive.thin(at(6))

    assert await thinned(archive) == [2, 3]
    assert await archive.texts(4) == differing(4)
    assert await archive.change(5) == (differing(4), differing(5))
    with pytest.raises(NoRevisionError, match="Revision 3 is damaged"):
        await archive.change(4)


async def test_what_an_interrupted_save_was_made_on_stays_and_it_is_dropped_or_finished(
    tmp_path, folder, archive
):
    await record(archive, *(at(1, hour) for hour in range(8, 14)))
    query(tmp_path, "update revisions set standing = 'pending' where number = 4")

    await archive.thin(at(5))

    statuses = ("done", "thinned", "thinned", "pending", "thinned", "done")
    assert query(tmp_path, "select standing from revisions order by number") == [(each,) for each in statuses]
    stored = "select number from revisions where length(texts) > 0"
    assert query(tmp_path, stored) == [(1,), (3,), (4,), (5,), (6,)]
    # None of its files was written: that is seen by what it was made on.
    write(folder, texts_of(3))
    await archive.open(at(6))
    assert query(tmp_path, "select standing from revisions where number = 4") == [("dropped",)]


async def test_old_files_that_did_not_load_stay_as_long_as_what_replaced_them(tmp_path, folder, archive):
    await record(archive, at(1, 8), at(1, 9))
    for hour, number in ((10, 3), (11, 4)):
        broken = {**version(number), "qa.yaml": "entries: [\n"}
        write(folder, broken)
        note = {"by": Origin.IMPORT, "who": 7, "why": "", "items": (), "now": at(1, hour)}
        await archive.save(version(number), state_name(broken), replaces_broken=True, **note)

    await archive.thin(at(5))

    assert query(tmp_path, "select number, standing, length(texts) > 0 from revisions order by number") == [
        (1, "done", 1),
        (2, "thinned", 0),
        (3, "broken", 0),
        (4, "thinned", 1),
        (5, "broken", 1),
        (6, "done", 1),
    ]
    assert await archive.change(6) == (version(3), version(4))


@contextmanager
def commit_failing(which):
    """The commit of that number, counted from 1, fails: as the power would, it leaves what was before."""
    count = 0

    def on_commit(connection):
        nonlocal count
        count += 1
        if count == which:
            raise OperationalError("COMMIT", {}, sqlite3.OperationalError("disk I/O error"))

    event.listen(Engine, "commit", on_commit)
    try:
        yield
    finally:
        event.remove(Engine, "commit", on_commit)


async def test_wherever_it_is_cut_off_what_is_kept_is_readable_and_the_next_time_finishes_it(
    tmp_path, archive
):
    days = [at(day, hour) for day in (1, 2, 3) for hour in (8, 9, 10, 11)]
    await record(archive, *days)
    await archive.close()
    outcomes, cut_off = [], 0
    for step in range(1, 6):
        place = tmp_path / str(step)
        shutil.copytree(tmp_path / "data", place / "data")
        shutil.copytree(tmp_path / "pack", place / "pack")
        # Opened before commits are counted.
        other = archive_of(place)
        assert len(await other.history(most=100)) == 12
        try:
            with commit_failing(step):
                await other.thin(at(3))
        except HistoryError:
            cut_off += 1
            assert await undoable(other, (4, 8, 9, 10, 11, 12)) == [4, 8, 9, 10, 11, 12]
            await other.thin(at(3))
        outcomes.append(query(place, "select * from revisions order by number"))
        assert await thinned(other) == [2, 3, 5, 6, 7]
        assert await undoable(other, range(1, 13)) == [4, 8, 9, 10, 11, 12]
        await other.close()
    # Days are marked, texts dropped, and what is left is looked for.
    assert cut_off == 3
    assert all(outcome == outcomes[0] for outcome in outcomes)


async def test_two_programs_thin_and_save_at_once(tmp_path, folder, archive):
    await record(archive, *(at(day, hour) for day in (1, 2) for hour in range(8, 18)))
    write(folder, texts_of(20))
    first, second = archive_of(tmp_path, patience=10.0), archive_of(tmp_path, patience=10.0)

    await asyncio.gather(
        first.thin(at(3)),
        second.thin(at(3)),
        save(first, texts_of(20), texts_of(21), now=at(9)),
        second.record_hand_edit(texts_of(20), at(9)),
    )

    assert await undoable(archive, range(1, 22)) == [10, 20, 21]
    await first.close()
    await second.close()


async def test_once_it_is_closed_nothing_is_thinned(tmp_path, archive):
    await record(archive, *(at(1, hour) for hour in range(8, 14)))
    await archive.close()

    await archive.thin(at(5))

    assert query(tmp_path, "select number from revisions where standing <> 'done'") == []
