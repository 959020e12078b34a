"""Good manners in a channel: nobody floods it, and nobody is told the same thing twice in a row."""

from dataclasses import dataclass
from math import ceil

from cachetools import TTLCache
from discord import app_commands

from bot.core.language.plurals import counted
from bot.core.pack.models import Entry
from bot.errors import UserError
from bot.settings import Settings

# People and answers that are remembered at a time; the oldest go first.
_MOST = 10_000


@dataclass(frozen=True)
class Wait:
    """Asked too much: so many seconds until the next question, and whether that is news to them."""

    seconds: float
    is_news: bool

    @property
    def words(self) -> str:
        """What to tell them."""
        seconds = ceil(self.seconds)
        return f"That is a lot of questions at once. Ask again in {counted(seconds, 'second')}."


class TooMuchError(UserError):
    """Somebody asks too much in too short a time; the text says how long to wait."""


class RateLimit:
    """Who asked how often, and what was answered where a moment ago."""

    def __init__(self, settings: Settings) -> None:
        self._rate = settings.cooldown_questions
        self._per = settings.cooldown_seconds
        self._asked: TTLCache[int, app_commands.Cooldown] = TTLCache(_MOST, ttl=self._per * 2)
        self._told: TTLCache[int, bool] = TTLCache(_MOST, ttl=self._per)
        self._answered: TTLCache[tuple[int, Entry], str] = TTLCache(_MOST, ttl=settings.repeat_seconds)

    def wait(self, user: int) -> Wait | None:
        """Count a question of a user; a Wait where it was one too many."""
        cooldown = self._asked.get(user)
        if cooldown is None:
            cooldown = app_commands.Cooldown(self._rate, self._per)
        self._asked[user] = cooldown
        seconds = cooldown.update_rate_limit()
        if not seconds:
            return None
        is_news = user not in self._told
        self._told[user] = True
        return Wait(seconds, is_news)

    def check(self, user: int) -> None:
        """Count a command of a user like a question; raises TooMuchError where it was one too many."""
        wait = self.wait(user)
        if wait is not None:
            raise TooMuchError(wait.words)

    def answered(self, channel: int, entry: Entry) -> str | None:
        """The link to the same answer in the same channel, if it was given a moment ago.

        An entry that was edited meanwhile is another.
        """
        return self._answered.get((channel, entry))

    def remember(self, channel: int, entry: Entry, link: str) -> None:
        """Note where an answer was given."""
        self._answered[channel, entry] = link

    def forget(self, link: str) -> None:
        """An answer is gone or taken back: nobody is sent to it any more."""
        # Any of them may run out at any moment, this one included.
        for key in list(self._answered):
            if self._answered.get(key) == link:
                self._answered.pop(key, None)
