"""The home server: which one it is, whether the bot is in it, and who curates there."""

from collections.abc import Mapping

import discord

from bot.client.home_server import decide_home
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.invite import find_missing, invite_link, name_permissions
from bot.ops.doctor.rest_client import RestClient
from bot.store.home_server import RememberedHome

HOME, PERMISSIONS, ROLE = "servers.home", "servers.permissions", "servers.curators"


def choose_home(
    setting: int | None, remembered: RememberedHome | None, guilds: Mapping[int, str]
) -> int | Diagnosis:
    """The home of the next start, if the bot is in these servers then, or why there is none."""
    decided = decide_home(None, remembered, guilds) if setting is None else None
    home = setting or (decided.guild if decided else None)
    if home is not None:
        return home
    if decided is None:
        message = "The bot is in no server, so none is the home: the first to invite it becomes it."
        return Diagnosis(HOME, Condition.WARNING, message, "Invite it, with the link above.")
    message = "Nobody can curate: the bot was in several servers at first, and none is named as its home."
    return Diagnosis(HOME, Condition.WARNING, message, "Set FOOTNOTE_HOME_GUILD to the id of one.")


async def check_home(rest: RestClient, home: int, role: int | None) -> list[Diagnosis]:
    """Look at the home, and at the role of its curators. Raises one of the library's errors."""
    try:
        member = await rest.fetch_self(home)
    except (discord.NotFound, discord.Forbidden):
        message = f"The bot is not in its home server {home}: nobody can curate."
        advice = "Invite it there, or name another in FOOTNOTE_HOME_GUILD:"
        return [Diagnosis(HOME, Condition.PROBLEM, message, advice, invite_link(rest.application_id or 0))]
    guild = member.guild
    return [
        Diagnosis(HOME, Condition.OK, f"The home server is {guild.name} ({home}), and the bot is in it."),
        _check_permissions(member),
        *([] if role is None else [_check_role(guild, role)]),
    ]


def _check_permissions(member: discord.Member) -> Diagnosis:
    missing = find_missing(member.guild_permissions)
    if not missing.value:
        return Diagnosis(PERMISSIONS, Condition.OK, f"In {member.guild.name} it may do what it needs to.")
    message = f"In {member.guild.name} the bot's roles lack: {name_permissions(missing)}."
    advice = f"Give them to the role of {member}, or only in the channels where people ask."
    return Diagnosis(PERMISSIONS, Condition.WARNING, message, advice)


def _check_role(guild: discord.Guild, id: int) -> Diagnosis:
    role = guild.get_role(id)
    if role is None:
        message = f"There is no role {id} in {guild.name}: FOOTNOTE_CURATOR_ROLE makes nobody a curator."
        return Diagnosis(ROLE, Condition.PROBLEM, message, "Copy the id of the role anew.")
    if role.permissions.manage_guild or role.permissions.administrator:
        return Diagnosis(ROLE, Condition.OK, f"The role {role.name} curates.")
    message = f"The role {role.name} curates, but sees /qa only where Discord is told to show it."
    advice = "Look in Server Settings, Integrations, whether that role is added to /qa."
    return Diagnosis(ROLE, Condition.UNKNOWN, message, advice)
