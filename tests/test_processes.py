import asyncio
import time

from bot.processes import end


async def test_a_child_that_ends_by_itself_meanwhile_is_no_unknown_child(caplog):
    # It takes a race, so there are many, each with a little more time for the child to end in.
    for number in range(300):
        child = await asyncio.create_subprocess_exec("true")
        time.sleep(number % 20 / 10_000)  # noqa: ASYNC251 - the event loop is to hear of nothing meanwhile
        await end(child)
        assert child.returncode in (0, -9)

    assert caplog.messages == []


async def test_a_child_that_would_go_on_is_ended():
    child = await asyncio.create_subprocess_exec("sleep", "60")
    await end(child)

    assert child.returncode == -9
