"""Whether the commands that Discord lists are those of this version."""

from typing import Any, Protocol

import discord
from discord import app_commands

from bot.client.bot import FootnoteClient
from bot.client.command_sync import are_published, fetch_published
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.rest_client import RestClient

COMMANDS = "commands"


class _Command(Protocol):
    def to_dict(self, tree: app_commands.CommandTree[Any]) -> dict[str, Any]: ...


async def check_commands(rest: RestClient, footnote: FootnoteClient, home: int | None) -> list[Diagnosis]:
    """Compare those for everywhere, and those of the home, with Discord's lists; publish nothing.

    `footnote` has the commands; `home` is the server whose list is looked at, if there is one. Raises one of
    the library's errors.
    """
    tree = footnote.tree
    everywhere = [command.to_dict(tree) for command in tree.get_commands()]
    listed = await fetch_published(rest)
    found = [_judge("everywhere", are_published(listed, everywhere))]
    if home is not None and footnote.curating is not None:
        curating = [command.to_dict(tree) for command in footnote.curating.home_commands.commands]
        listed = await fetch_published(rest, discord.Object(home))
        found.append(_judge("home", are_published(listed, curating, in_server=True)))
    return found


def _judge(where: str, is_in_step: bool) -> Diagnosis:
    name = "The commands of curating" if where == "home" else "The commands for everywhere"
    check = f"{COMMANDS}.{where}"
    if is_in_step:
        return Diagnosis(check, Condition.OK, f"{name} are published as they are in this version.")
    message = f"{name} at Discord are not those of this version, or are not there."
    return Diagnosis(check, Condition.WARNING, message, "Start the bot: it publishes them.")
