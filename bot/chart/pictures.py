"""Pictures, kept as long as their revision is served. Each is drawn once, however many people ask for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from cachetools import LRUCache

from bot.chart.alt_text import alt_text
from bot.chart.from_events import build_chart_request
from bot.chart.request import ChartRequest
from bot.chart.worker import COMMAND, ChartError, draw_chart
from bot.core.pack.models import Event, Knowledge

__all__ = ["ChartError", "Picture", "PictureCache"]


@dataclass(frozen=True)
class Picture:
    """A PNG, the same in words (at most 1,024 characters), and the number of events without a label in it."""

    png: bytes
    alt: str
    left_out: int


@dataclass
class _Drawing:
    """A picture that is being drawn, and the number of those who wait for it."""

    task: asyncio.Task[Picture]
    waiting: int = 0


@dataclass
class PictureCache:
    """Draws pictures, each in a child process, and keeps them.

    A child that is not done after `timeout_seconds` is ended. At most `max_children` run at once. The last
    `max_pictures` that were used are kept.
    """

    timeout_seconds: float = 20
    max_pictures: int = 16
    max_children: int = 1
    command: Sequence[str] = COMMAND
    _revision: str | None = field(default=None, init=False)
    _pictures: LRUCache[ChartRequest, Picture] = field(init=False)
    _drawings: dict[tuple[str, ChartRequest], _Drawing] = field(default_factory=dict, init=False)
    _free_children: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._pictures = LRUCache(self.max_pictures)
        self._free_children = asyncio.Semaphore(self.max_children)

    async def get_picture(
        self, revision: str, knowledge: Knowledge, events: Sequence[Event], subtitle: str = ""
    ) -> Picture:
        """The picture of these events, kept until a picture of another revision is asked for.

        Raises ChartError if it cannot be drawn, and the next call tries again. Raises ValueError if there
        are no events. The child is ended as soon as nobody waits for it.
        """
        request = build_chart_request(knowledge, events, subtitle)
        if revision != self._revision:
            self._revision = revision
            self._pictures.clear()
        if request in self._pictures:
            return self._pictures[request]
        key = (revision, request)
        drawing = self._drawings.get(key)
        if drawing is None:
            alt = alt_text(knowledge, events, subtitle)
            drawing = self._drawings[key] = _Drawing(asyncio.create_task(self._draw(key, alt)))
        return await self._wait(key, drawing)

    async def _draw(self, key: tuple[str, ChartRequest], alt: str) -> Picture:
        revision, request = key
        try:
            async with self._free_children:
                chart = await draw_chart(request, "png", self.timeout_seconds, self.command)
            picture = Picture(chart.image, alt, chart.left_out)
            if revision == self._revision:
                self._pictures[request] = picture
            return picture
        finally:
            self._forget(key, asyncio.current_task())

    async def _wait(self, key: tuple[str, ChartRequest], drawing: _Drawing) -> Picture:
        drawing.waiting += 1
        try:
            return await asyncio.shield(drawing.task)
        finally:
            drawing.waiting -= 1
            if not drawing.waiting and not drawing.task.done():
                # Whoever asks from now on must not wait for a task that is being cancelled.
                self._forget(key, drawing.task)
                drawing.task.cancel()

    def _forget(self, key: tuple[str, ChartRequest], task: asyncio.Task[Picture] | None) -> None:
        if key in self._drawings and self._drawings[key].task is task:
            del self._drawings[key]
