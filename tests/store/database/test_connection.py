import asyncio

import pytest
from sqlalchemy import text

from bot.store.database.connection import Database, embedded_database


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
