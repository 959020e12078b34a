import asyncio
import threading

import pytest

from bot.store.threads import in_thread


async def test_a_cancelled_caller_waits_for_the_end_of_the_thread():
    begun, may_end, ended = asyncio.Event(), threading.Event(), []
    loop = asyncio.get_running_loop()

    def work():
        loop.call_soon_threadsafe(begun.set)
        may_end.wait()
        ended.append(True)

    caller = asyncio.create_task(in_thread(work))
    try:
        await begun.wait()
        caller.cancel()
        _, waiting = await asyncio.wait([caller], timeout=0)
        assert waiting == {caller}
    finally:
        may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await caller
    assert ended == [True]


async def test_what_goes_wrong_in_the_thread_is_raised():
    with pytest.raises(ZeroDivisionError):
        await in_thread(lambda: 1 / 0)
