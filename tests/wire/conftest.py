"""The stand-in for Discord, and the bot against it: in this process, or as one of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import create_client
from bot.client.bot import FootnoteClient
from bot.settings import Settings
from tests.wire.other_user import run_as
from tests.wire.reading import message_bodies, pings_nobody
from tests.wire.stand_in import StandIn

PACK = Path(__file__).with_name("pack")
ROOT = Path(__file__).parents[2]
TOKEN = "a-token-that-nobody-may-see"

Running = Callable[..., AbstractAsyncContextManager[FootnoteClient]]
Started = Callable[..., AbstractAsyncContextManager["Footnote"]]


@pytest.fixture
async def discord() -> AsyncIterator[StandIn]:
    """The stand-in. After every test: the bot used only what it has, and pinged nobody."""
    async with StandIn() as stand_in:
        yield stand_in
        assert stand_in.unknown == []
        for body in message_bodies(stand_in):
            assert pings_nobody(body), body


@pytest.fixture
def running(discord: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    """`async with running(...) as client`: the real client in this process, connected; takes settings."""
    # The library keeps both for the whole process. Whoever dials Discord's own address reaches nobody.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL("ws://127.0.0.1:1/"))

    @asynccontextmanager
    async def run(**changed: Any) -> AsyncIterator[FootnoteClient]:
        quick = {"cooldown_questions": 100, "log_seconds": 0.05, "notice_seconds": 0.05}
        quick |= {
            "first_wait_seconds": 0.01,
            "longest_wait_seconds": 0.05,
            "start_seconds": 1,
            "server_seconds": 0.05,
            "identify_seconds": 0,
        }
        given = {"token": TOKEN, "knowledge": PACK, "data": tmp_path / "data", "discord_api": discord.address}
        client = create_client(Settings(**{**quick, **given, **changed}))
        # The library waits so long for another server to arrive before it is ready: by itself two seconds.
        client._connection.guild_ready_timeout = 0.05
        serving = asyncio.create_task(client.start(TOKEN))
        serving.add_done_callback(discord.wake)
        try:
            await discord.until(lambda: discord.connected or serving.done())
            yield client
        finally:
            await client.close()
            await asyncio.wait_for(serving, 20)

    return run


class Footnote:
    """`python -m bot run` as a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._said: list[str] = []
        self._says_more = asyncio.Event()
        self._output = asyncio.gather(process.stdout.read(), self._listen(), process.wait())

    @property
    def said(self) -> list[str]:
        """The lines of its standard error so far."""
        return list(self._said)

    async def ended(self, seconds: float = 60) -> tuple[int | None, str, str]:
        """Its exit code, standard output and standard error, once it has ended by itself."""
        try:
            out, *_ = await asyncio.wait_for(asyncio.shield(self._output), seconds)
        except TimeoutError:
            pytest.fail(f"It runs on, and said: {''.join(self._said)}")
        return self.process.returncode, out.decode(), "".join(self._said)

    async def says(self, words: str, seconds: float = 60) -> str:
        """Wait until a line of its standard error has some words in it; the first such line."""
        async with asyncio.timeout(seconds):
            while not (found := [line for line in self._said if words in line]):
                self._says_more.clear()
                await self._says_more.wait()
        return found[0]

    async def stop(self) -> None:
        """End it, whatever it does."""
        if self.process.returncode is None:
            self.process.kill()
        await self._output

    async def _listen(self) -> None:
        async for line in self.process.stderr:
            self._said.append(line.decode())
            self._says_more.set()


@pytest.fixture
def started(discord: StandIn, tmp_path: Path) -> Started:
    """`async with started(...) as footnote`: takes variables, where None leaves one out, and another user."""

    @asynccontextmanager
    async def start(
        user: int | None = None, cwd: Path = tmp_path, **changed: str | None
    ) -> AsyncIterator[Footnote]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
        ours.pop("DISCORD_TOKEN", None)
        given = {
            "PYTHONPATH": str(ROOT),
            "FOOTNOTE_TOKEN": TOKEN,
            "FOOTNOTE_KNOWLEDGE": str(PACK),
            "FOOTNOTE_DATA": str(tmp_path / "data"),
            "FOOTNOTE_DISCORD_API": discord.address,
            "FOOTNOTE_START_SECONDS": "1",
            "FOOTNOTE_HEALTH": "off",
        }
        environ = {name: value for name, value in {**ours, **given, **changed}.items() if value is not None}
        footnote = Footnote(
            await asyncio.create_subprocess_exec(
                *(*run_as(user), sys.executable, "-m", "bot", "run"),
                cwd=cwd,
                env=environ,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=1 << 20,
            )
        )
        try:
            yield footnote
        finally:
            await footnote.stop()

    return start
