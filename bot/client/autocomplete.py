"""The choices that Discord suggests for an option while somebody types it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import discord
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


def can_suggest(interaction: discord.Interaction) -> bool:
    """Does the command have suggestions for what somebody types of it? An outdated client may think so."""
    command = interaction.command
    if not isinstance(command, app_commands.Command):
        return False
    typed = set(_find_typed(interaction.data or {}))
    return any(each.autocomplete and each.display_name in typed for each in command.parameters)


def _find_typed(node: Mapping[str, Any]) -> Iterator[str]:
    for option in node.get("options", ()):
        if option.get("focused"):
            yield option["name"]
        yield from _find_typed(option)
