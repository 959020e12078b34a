"""Told to end at whatever moment, a run ends with exit code 0 and without a traceback."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.wire.conftest import Footnote, Started
from tests.wire.stand_in import StandIn

BOTH = pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])


def _listens(footnote: Footnote) -> bool:
    """Does it handle SIGTERM? What comes earlier, while Python itself starts, never reaches it."""
    status = Path(f"/proc/{footnote.process.pid}/status").read_text()
    handled = int(status.split("SigCgt:")[1].split()[0], 16)
    return bool(handled >> (signal.SIGTERM - 1) & 1)


@BOTH
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which signals a process handles")
@pytest.mark.parametrize("seconds", [0, 0.1, 0.3, 0.6, 1])
async def test_it_ends_quietly_when_told_to_at_any_moment_of_its_start(
    discord: StandIn, started: Started, told: signal.Signals, seconds: float
):
    async with started() as footnote:
        await discord.until(lambda: _listens(footnote))
        await asyncio.sleep(seconds)
        footnote.process.send_signal(told)
        code, out, err = await footnote.ended()
    assert (code, out) == (0, ""), err
    assert "Traceback" not in err


@BOTH
async def test_it_ends_quietly_when_told_to_while_a_start_waits_to_be_tried_again(
    discord: StandIn, started: Started, told: signal.Signals
):
    discord.fail("GET", "/users/@me", 503, times=1_000)
    async with started(FOOTNOTE_START_SECONDS="60") as footnote:
        await footnote.says("is tried again")
        footnote.process.send_signal(told)
        code, _, err = await footnote.ended()
    assert code == 0, err
    assert "Traceback" not in err


@BOTH
async def test_it_ends_quietly_however_often_it_is_told_to(
    discord: StandIn, started: Started, told: signal.Signals
):
    async with started() as footnote:
        await discord.until(lambda: discord.connected)
        while footnote.process.returncode is None:
            # Not by asyncio, which asks each time whether it has ended, and may be the second to ask.
            with suppress(ProcessLookupError):
                os.kill(footnote.process.pid, told)
            await asyncio.sleep(0.005)
        code, _, err = await footnote.ended()
    assert code == 0, err
    assert "Traceback" not in err
