"""The choices that Discord suggests for an option while somebody types it."""

from collections.abc import Iterable, Mapping
from itertools import islice

from discord import app_commands

from bot.client.text import shorten
from bot.core.language.normalise import normalise

# Discord's limits: the number of choices, and the characters of one.
_MAX_CHOICES = 25
_MAX_CHOICE_LENGTH = 100
Choices = list[app_commands.Choice[str]]


def suggest_choices(names: Mapping[str, str], typed: str, always: Iterable[str] = ()) -> Choices:
    """The values, with their names, that have every word typed so far; those in `always` in any case.

    `names` maps each value to the name that is shown. At most 25 are suggested, in the order of `names`.
    """
    words = normalise(typed).split()
    choices = (
        app_commands.Choice(name=shorten(" ".join(name.split()), _MAX_CHOICE_LENGTH), value=value)
        for value, name in names.items()
        if value in always or all(word in f"{normalise(name)} {value}" for word in words)
    )
    return list(islice(choices, _MAX_CHOICES))
