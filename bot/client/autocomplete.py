"""What is suggested for an option while somebody types it."""

from collections.abc import Iterable, Mapping
from itertools import islice

from discord import app_commands

from bot.client.text import short
from bot.core.language.normalise import normalise

# Discord's limits: choices, and characters of one.
_MOST = 25
_LONGEST = 100
Choices = list[app_commands.Choice[str]]


def matching(names: Mapping[str, str], typed: str, always: Iterable[str] = ()) -> Choices:
    """Of values and their names, those that have every word typed so far, or are suggested always."""
    words = normalise(typed).split()
    found = (
        app_commands.Choice(name=short(" ".join(name.split()), _LONGEST), value=value)
        for value, name in names.items()
        if value in always or all(word in f"{normalise(name)} {value}" for word in words)
    )
    return list(islice(found, _MOST))
