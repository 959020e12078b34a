"""The channels that the settings name: whether the bot may do there what it has to."""

import discord

from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.invite import find_missing, name_permissions
from bot.ops.doctor.rest_client import RestClient

CURATORS, ASKING = "servers.curators_channel", "servers.ask_channels"
_POST = discord.Permissions(view_channel=True, send_messages=True)
_ANSWER = discord.Permissions(view_channel=True, read_message_history=True, send_messages=True)


async def check_curators_channel(rest: RestClient, channel: int) -> Diagnosis:
    """Look whether the curators can be told there. Raises one of the library's errors."""
    return await _check(rest, channel, _POST, CURATORS, "FOOTNOTE_CURATOR_CHANNEL")


async def check_ask_channel(rest: RestClient, channel: int) -> Diagnosis:
    """Look whether questions can be read and answered there. Raises one of the library's errors."""
    return await _check(rest, channel, _ANSWER, ASKING, "FOOTNOTE_ASK_CHANNELS")


async def _check(
    rest: RestClient, id: int, needed: discord.Permissions, check: str, setting: str
) -> Diagnosis:
    try:
        found = await rest.fetch_channel(id)
        if isinstance(found, discord.abc.PrivateChannel | discord.CategoryChannel):
            raise discord.InvalidData("nothing is posted there")
        member = await rest.fetch_self(found.guild.id)
        permissions = await _permissions_in(member, id)
    except discord.NotFound:
        return _problem(check, f"There is no channel {id}.", f"Copy its id anew into {setting}.")
    except discord.Forbidden:
        return _problem(check, f"The bot cannot see channel {id}.", "Let its role View Channel there.")
    except discord.InvalidData:
        return _problem(check, f"{id} is no channel for messages of a server.", f"Name another in {setting}.")
    missing = find_missing(permissions, _in_place(needed, found))
    if not missing.value:
        return Diagnosis(check, Condition.OK, f"In #{found.name} it may do what it needs to.")
    lacks = f"In #{found.name} ({id}) the bot lacks: {name_permissions(missing)}."
    return _problem(check, lacks, f"Allow that to the role of {member}, in the settings of the channel.")


async def _permissions_in(member: discord.Member, id: int) -> discord.Permissions:
    """What a member may do in a channel. A thread has the permissions of the channel that it is in."""
    channel = await member.guild.fetch_channel(id)
    if isinstance(channel, discord.Thread):
        channel = await member.guild.fetch_channel(channel.parent_id)
    return channel.permissions_for(member)


def _in_place(needed: discord.Permissions, channel: object) -> discord.Permissions:
    """In threads another permission lets somebody send messages."""
    if not isinstance(channel, discord.Thread | discord.ForumChannel):
        return needed
    in_thread = discord.Permissions(needed.value)
    in_thread.update(send_messages=False, send_messages_in_threads=True)
    return in_thread


def _problem(check: str, message: str, advice: str) -> Diagnosis:
    return Diagnosis(check, Condition.PROBLEM, message, advice)
