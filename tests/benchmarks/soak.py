"""A soak: `footnote run` against the stand-in for Discord, with a fault every few seconds and two restarts.

    python tests/benchmarks/soak.py [MINUTES]

It asks for that long (15 minutes by default), then waits two minutes, and says what became of every question
and how much memory the last process had. It ends with 1 if a question was answered twice, or never.
"""

import asyncio
import itertools
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.wire import payloads
from tests.wire.conftest import PACK, TOKEN
from tests.wire.payloads import CHANNEL, CURATORS
from tests.wire.stand_in import StandIn

QUESTIONS = (
    "how many ships did the keeper count?",
    "when was the lighthouse built",
    "what did the lamp burn",
    "is it open on sunday",
    "who was the keeper",
)
POSTS = r"/channels/\d+/messages"
CALLBACKS = r"/interactions/.+/callback"
A_SECOND = {"body": {"message": "slow down", "retry_after": 1.0, "global": False}}
SLOW_DOWN: dict[str, Any] = A_SECOND | {"headers": {"Via": "1.1 google", "Retry-After": "1"}}
PAGE: dict[str, Any] = {"body": "<html>", "headers": {"Content-Type": "text/html"}}


class Soak:
    """The load, the faults and the process; what is counted of them."""

    def __init__(self, discord: StandIn, folder: Path) -> None:
        self.discord = discord
        self.folder = folder
        self.random = random.Random(7)
        self.asked: dict[str, float] = {}
        self.interactions: list[str] = []
        self.faults: Counter[str] = Counter()
        self.process: asyncio.subprocess.Process | None = None
        self.started_at = 0.0
        self.early_memory = 0

    async def start(self) -> None:
        """Start the bot."""
        environ = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "FOOTNOTE_TOKEN": TOKEN,
            "FOOTNOTE_KNOWLEDGE": str(PACK),
            "FOOTNOTE_DATA": str(self.folder / "data"),
            "FOOTNOTE_DISCORD_API": self.discord.address,
            "FOOTNOTE_HEALTH": "off",
        }
        log = (self.folder / "log").open("ab")
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environ, cwd=self.folder, stderr=log, stdout=log
        )
        log.close()
        self.started_at, self.early_memory = time.monotonic(), 0

    async def stop(self, how: signal.Signals) -> int:
        """End the bot; its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return await self.process.wait()

    def memory(self) -> int:
        """What the bot has of memory now, in KiB; nothing between two runs."""
        if self.process is None or self.process.returncode is not None:
            return 0
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    async def ask(self, until: float) -> None:
        """Mention the bot some times a second, in two channels, and use a command now and then."""
        for number in itertools.count():
            if time.monotonic() >= until:
                return
            await asyncio.sleep(self.random.uniform(0.05, 0.3))
            question = self.random.choice(QUESTIONS)
            channel = self.random.choice((CHANNEL, CURATORS))
            asker = payloads.person(number % 500)
            id = await self.discord.mention(question, channel=channel, author=asker)
            self.asked[id] = time.monotonic()
            if number % 10 == 0 and self.discord.connected:
                self.interactions.append(await self.discord.ask(question))
            if not self.early_memory and time.monotonic() - self.started_at > 60:
                self.early_memory = self.memory()

    async def break_things(self, until: float) -> None:
        """Bring about a fault every few seconds."""
        while time.monotonic() < until:
            await asyncio.sleep(self.random.uniform(2, 5))
            ways = [*self._of_requests(), *(self._of_the_gateway() if self.discord.connected else ())]
            name, bring_about = self.random.choice(ways)
            self.faults[name] += 1
            done = bring_about()
            if done is not None:
                await done

    def _of_the_gateway(self) -> list[tuple[str, Callable[[], Any]]]:
        end, code = self.discord.end, self.random.choice((4000, 4007, 4009))
        return [
            ("cut", self.discord.drop),
            ("told to connect again", partial(end, op=7)),
            ("told to resume again", self._resume_again),
            ("session ended", partial(end, op=9, data=False)),
            ("closed", partial(end, code=code)),
            ("away", self._be_away),
        ]

    def _of_requests(self) -> list[tuple[str, Callable[[], Any]]]:
        few, late = self.random.randint(1, 4), self.random.random() < 0.5
        status = self.random.choice((500, 503, 507, 520))
        post = partial(self.discord.fail, "POST", POSTS)
        respond = partial(self.discord.fail, "POST", CALLBACKS, 503)
        return [
            ("an error of the server", partial(post, status, times=few)),
            ("an error after it was posted", partial(post, 502, too_late=True)),
            ("many errors", partial(post, 503, times=40)),
            ("reset", partial(post, 200, cut="reset", times=few, too_late=late)),
            ("half an answer", partial(post, 200, cut="truncated", times=few, too_late=late)),
            ("a page", partial(post, 200, **PAGE, times=few, too_late=late)),
            ("a rate limit", partial(post, 429, **SLOW_DOWN, times=few)),
            ("an error of a response", partial(respond, too_late=late)),
        ]

    def _resume_again(self) -> None:
        self.discord.refuse_resumes = 2
        self.discord.drop()

    async def _be_away(self) -> None:
        self.discord.go_away()
        await asyncio.sleep(self.random.uniform(0.5, 4))
        self.discord.come_back()

    def report(self, memory: int, code: int) -> bool:
        """Print what became of everything; is it as it should be?"""
        answers: Counter[str] = Counter()
        for message in self.discord.messages.values():
            reference = message.get("message_reference")
            if reference:
                answers[str(reference["message_id"])] += 1
        never = [id for id in self.asked if not answers[id]]
        twice = [id for id in self.asked if answers[id] > 1]
        responded = {each.path for each in self.discord.got("POST", CALLBACKS)}
        silent = [path for path in self.interactions if path not in responded]
        growth = memory / self.early_memory - 1 if self.early_memory else float("nan")
        traces = (self.folder / "log").read_text(errors="replace").count("Traceback")
        click.echo(f"faults: {sum(self.faults.values())} ({dict(self.faults)})")
        click.echo(f"questions: {len(self.asked)}; never answered: {len(never)}, twice: {len(twice)}")
        click.echo(f"commands: {len(self.interactions)}; never heard or answered: {len(silent)}")
        sessions, resumes = len(self.discord.identifies), len(self.discord.resumes)
        click.echo(f"sessions begun: {sessions}; attempts to resume one: {resumes}")
        click.echo(f"memory: {self.early_memory} KiB after a minute, {memory} KiB at the end ({growth:+.1%})")
        click.echo(f"exit code at the end: {code}; tracebacks in the log: {traces}")
        for id in never[:5]:
            click.echo(f"never answered: {self.discord.said[id]['content']} {id}")
        return not never and not twice and code == 0


async def main(minutes: float) -> bool:
    """Run it all."""
    with tempfile.TemporaryDirectory() as name:
        async with StandIn() as discord:
            soak = Soak(discord, Path(name))
            await soak.start()
            # Before its first answer it cannot know where it will be asked.
            await discord.until(lambda: discord.connected)
            for channel in (CHANNEL, CURATORS):
                await discord.mention(QUESTIONS[0], channel=channel)
            await discord.until(lambda: len(discord.messages) == 2)
            end = time.monotonic() + minutes * 60
            working = asyncio.gather(soak.ask(end), soak.break_things(end))
            for how in (signal.SIGTERM, signal.SIGKILL):
                await asyncio.sleep(minutes * 60 / 3)
                click.echo(f"restart by {how.name}: exit code {await soak.stop(how)}")
                await asyncio.sleep(2)
                await soak.start()
            await working
            discord.forgive()
            await asyncio.sleep(120)
            memory = soak.memory()
            code = await soak.stop(signal.SIGTERM)
            is_fine = soak.report(memory, code)
            click.echo((Path(name) / "log").read_text(errors="replace")[-3000:] if not is_fine else "")
            return is_fine


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 15)) else 1)
