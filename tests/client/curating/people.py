"""The people of the table: who they are, where they act, and what makes them so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord
from discord.http import HTTPClient

from tests.client.curating.hall import Hall
from tests.client.curating.scene import Scene

MANAGER = discord.Permissions(manage_guild=True)


async def restart_with(hall: Hall, **settings: Any) -> None:
    """The bot is started anew with other settings."""
    hall.client.settings = hall.client.settings.model_copy(update=settings)
    await hall.restart()
    await hall.env.settle()


@contextmanager
def owned_by(person: Any, team: bool = False) -> Iterator[None]:
    """The application belongs to somebody, or to a team they are in; for simcord it is the bot's own."""
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


async def a_reader(hall: Hall) -> Scene:
    return Scene(hall, hall.alice, hall.channel)


async def a_moderator(hall: Hall) -> Scene:
    return Scene(hall, hall.mod, hall.channel)


async def a_manager(hall: Hall) -> Scene:
    return Scene(hall, hall.casey, hall.channel)


async def a_manager_elsewhere(hall: Hall) -> Scene:
    await restart_with(hall, home_guild=hall.guild.id)
    guild, member = _elsewhere(hall, hall.env.create_user("erin"))
    return Scene(hall, member, guild.create_text_channel("elsewhere"))


async def a_manager_elsewhere_at_home(hall: Hall) -> Scene:
    await restart_with(hall, home_guild=hall.guild.id)
    user = hall.env.create_user("erin")
    _elsewhere(hall, user)
    return Scene(hall, hall.guild.add_member(user), hall.channel)


async def a_curator_of_home_elsewhere(hall: Hall) -> Scene:
    await restart_with(hall, home_guild=hall.guild.id)
    guild, member = _elsewhere(hall, hall.casey.user)
    return Scene(hall, member, guild.create_text_channel("elsewhere"))


async def one_with_the_role(hall: Hall) -> Scene:
    role = hall.guild.create_role("Footnote curators")
    await restart_with(hall, curator_role=role.id)
    return Scene(hall, hall.guild.add_member(hall.env.create_user("robin"), roles=[role]), hall.channel)


async def one_with_another_role(hall: Hall) -> Scene:
    await restart_with(hall, curator_role=hall.guild.create_role("Footnote curators").id)
    role = hall.guild.create_role("Footnote curators")
    return Scene(hall, hall.guild.add_member(hall.env.create_user("robin"), roles=[role]), hall.channel)


async def the_owner(hall: Hall) -> Scene:
    with owned_by(hall.bob):
        await restart_with(hall)
    return Scene(hall, hall.bob, hall.channel)


async def one_of_the_owning_team(hall: Hall) -> Scene:
    with owned_by(hall.bob, team=True):
        await restart_with(hall)
    return Scene(hall, hall.bob, hall.channel)


async def the_owner_elsewhere(hall: Hall) -> Scene:
    with owned_by(hall.bob):
        await restart_with(hall, home_guild=hall.guild.id)
    guild, member = _elsewhere(hall, hall.bob.user)
    return Scene(hall, member, guild.create_text_channel("elsewhere"))


async def a_manager_in_a_dm(hall: Hall) -> Scene:
    return Scene(hall, hall.casey.user, hall.casey.user.dm_channel)


async def a_manager_among_friends(hall: Hall) -> Scene:
    return Scene(hall, hall.casey.user, hall.casey.user.dm_channel, installed=True)


def _elsewhere(hall: Hall, user: Any) -> tuple[Any, Any]:
    guild = hall.env.create_guild("Elsewhere")
    managers = guild.create_role("Managers", permissions=MANAGER)
    return guild, guild.add_member(user, roles=[managers])
