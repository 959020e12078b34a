"""Pictures kept while their revision lasts: drawn once, whoever asks and however many."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from cachetools import LRUCache

from bot.chart.alt_text import alt_text
from bot.chart.from_events import chart_request
from bot.chart.request import ChartRequest
from bot.chart.worker import COMMAND, ChartError, develop
from bot.core.pack.models import Event, Knowledge

__all__ = ["ChartError", "Picture", "PictureCache"]


@dataclass(frozen=True)
class Picture:
    """A PNG, the same in words (at most 1,024 characters), and how many events have no label in it."""

    png: bytes
    alt: str
    left_out: int


@dataclass
class _Work:
    """A picture being drawn, and how many wait for it."""

    task: asyncio.Task[Picture]
    waiting: int = 0


@dataclass
class PictureCache:
    """Draws pictures: each in a child of at most `seconds`, at most `children` at once, `kept` are kept."""

    seconds: float = 20
    kept: int = 16
    children: int = 1
    command: Sequence[str] = COMMAND
    _revision: str | None = field(default=None, init=False)
    _pictures: LRUCache[ChartRequest, Picture] = field(init=False)
    _works: dict[tuple[str, ChartRequest], _Work] = field(default_factory=dict, init=False)
    _places: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._pictures = LRUCache(self.kept)
        self._places = asyncio.Semaphore(self.children)

    async def picture(
        self, revision: str, knowledge: Knowledge, events: Sequence[Event], subtitle: str = ""
    ) -> Picture:
        """The picture of these events, kept as long as no other revision is asked for.

        Raises ChartError where it cannot be drawn, which is not kept, and ValueError where there are
        no events. The child is stopped as soon as nobody waits for it.
        """
        request = chart_request(knowledge, events, subtitle)
        if revision != self._revision:
            self._revision = revision
            self._pictures.clear()
        if request in self._pictures:
            return self._pictures[request]
        key = (revision, request)
        work = self._works.get(key)
        if work is None:
            alt = alt_text(knowledge, events, subtitle)
            work = self._works[key] = _Work(asyncio.create_task(self._draw(key, alt)))
        return await self._wait(key, work)

    async def _draw(self, key: tuple[str, ChartRequest], alt: str) -> Picture:
        revision, request = key
        try:
            async with self._places:
                drawing = await develop(request, "png", self.seconds, self.command)
            picture = Picture(drawing.image, alt, drawing.left_out)
            if revision == self._revision:
                self._pictures[request] = picture
            return picture
        finally:
            self._drop(key, asyncio.current_task())

    async def _wait(self, key: tuple[str, ChartRequest], work: _Work) -> Picture:
        work.waiting += 1
        try:
            return await asyncio.shield(work.task)
        finally:
            work.waiting -= 1
            if not work.waiting and not work.task.done():
                # Nobody who comes now may wait for what is being stopped.
                self._drop(key, work.task)
                work.task.cancel()

    def _drop(self, key: tuple[str, ChartRequest], task: asyncio.Task[Picture] | None) -> None:
        if key in self._works and self._works[key].task is task:
            del self._works[key]
