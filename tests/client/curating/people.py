"""The people of the permission table: who they are, where they act, and what makes them curators or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord
from discord.http import HTTPClient

from tests.client.curating.actor import Actor
from tests.client.curating.curating_town import CuratingTown

MANAGER = discord.Permissions(manage_guild=True)


async def restart_with(town: CuratingTown, **settings: Any) -> None:
    """Restart the bot with other settings."""
    town.client.settings = town.client.settings.model_copy(update=settings)
    await town.restart()
    await town.env.settle()


@contextmanager
def owned_by(person: Any, team: bool = False) -> Iterator[None]:
    """Let the application belong to somebody, or to a team they are in. simcord says it is the bot's own."""
    original = HTTPClient.application_info
    user = {"id": str(person.id), "username": person.name, "discriminator": "0", "avatar": None}
    member = {"user": user, "membership_state": 2, "role": "developer", "permissions": ["*"], "team_id": "9"}
    group = {"id": "9", "name": "Bakers", "icon": None, "owner_user_id": "10", "members": [member]}
    said = {"team": group, "owner": {**user, "id": "9"}} if team else {"owner": user}

    async def patched(http: HTTPClient) -> Any:
        return {**await original(http), **said}

    HTTPClient.application_info = patched
    try:
        yield
    finally:
        HTTPClient.application_info = original


async def a_reader(town: CuratingTown) -> Actor:
    return Actor(town, town.alice, town.channel)


async def a_moderator(town: CuratingTown) -> Actor:
    return Actor(town, town.mod, town.channel)


async def a_manager(town: CuratingTown) -> Actor:
    return Actor(town, town.casey, town.channel)


async def a_manager_elsewhere(town: CuratingTown) -> Actor:
    await restart_with(town, home_guild=town.guild.id)
    guild, member = _elsewhere(town, town.env.create_user("erin"))
    return Actor(town, member, guild.create_text_channel("elsewhere"))


async def a_manager_elsewhere_at_home(town: CuratingTown) -> Actor:
    await restart_with(town, home_guild=town.guild.id)
    user = town.env.create_user("erin")
    _elsewhere(town, user)
    return Actor(town, town.guild.add_member(user), town.channel)


async def a_curator_of_home_elsewhere(town: CuratingTown) -> Actor:
    await restart_with(town, home_guild=town.guild.id)
    guild, member = _elsewhere(town, town.casey.user)
    return Actor(town, member, guild.create_text_channel("elsewhere"))


async def one_with_the_role(town: CuratingTown) -> Actor:
    role = town.guild.create_role("Footnote curators")
    await restart_with(town, curator_role=role.id)
    return Actor(town, town.guild.add_member(town.env.create_user("robin"), roles=[role]), town.channel)


async def one_with_another_role(town: CuratingTown) -> Actor:
    await restart_with(town, curator_role=town.guild.create_role("Footnote curators").id)
    role = town.guild.create_role("Footnote curators")
    return Actor(town, town.guild.add_member(town.env.create_user("robin"), roles=[role]), town.channel)


async def the_owner(town: CuratingTown) -> Actor:
    with owned_by(town.bob):
        await restart_with(town)
    return Actor(town, town.bob, town.channel)


async def one_of_the_owning_team(town: CuratingTown) -> Actor:
    with owned_by(town.bob, team=True):
        await restart_with(town)
    return Actor(town, town.bob, town.channel)


async def the_owner_elsewhere(town: CuratingTown) -> Actor:
    with owned_by(town.bob):
        await restart_with(town, home_guild=town.guild.id)
    guild, member = _elsewhere(town, town.bob.user)
    return Actor(town, member, guild.create_text_channel("elsewhere"))


async def a_manager_in_a_dm(town: CuratingTown) -> Actor:
    return Actor(town, town.casey.user, town.casey.user.dm_channel)


async def a_manager_among_friends(town: CuratingTown) -> Actor:
    return Actor(town, town.casey.user, town.casey.user.dm_channel, installed=True)


def _elsewhere(town: CuratingTown, user: Any) -> tuple[Any, Any]:
    guild = town.env.create_guild("Elsewhere")
    managers = guild.create_role("Managers", permissions=MANAGER)
    return guild, guild.add_member(user, roles=[managers])
