"""Revisions are stored as differences: they take little, and are read back to the byte or not at all."""

import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.store.pack_files.loader import FILES, state_name
from bot.store.revisions.archive import NoRevisionError
from bot.store.revisions.stored_texts import (
    MOST_DIFFERENCES,
    DamagedError,
    WholeTexts,
    from_stored,
    to_stored,
)
from tests.archives import NOON, archive_of, on_disk, save, version, write

SHIPPED = {name: Path("knowledge", name).read_text() for name in FILES}
ANSWERS = [at for at, line in enumerate(SHIPPED["qa.yaml"].split("\n")) if line.startswith("    answer: ")]


def edited(texts, number):
    """The texts with one more small edit: the answer of another entry is changed."""
    lines = texts["qa.yaml"].split("\n")
    lines[ANSWERS[number * 7 % len(ANSWERS)]] += f" So it says, {number}."
    return {**texts, "qa.yaml": "\n".join(lines)}


def query(place, sql, *values):
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database, database:
        return database.execute(sql, values).fetchall()


@contextmanager
def counted_queries():
    """The statements that are sent to the database, as a list that grows."""
    sent = []

    def note(connection, cursor, statement, *rest):
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
async def shipped(tmp_path):
    """The archive of the shipped pack, with its first revision."""
    write(tmp_path / "pack", SHIPPED)
    archive = archive_of(tmp_path)
    await archive.open(NOON)
    yield archive
    await archive.close()


async def test_small_edits_of_the_shipped_pack_take_a_small_part_of_it(tmp_path, shipped):
    states = [SHIPPED]
    for number in range(12):
        states.append(edited(states[-1], number))
        await save(shipped, states[-2], states[-1])

    stored = query(tmp_path, "select whole, length(texts) from revisions order by number")
    assert [whole for whole, _ in stored] == [None] + [1] * 12
    # The differences are from the first revision, so they grow, and little: all of the pack takes 118 KB.
    assert all(taken < 400 for _, taken in stored[1:])
    assert [await shipped.texts(number) for number in (1, 2, 13)] == [states[0], states[1], states[12]]


async def test_whole_texts_come_again_so_that_a_read_needs_two_rows_at_most(tmp_path, archive):
    await archive.open(NOON)
    for number in range(1, MOST_DIFFERENCES + 3):
        await save(archive, version(number - 1), version(number))

    whole = "select number from revisions where whole is null"
    assert query(tmp_path, whole) == [(1,), (MOST_DIFFERENCES + 2,)]
    assert query(tmp_path, f"select number from revisions where whole not in ({whole})") == []
    with counted_queries() as sent:
        for number in range(MOST_DIFFERENCES + 3):
            assert await archive.texts(number + 1) == version(number)
    assert len(sent) == MOST_DIFFERENCES + 3


async def test_what_has_little_in_common_with_the_last_whole_texts_is_stored_whole(tmp_path, folder, archive):
    await archive.open(NOON)
    await save(archive, version(0), version(1))
    await save(archive, version(1), SHIPPED)
    await save(archive, SHIPPED, edited(SHIPPED, 1))

    assert query(tmp_path, "select whole from revisions order by number") == [(None,), (1,), (None,), (3,)]
    assert [await archive.texts(number) for number in (1, 2, 3, 4)] == [
        version(0),
        version(1),
        SHIPPED,
        edited(SHIPPED, 1),
    ]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
async def test_of_damaged_whole_texts_nothing_is_made_up_and_what_comes_next_is_stored_whole(
    tmp_path, archive, damage
):
    await archive.open(NOON)
    await save(archive, version(0), version(1))
    if damage is None:
        query(tmp_path, "delete from revisions where number = 1")
    else:
        query(tmp_path, "update revisions set texts = ? where number = 1", damage)

    with pytest.raises(NoRevisionError, match="Revision 2 is damaged and cannot be read"):
        await archive.texts(2)
    await save(archive, version(1), version(2))

    assert await archive.texts(3) == version(2)
    assert query(tmp_path, "select whole from revisions where number = 3") == [(None,)]


async def test_texts_of_another_revision_are_never_taken_for_those_that_were_recorded(tmp_path, archive):
    await archive.open(NOON)
    await save(archive, version(0), version(1))
    await save(archive, version(1), SHIPPED)
    query(
        tmp_path, "update revisions set texts = (select texts from revisions where number = 3), whole = null"
    )

    for number in (1, 2):
        with pytest.raises(NoRevisionError, match=f"Revision {number} is damaged"):
            await archive.texts(number)
    assert await archive.texts(3) == SHIPPED


async def test_a_difference_that_is_damaged_is_lost_alone(tmp_path, archive):
    await archive.open(NOON)
    for number in (1, 2, 3):
        await save(archive, version(number - 1), version(number))
    texts = query(tmp_path, "select texts from revisions where number = 3")[0][0]
    query(tmp_path, "update revisions set texts = ? where number = 3", texts[:-1] + bytes([texts[-1] ^ 1]))

    with pytest.raises(NoRevisionError, match="Revision 3 is damaged"):
        await archive.texts(3)
    assert [await archive.texts(number) for number in (2, 4)] == [version(1), version(3)]


async def test_the_last_good_revision_serves_where_the_newest_is_damaged(tmp_path, folder, archive):
    await archive.open(NOON)
    await save(archive, version(0), version(1))
    await save(archive, version(1), version(2))
    await archive.close()
    query(tmp_path, "update revisions set texts = ? where number = 3", b"nonsense")
    write(folder, {"qa.yaml": "entries: [\n"})

    opening = await archive.open(NOON)

    assert (opening.revision.number, opening.pack.texts) == (2, version(1))
    assert on_disk(folder)["qa.yaml"] == "entries: [\n"


TEXTS = st.fixed_dictionaries(dict.fromkeys(FILES, st.text(st.characters(codec="utf-8"), max_size=300)))


def whole_of(texts, differences=0):
    return WholeTexts(1, state_name(texts), to_stored(texts, None).data, differences)


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.integers(0, MOST_DIFFERENCES + 1))
def test_any_texts_come_back_to_the_byte(before, after, differences):
    whole = whole_of(before, differences)

    stored = to_stored(after, whole)

    is_whole = stored.whole is None
    assert from_stored(stored.data, None if is_whole else whole.texts, state_name(after)) == after
    assert is_whole or len(stored.data) * 4 <= len(whole.texts)
    assert is_whole or differences < MOST_DIFFERENCES


@given(st.data())
def test_what_was_damaged_is_the_right_texts_or_none(data):
    after = {**version(0), "qa.yaml": version(0)["qa.yaml"].replace("12 shops", "twelve shops")}
    whole = whole_of(version(0))
    parts = [to_stored(after, whole).data, whole.texts]
    which = data.draw(st.integers(0, 1))
    at = data.draw(st.integers(0, len(parts[which]) - 1))
    put = data.draw(st.binary(max_size=3))
    parts[which] = parts[which][:at] + put + parts[which][at + data.draw(st.integers(0, 3)) :]

    with suppress(DamagedError):
        assert from_stored(*parts, state_name(after)) == after
