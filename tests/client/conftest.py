from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import simcord

from tests.client.town import Town, create_town


@pytest_asyncio.fixture
async def bot_and_log(shipped, tmp_path):
    return create_town(shipped, tmp_path)


@pytest_asyncio.fixture
async def env(bot_and_log) -> AsyncIterator[simcord.Env]:
    """The environment by itself: simcord's plugin gives its clock to tests that have one."""
    running = simcord.Env(bot_and_log[0], shard_count=1)
    await running.start()
    yield running
    await running.shutdown()
    # What a test claimed is what it expected; `raise_errors` would raise that too.
    running._raise_errors_since(running._errors_acknowledged)


@pytest_asyncio.fixture
async def town(env, bot_and_log) -> AsyncIterator[Town]:
    opened = Town(env, *bot_and_log)
    yield opened
    opened.check_nothing_pings()
    await opened.log.close()


@pytest.fixture(params=["at once", "after a restart"])
def later(request):
    """A while later; in one of two runs the bot has been started anew since."""

    async def wait(town: Town) -> None:
        if request.param == "after a restart":
            await town.restart()

    return wait
