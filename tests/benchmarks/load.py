"""How quick and light the bot is beside a bare client of discord.py that answers everything with one card.

    python tests/benchmarks/load.py [ROUNDS]

Both run as processes of their own against the stand-in for Discord, in turn, and the medians of the rounds
are compared. The bot has the shipped pack and is asked the tuning half of the project's own questions, in
fifty channels, each by somebody else. It is started for the second time in its folder, as it mostly is.
"""

import asyncio
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

import click
from rich import box
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.core.evaluation.trials import Split
from bot.store.pack_files.evaluation_cases import load_cases
from bot.store.pack_files.loader import load_pack
from tests.wire import payloads
from tests.wire.conftest import TOKEN
from tests.wire.payloads import Json
from tests.wire.stand_in import StandIn

ROOT = Path(__file__).parents[2]
BURST = 1_000
A_SECOND, SECONDS = 50, 10
NOT_FOR_IT = 100_000
GUILDS, CHANNELS = 400, 50
# Within this time after READY everything is loaded that is loaded by itself.
SETTLED = 5
WRITTEN = 1
Figures = dict[str, float]


class Client:
    """A client as a process, and what the operating system says of it."""

    def __init__(self, process: asyncio.subprocess.Process, held_up: Path) -> None:
        self.process = process
        self._held_up = held_up

    @property
    def memory(self) -> float:
        """Its resident memory in MB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def cpu(self) -> float:
        """The seconds of processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def longest_hold(self) -> float:
        """For how many seconds its event loop was held up at most since this was asked last."""
        self.process.send_signal(signal.SIGUSR1)
        # It writes it in its loop, which does not turn while it is held up.
        await asyncio.sleep(WRITTEN)
        return float(self._held_up.read_text())


@asynccontextmanager
async def client_of(kind: str, discord: StandIn, folder: Path) -> AsyncIterator[Client]:
    """Run a client until the block is left."""
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FOOTNOTE_TOKEN": TOKEN,
        "FOOTNOTE_KNOWLEDGE": str(ROOT / "knowledge"),
        "FOOTNOTE_DATA": str(folder / "data"),
        "FOOTNOTE_DISCORD_API": discord.address,
        "FOOTNOTE_HEALTH": "off",
        "HELD_UP": str(folder / "held_up"),
    }
    program = str(Path(__file__).with_name("loaded_client.py"))
    with (folder / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, program, kind), env=environ, cwd=folder, stderr=log, stdout=log
        )
    try:
        yield Client(process, folder / "held_up")
    finally:
        process.terminate()
        await process.wait()


class Round:
    """One client, started and put through everything."""

    def __init__(self, discord: StandIn, questions: list[str]) -> None:
        self.discord = discord
        self._questions = cycle(questions)
        self._asked = 0
        self._channels = [str(8_000 + number) for number in range(CHANNELS)]

    async def run(self, kind: str, folder: Path) -> Figures:
        figures: Figures = {}
        began = time.monotonic()
        async with client_of(kind, self.discord, folder) as client:
            await self.discord.until(lambda: self.discord.connected, 60)
            figures["start to READY"] = time.monotonic() - began
            await self.discord.dispatch("GUILD_CREATE", guild("8001", self._channels))
            await self._ask(1)
            await self._answered()
            figures["start to first answer"] = time.monotonic() - began
            await asyncio.sleep(SETTLED)
            figures["memory"] = client.memory
            # First: later there is room left over that what comes next may have.
            figures |= await self._grow(client)
            figures |= await self._burst(client)
            figures |= await self._pace()
            figures |= await self._talk(client)
        return figures

    async def _burst(self, client: Client) -> Figures:
        await client.longest_hold()
        cpu, began = client.cpu, time.monotonic()
        await self._ask(BURST)
        await self._answered()
        took = time.monotonic() - began
        held_up = await client.longest_hold()
        spent = (client.cpu - cpu) / BURST
        return {"replies a second": BURST / took, "CPU a reply": spent, "held up": held_up}

    async def _pace(self) -> Figures:
        sent: dict[str, float] = {}
        for _ in range(SECONDS):
            began = time.monotonic()
            for number in range(A_SECOND):
                await asyncio.sleep(began + number / A_SECOND - time.monotonic())
                sent |= dict.fromkeys(await self._ask(1), time.monotonic())
            await asyncio.sleep(began + 1 - time.monotonic())
        await self._answered()
        posts = self.discord.got("POST", r"/channels/\d+/messages")
        took = [
            each.at - sent[id]
            for each in posts
            if (id := str((each.body.get("message_reference") or {}).get("message_id"))) in sent
        ]
        return {"p99": quantiles(took, n=100)[98]}

    async def _talk(self, client: Client) -> Figures:
        cpu = client.cpu
        for number in range(NOT_FOR_IT):
            talk = payloads.said(str(10**17 + number), self._channels[number % CHANNELS], "so it goes")
            await self.discord.dispatch("MESSAGE_CREATE", talk)
        await self._ask(1)
        await self._answered(300)
        return {"CPU of messages that are not for it": client.cpu - cpu}

    async def _grow(self, client: Client) -> Figures:
        before = client.memory
        for number in range(GUILDS):
            channels = [str(10_000 + number * CHANNELS + each) for each in range(CHANNELS)]
            await self.discord.dispatch("GUILD_CREATE", guild(str(9_000 + number), channels))
        await self._ask(1)
        await self._answered()
        return {"memory of a guild": (client.memory - before) / GUILDS}

    async def _ask(self, number: int) -> list[str]:
        ids = []
        for question in islice(self._questions, number):
            self._asked += 1
            channel, author = self._channels[self._asked % CHANNELS], payloads.person(self._asked)
            ids.append(await self.discord.mention(question, channel=channel, author=author))
        return ids

    async def _answered(self, seconds: float = 120) -> None:
        """Wait until everything that was asked has an answer."""
        await self.discord.until(lambda: len(self.discord.messages) >= self._asked, seconds)


def guild(id: str, channels: list[str]) -> Json:
    """A server with so many channels."""
    made = [{**payloads.channel(each), "guild_id": id} for each in channels]
    return {**payloads.guild(id, f"Server {id}"), "channels": made}


async def measure(kind: str, questions: list[str]) -> Figures:
    """One round of one client, in a folder of its own that it has used once."""
    with tempfile.TemporaryDirectory() as name:
        async with StandIn() as discord, client_of(kind, discord, Path(name)):
            await discord.until(lambda: discord.connected, 60)
            await asyncio.sleep(SETTLED)
        async with StandIn() as discord:
            return await Round(discord, questions).run(kind, Path(name))


def main(rounds: int) -> None:
    knowledge = load_pack(ROOT / "knowledge").knowledge
    cases = load_cases(ROOT / "tests" / "data" / "questions.yaml", knowledge)
    questions = [case.question for case in cases if case.split is Split.TUNE]
    found: dict[str, list[Figures]] = {"bare": [], "footnote": []}
    for _ in range(rounds):
        for kind, figures in found.items():
            figures.append(asyncio.run(measure(kind, questions)))
    bare, ours = ({name: median(each[name] for each in all) for name in all[0]} for all in found.values())
    table = Table("", "bare", "Footnote", "Footnote / bare", box=box.MARKDOWN)
    for name, value in ours.items():
        table.add_row(name, f"{bare[name]:.4g}", f"{value:.4g}", f"{value / (bare[name] or 1):.2f}")
    beside = ours["start to first answer"] / bare["start to READY"]
    table.add_row("start to first answer, beside the bare client's start to READY", "", "", f"{beside:.2f}")
    Console(width=160).print(table)
    click.echo(
        f"MB, seconds; {rounds} rounds, {datetime.now(UTC):%Y-%m-%d}, {platform.platform()},"
        f" {os.cpu_count()} cores, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
