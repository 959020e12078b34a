"""Looking something up, for somebody who cannot wait for ever."""

import asyncio

import pytest

from bot.store.lookups import Lookups


async def found(event: asyncio.Event, number: int = 1) -> int:
    await event.wait()
    return number


async def test_what_is_found_in_time_comes_back_and_what_fails_is_raised():
    lookups, ready = Lookups(), asyncio.Event()
    ready.set()

    async def fails():
        raise OSError("broken")

    assert await lookups.wait(lambda: found(ready), 10) == 1
    with pytest.raises(OSError, match="broken"):
        await lookups.wait(fails, None)


async def test_one_that_takes_too_long_is_given_up_and_runs_to_its_end(caplog):
    lookups, ready, ended = Lookups(), asyncio.Event(), []

    async def slow():
        ended.append(await found(ready))
        raise OSError("nobody hears that")

    with pytest.raises(TimeoutError):
        await lookups.wait(slow, 0.001)
    ready.set()
    await lookups.finish()

    assert ended == [1]
    assert caplog.text == ""


async def test_of_a_database_that_stalls_not_ever_more_is_asked():
    lookups, ready, begun = Lookups(), asyncio.Event(), []

    async def slow():
        begun.append(1)
        return await found(ready)

    for _ in range(150):
        with pytest.raises(TimeoutError):
            await lookups.wait(slow, 0.0001)
    assert len(begun) == 100
    ready.set()
    await lookups.finish()
    assert await lookups.wait(slow, 10) == 1
