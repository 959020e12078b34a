"""Good manners in a channel: nobody floods it, and nobody gets the same answer twice in a row."""

import time
from dataclasses import dataclass
from math import ceil

from cachetools import TTLCache
from discord import app_commands

from bot.core.language.plurals import counted
from bot.core.pack.models import Entry
from bot.errors import UserError
from bot.settings import Settings

# The number of users, and of answers, that are remembered at a time; the oldest are forgotten first.
_MAX_REMEMBERED = 10_000


@dataclass(frozen=True)
class Wait:
    """A user asked too often: the seconds until the next question, and whether they do not know that yet."""

    seconds: float
    is_first_notice: bool

    @property
    def text(self) -> str:
        """The message for the user."""
        seconds = ceil(self.seconds)
        return f"That is a lot of questions at once. Ask again in {counted(seconds, 'second')}."


class RateLimitError(UserError):
    """Somebody asks too often; the text says how long to wait."""


class RateLimit:
    """How often each user asked lately."""

    def __init__(self, settings: Settings) -> None:
        self._questions = settings.cooldown_questions
        self._seconds = settings.cooldown_seconds
        self._cooldowns: TTLCache[int, app_commands.Cooldown] = TTLCache(
            _MAX_REMEMBERED, ttl=self._seconds * 2
        )
        self._notified: TTLCache[int, bool] = TTLCache(_MAX_REMEMBERED, ttl=self._seconds)

    def count(self, user: int) -> Wait | None:
        """Count a question of a user; a Wait if it was one too many."""
        cooldown = self._cooldowns.get(user)
        if cooldown is None:
            cooldown = app_commands.Cooldown(self._questions, self._seconds)
        # Also where it was there already: that starts its time to live anew.
        self._cooldowns[user] = cooldown
        # The clock of the wall, which is its own, may be set back: whoever was counted would wait until then.
        seconds = cooldown.update_rate_limit(time.monotonic())
        if not seconds:
            return None
        is_first_notice = user not in self._notified
        self._notified[user] = True
        return Wait(seconds, is_first_notice)

    def check(self, user: int) -> None:
        """Count a command of a user as a question. Raises RateLimitError if it was one too many."""
        wait = self.count(user)
        if wait is not None:
            raise RateLimitError(wait.text)


class RecentAnswers:
    """Which answers were given in which channel a moment ago, and where they can be read."""

    def __init__(self, settings: Settings) -> None:
        self._links: TTLCache[tuple[int, Entry], str] = TTLCache(_MAX_REMEMBERED, ttl=settings.repeat_seconds)

    def find_link(self, channel: int, entry: Entry) -> str | None:
        """The link to the same answer in the same channel, if it was given a moment ago.

        An entry that was edited since then counts as another.
        """
        return self._links.get((channel, entry))

    def remember(self, channel: int, entry: Entry, link: str) -> None:
        """Note that the message at `link` in this channel answers with the entry."""
        self._links[channel, entry] = link

    def forget(self, link: str) -> None:
        """Forget a message: it was deleted, or its answer was taken back."""
        # Any of them may expire at any moment, this one included.
        for key in list(self._links):
            if self._links.get(key) == link:
                self._links.pop(key, None)
