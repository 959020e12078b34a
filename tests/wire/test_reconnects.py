"""Connecting again and again: slower each time, with the right session, and nothing is left behind."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wire.conftest import Running
from tests.wire.questions import ask
from tests.wire.stand_in import StandIn

# In seconds: the waits between attempts are 0, 0.1, 0.2, and then 0.4, of which up to half is left away.
SLOW = {"first_wait_seconds": 0.1, "longest_wait_seconds": 0.4}
LEAST = [0, 0.05, 0.1, 0.2, 0.2, 0.2]


async def _seconds_until(discord: StandIn, condition: Callable[[], bool]) -> float:
    before = time.monotonic()
    await discord.until(condition)
    return time.monotonic() - before


async def test_a_gateway_that_is_away_is_tried_more_and_more_slowly(discord: StandIn, running: Running):
    async with running(**SLOW):
        discord.go_away()
        seconds = await _seconds_until(discord, lambda: discord.refused >= len(LEAST))
        assert seconds > sum(LEAST), f"{discord.refused} attempts in {seconds:.2f} s"
        discord.come_back()
        await discord.until(lambda: discord.connected)


async def test_sessions_that_do_not_begin_are_asked_for_more_and_more_slowly(
    discord: StandIn, running: Running
):
    async with running(**SLOW, connect_seconds=0.05):
        discord.mute = 1_000
        await discord.end(op=9, data=False)
        # Each attempt also takes the time after which it is given up; and here the waits grow further.
        least = [0, 0.05, 0.1, 0.2, 0.4]
        seconds = await _seconds_until(discord, lambda: len(discord.identifies) > len(least))
        assert seconds > sum(least) + 4 * 0.05, f"{len(discord.identifies)} attempts in {seconds:.2f} s"
        discord.mute = 0
        await discord.until(lambda: discord.connected)


@pytest.mark.parametrize(
    "ended",
    [{"op": 9, "data": True}, {"op": 7}, {"code": 4000}, {"code": 1000}, {"code": 1001}],
    ids=["invalid, but to be resumed", "reconnect", "4000", "1000", "1001"],
)
async def test_a_session_that_may_go_on_is_resumed(discord: StandIn, running: Running, ended: dict):
    async with running():
        await discord.end(**ended)
        await discord.until(lambda: discord.resumes and discord.connected)
        await ask(discord)
    assert len(discord.identifies) == 1


@pytest.mark.parametrize(
    "ended", [{"op": 9, "data": False}, {"code": 4007}, {"code": 4009}], ids=["invalid", "4007", "4009"]
)
async def test_after_a_session_that_is_over_a_new_one_begins(discord: StandIn, running: Running, ended: dict):
    async with running():
        await discord.end(**ended)
        await discord.until(lambda: len(discord.identifies) == 2 and discord.connected)
        await ask(discord)
    assert discord.resumes == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists what a process has open")
async def test_fifty_reconnects_leave_neither_sockets_nor_tasks_nor_threads_behind(
    discord: StandIn, running: Running
):
    def left() -> tuple[int, int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(asyncio.all_tasks()), threading.active_count()

    async with running(first_wait_seconds=0.001, longest_wait_seconds=0.002) as client:
        await ask(discord)
        for turn in range(50):
            if turn == 5:
                # What is made once, and kept, is there by now.
                await discord.until(lambda: discord.connections == 1)
                before = left()
            ways = (discord.drop, lambda: discord.end(op=7), lambda: discord.end(code=4000))
            done = ways[turn % 3]()
            if done is not None:
                await done
            await discord.until(lambda turn=turn: client.counts.resumes > turn and discord.connected)
        await discord.until(lambda: all(now <= then for now, then in zip(left(), before, strict=True)), 10)
