"""Pictures, kept as long as their revision is served. Each is drawn once, however many people ask for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from cachetools import LRUCache

from bot.chart.alt_text import alt_text
from bot.chart.from_events import build_chart_request
from bot.chart.request import ChartRequest
from bot.chart.worker import COMMAND, ChartError, draw_chart
from bot.core.pack.models import Event, Knowledge

__all__ = ["ChartError", "Picture", "PictureCache"]

# A revision, and the picture.
_Key = tuple[str, ChartRequest]


@dataclass(frozen=True)
class Picture:
    """A PNG, the same in words (at most 1,024 characters), and the number of events without a label in it."""

    png: bytes
    alt: str
    left_out: int


@dataclass
class _Drawing:
    """A picture that is drawn, or will be: its words, and the number of those who wait for it."""

    alt: str
    picture: asyncio.Future[Picture]
    waiting: int = 0
    # None until it is the turn of somebody who waits.
    task: asyncio.Task[None] | None = None


@dataclass
class PictureCache:
    """Draws pictures, each in a child process, and keeps them.

    A child that is not done after `timeout_seconds` is ended. At most `max_children` run at once, and for one
    person one at a time: then others have their turn. The last `max_pictures` that were used are kept.
    """

    timeout_seconds: float = 20
    max_pictures: int = 16
    max_children: int = 1
    command: Sequence[str] = COMMAND
    _revision: str | None = field(default=None, init=False)
    _pictures: LRUCache[ChartRequest, Picture] = field(init=False)
    _drawings: dict[_Key, _Drawing] = field(default_factory=dict, init=False)
    _turns: "_Turns" = field(init=False)
    _children: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._pictures = LRUCache(self.max_pictures)
        self._turns = _Turns()

    async def get_picture(
        self, revision: str, knowledge: Knowledge, events: Sequence[Event], subtitle: str = "", asker: int = 0
    ) -> Picture:
        """The picture of these events, kept until a picture of another revision is asked for.

        `asker` is the id of whoever waits for it. Raises ChartError if it cannot be drawn, and the next call
        tries again. Raises ValueError if there are no events. The child is ended as soon as nobody waits for
        it.
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
            drawing = self._drawings[key] = _Drawing(alt, asyncio.get_running_loop().create_future())
        if drawing.task is None:
            self._turns.add(asker, key)
            self._begin_next()
        return await self._wait(key, drawing)

    def _begin_next(self) -> None:
        """Draw what it is time for, as far as children may run."""
        while self._children < self.max_children and (turn := self._turns.take()) is not None:
            asker, key = turn
            drawing = self._drawings[key]
            drawing.task = asyncio.create_task(self._draw(key, drawing))
            self._children += 1
            # Also where it is cancelled before it has begun.
            drawing.task.add_done_callback(partial(self._end, asker, key, drawing))

    async def _draw(self, key: _Key, drawing: _Drawing) -> None:
        revision, request = key
        try:
            chart = await draw_chart(request, "png", self.timeout_seconds, self.command)
            picture = Picture(chart.image, drawing.alt, chart.left_out)
            if revision == self._revision:
                self._pictures[request] = picture
            drawing.picture.set_result(picture)
        except Exception as error:
            drawing.picture.set_exception(error)

    def _end(self, asker: int, key: _Key, drawing: _Drawing, _task: asyncio.Task[None]) -> None:
        drawing.picture.cancel()
        self._forget(key, drawing)
        self._children -= 1
        self._turns.end(asker)
        self._begin_next()

    async def _wait(self, key: _Key, drawing: _Drawing) -> Picture:
        drawing.waiting += 1
        try:
            return await asyncio.shield(drawing.picture)
        finally:
            drawing.waiting -= 1
            if not drawing.waiting and not drawing.picture.done():
                # Whoever asks from now on must not wait for a picture that is given up.
                self._forget(key, drawing)
                if drawing.task is not None:
                    drawing.task.cancel()

    def _forget(self, key: _Key, drawing: _Drawing) -> None:
        if self._drawings.get(key) is drawing:
            del self._drawings[key]
            self._turns.drop(key)


class _Turns:
    """What people wait for, by who waits.

    Each has one thing done at a time, and then lets the others go first. Several may wait for the same thing:
    it is done when the first of them has a turn.
    """

    def __init__(self) -> None:
        # Whoever comes first has the next turn. What each waits for is in order, too.
        self._waiting: dict[int, dict[_Key, None]] = {}
        self._served: set[int] = set()

    def add(self, person: int, thing: _Key) -> None:
        """Let a person wait for a thing, behind what they wait for already."""
        self._waiting.setdefault(person, {})[thing] = None

    def take(self) -> tuple[int, _Key] | None:
        """Whose turn it is, and the thing, for which nobody waits any more; None if nobody has a turn now.

        The person has no other turn before `end`.
        """
        person = next((person for person in self._waiting if person not in self._served), None)
        if person is None:
            return None
        thing = next(iter(self._waiting[person]))
        self.drop(thing)
        self._served.add(person)
        return person, thing

    def end(self, person: int) -> None:
        """End a person's turn. What else they wait for comes behind everybody who waits by now."""
        self._served.discard(person)
        if person in self._waiting:
            self._waiting[person] = self._waiting.pop(person)

    def drop(self, thing: _Key) -> None:
        """Let nobody wait for a thing any more."""
        for person in list(self._waiting):
            self._waiting[person].pop(thing, None)
            if not self._waiting[person]:
                del self._waiting[person]
