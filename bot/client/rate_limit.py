"""Good manners in a channel: nobody floods it, and nobody gets the same answer twice in a row."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import Any

from cachetools import TTLCache
from discord import app_commands

from bot.core.language.plurals import counted
from bot.core.pack.models import Entry
from bot.errors import UserError
from bot.limits import Limit
from bot.settings import Settings

# The number of users, and of answers, that are remembered at a time; the oldest are forgotten first.
_MAX_REMEMBERED = 10_000


class Activity(Enum):
    """What somebody does, as it is counted: each kind by itself. The value says what there is a lot of."""

    QUESTION = "a lot of questions"
    BROWSING = "a lot"
    PICTURE = "a lot of pictures"
    SUGGESTIONS = "a lot of typing"
    REPORT = "a lot of reports"
    CURATING = "a lot of edits"
    UNASKED = "a lot of talk"
    UNASKED_IN_CHANNEL = "a lot of people talking"


_ASKED_FOR = frozenset({Activity.QUESTION, Activity.PICTURE})


@dataclass(frozen=True)
class Wait:
    """Somebody did something too often: the seconds until they may again, and whether they know that yet."""

    seconds: float
    is_first_notice: bool
    activity: Activity = Activity.QUESTION

    @property
    def text(self) -> str:
        """The message for the user."""
        again = "Ask again" if self.activity in _ASKED_FOR else "Go on"
        return f"That is {self.activity.value} at once. {again} in {counted(ceil(self.seconds), 'second')}."


class RateLimitError(UserError):
    """Somebody does something too often; the text says how long to wait."""


class RateLimit:
    """How often each user did what lately."""

    def __init__(self, settings: Settings) -> None:
        self._counters = {activity: _Counter(limit) for activity, limit in _limits_of(settings).items()}

    def count(self, user: int, activity: Activity = Activity.QUESTION) -> Wait | None:
        """Count something that a user does; a Wait if it was one too many."""
        return self._counters[activity].count(user, activity)

    def check(self, user: int, activity: Activity) -> None:
        """Count something that a user does. Raises RateLimitError if it was one too many."""
        wait = self.count(user, activity)
        if wait is not None:
            raise RateLimitError(wait.text)

    def admits_unasked(self, user: int, channel: int) -> bool:
        """Count a question that was put to nobody. False if it was one too many of the user, or there."""
        # Whoever floods a channel uses up no more of it than one person may.
        if self.count(user, Activity.UNASKED) is not None:
            return False
        return self.count(channel, Activity.UNASKED_IN_CHANNEL) is None


class _Counter:
    """How often each user did one thing lately."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._cooldowns: TTLCache[int, app_commands.Cooldown] = TTLCache(
            _MAX_REMEMBERED, ttl=limit.seconds * 2, timer=_now
        )
        self._notified: TTLCache[int, bool] = TTLCache(_MAX_REMEMBERED, ttl=limit.seconds, timer=_now)

    def count(self, user: int, activity: Activity) -> Wait | None:
        cooldown = self._cooldowns.get(user)
        if cooldown is None:
            cooldown = app_commands.Cooldown(self._limit.times, self._limit.seconds)
        # Also where it was there already: that starts its time to live anew.
        self._cooldowns[user] = cooldown
        seconds = cooldown.update_rate_limit(_now())
        if not seconds:
            return None
        is_first_notice = user not in self._notified
        self._notified[user] = True
        return Wait(seconds, is_first_notice, activity)


def activity_of(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None) -> Activity:
    """What a command counts as: `Activity` in its `extras`, or in those of its group; else browsing."""
    extras: dict[Any, Any] = {}
    if isinstance(command, app_commands.Command) and command.root_parent is not None:
        extras = command.root_parent.extras
    if command is not None:
        extras = {**extras, **command.extras}
    activity = extras.get(Activity)
    return activity if isinstance(activity, Activity) else Activity.BROWSING


def _limits_of(settings: Settings) -> Mapping[Activity, Limit]:
    limits = settings.limits
    return {
        Activity.QUESTION: Limit(times=settings.cooldown_questions, seconds=settings.cooldown_seconds),
        Activity.BROWSING: limits.browsing,
        Activity.PICTURE: limits.pictures,
        Activity.SUGGESTIONS: limits.suggestions,
        Activity.REPORT: limits.reports,
        Activity.CURATING: limits.curating,
        Activity.UNASKED: limits.unasked,
        Activity.UNASKED_IN_CHANNEL: limits.unasked_in_channel,
    }


def _now() -> float:
    # The wall's clock may be set back: whoever was counted would wait until then. The library takes zero for
    # "by the wall's clock".
    return time.monotonic() + 1


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
