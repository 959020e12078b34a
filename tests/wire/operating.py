"""Asking the bot how it is, as those do who run it."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.client.bot import FootnoteClient
from bot.ops.server import serve_health
from tests.wire.conftest import Footnote, Running
from tests.wire.payloads import Json

_SERVED = re.compile(r"Health and metrics are served at [\d.]+, port (\d+)")


def free_port() -> int:
    """A port of this machine that nobody has."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Operator:
    """Asks at one port."""

    def __init__(self, port: int, client: FootnoteClient | None = None) -> None:
        self.port = port
        self.client = client

    @classmethod
    async def of(cls, footnote: Footnote) -> "Operator":
        """Of a process, once it says at which port it answers."""
        return cls(int(_SERVED.search(await footnote.says("Health and metrics are served"))[1]))

    async def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        url, limit = f"http://127.0.0.1:{self.port}{path}", aiohttp.ClientTimeout(20)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.request(method, url, headers=headers) as answer,
        ):
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, Json]:
        """The status, and what it says of its health."""
        status, text = await self.get("/health")
        return status, json.loads(text)

    async def until_health(self, status: int) -> Json:
        """What it says of its health, once that has a status."""
        return await _until(self.health, lambda found: found[0] == status and found[1])

    async def metrics(self) -> dict[str, float]:
        """Its metrics by name, with the values of their labels behind it: `footnote_edits_total curator`."""
        _, text = await self.get("/metrics")
        return {
            " ".join([sample.name, *sample.labels.values()]): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    async def until_metrics(self, **least: float) -> dict[str, float]:
        """Its metrics, once each of those named has at least a value."""
        names = {name.replace("__", " "): value for name, value in least.items()}
        return await _until(
            self.metrics,
            lambda found: all(found.get(name, 0) >= value for name, value in names.items()) and found,
        )


async def _until(look: Any, condition: Any) -> Any:
    async with asyncio.timeout(20):
        while not (found := condition(await look())):  # noqa: ASYNC110 - it is asked over HTTP
            await asyncio.sleep(0.02)
    return found


@asynccontextmanager
async def operated(running: Running, **changed: Any) -> AsyncIterator[Operator]:
    """The bot in this process, with what answers for its health; takes settings."""
    port = free_port()
    given = {"health": f"127.0.0.1:{port}", "health_seconds": 0.05, "lag_seconds": 0.01}
    async with running(**given | changed) as client:
        serving = asyncio.create_task(serve_health(client))
        operator = Operator(port, client)
        try:
            await _until_answered(operator)
            yield operator
        finally:
            serving.cancel()
            await asyncio.wait({serving})


async def _until_answered(operator: Operator) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await operator.get("/")
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.01)
            else:
                return
