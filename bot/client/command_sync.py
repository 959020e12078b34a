"""Commands are published only where Discord lists others than the tree has.

Discord limits how often it takes them in a day.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
from discord.http import Route

from bot.client.errors import SEND_ERRORS
from bot.client.services import Services

_log = logging.getLogger(__name__)
# What opens an activity is made by Discord itself, and never by the tree.
_ENTRY_POINT = 4
_EVERYWHERE = (0, 1, 2)
_SERVERS = (0,)
_LIMITS = ("min_value", "max_value", "min_length", "max_length")


async def publish_commands(client: Services, guild: discord.abc.Snowflake | None = None) -> None:
    """Bring Discord's list of the commands up to date, those of a server or those for everywhere.

    Where the list cannot be read, all commands are sent. Raises what `CommandTree.sync` raises.
    """
    tree = client.tree
    try:
        listed = await fetch_published(client, guild)
    except (*SEND_ERRORS, ValueError) as error:
        _log.info("Discord's list of the commands cannot be read (%s): all are sent", type(error).__name__)
        listed = None
    wanted = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    if not are_published(listed, wanted, in_server=guild is not None):
        await tree.sync(guild=guild)
        _log.info("The commands were published %s", f"in server {guild.id}" if guild else "for everywhere")


async def fetch_published(
    client: Services | discord.Client, guild: discord.abc.Snowflake | None = None
) -> object:
    """What Discord lists, with translations, which the library leaves out. Raises one of SEND_ERRORS."""
    of_guild = f"/guilds/{guild.id}" if guild else ""
    route = Route("GET", f"/applications/{client.application_id}{of_guild}/commands")
    return await client.http.request(route, params={"with_localizations": "true"})


def are_published(listed: object, wanted: Sequence[Mapping[str, Any]], *, in_server: bool = False) -> bool:
    """Does a list from Discord have just the commands that the tree would send? False if it is no such list.

    Discord fills in what was left out, and leaves out what is empty; the order of commands says nothing.
    For commands of a server it is not compared where else they could be used: they are that server's alone.
    """
    try:
        return _read_commands(listed, in_server) == _read_commands(wanted, in_server)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _read_commands(commands: Any, in_server: bool) -> list[dict[str, Any]]:
    if not isinstance(commands, Sequence) or isinstance(commands, str):
        raise TypeError("no list")
    made = (each for each in commands if each.get("type") != _ENTRY_POINT)
    return sorted(
        (_read_command(each, in_server) for each in made), key=lambda one: (one["type"], one["name"])
    )


def _read_command(command: Mapping[str, Any], in_server: bool) -> dict[str, Any]:
    permissions = command.get("default_member_permissions")
    values = {
        **_read_option({**command, "type": command.get("type") or 1}),
        "permissions": None if permissions is None else int(permissions),
        "nsfw": bool(command.get("nsfw")),
    }
    if in_server:
        return values
    contexts = _EVERYWHERE if command.get("dm_permission", True) in (True, None) else _SERVERS
    return values | {
        "contexts": _as_set(command.get("contexts"), contexts),
        "installs": _as_set(command.get("integration_types"), _SERVERS),
    }


def _read_option(option: Mapping[str, Any]) -> dict[str, Any]:
    """A command or an option, as deep as it goes. The order of options and choices is what people see."""
    return {
        "type": int(option["type"]),
        "name": str(option["name"]),
        "description": option.get("description") or "",
        "translations": [option.get(f"{key}_localizations") or {} for key in ("name", "description")],
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
        "limits": [option.get(key) for key in _LIMITS],
        "channels": _as_set(option.get("channel_types"), ()),
        "choices": [_read_choice(each) for each in option.get("choices") or ()],
        "options": [_read_option(each) for each in option.get("options") or ()],
    }


def _read_choice(choice: Mapping[str, Any]) -> tuple[Any, ...]:
    return choice["name"], choice["value"], choice.get("name_localizations") or {}


def _as_set(values: Iterable[int] | None, default: Iterable[int]) -> frozenset[int]:
    return frozenset(default if values is None else values)
