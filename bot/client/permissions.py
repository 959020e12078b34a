"""Who may curate, and where: in one server, by whoever manages it, has the role, or owns the application."""

import discord

from bot.client.services import Services
from bot.errors import UserError


class NotCuratorError(UserError):
    """Somebody who may not curate tries to; the text says who may."""


def home_guild(client: Services) -> int | None:
    """The server in which the Q&A file is kept: the one that is set, or the only one the bot is in."""
    if client.settings.home_guild is not None:
        return client.settings.home_guild
    # Before it is ready, one server after the other becomes known.
    return client.guilds[0].id if client.is_ready() and len(client.guilds) == 1 else None


def check_curator(client: Services, interaction: discord.Interaction) -> None:
    """Raise NotCuratorError unless this interaction is a curator's, in the home server, at this moment."""
    home = home_guild(client)
    if home is None:
        raise NotCuratorError(
            "Nobody can curate: I am in several servers, and FOOTNOTE_HOME_GUILD does not say which is home."
        )
    if interaction.guild_id != home:
        raise NotCuratorError("The Q&A is kept in its home server only: curate there.")
    manages = interaction.permissions.manage_guild
    if not (manages or _has_role(client, interaction) or _owns(client, interaction.user)):
        raise NotCuratorError(
            "Only curators can do that: it takes Manage Server, or the curator role of this server."
        )


def may_curate(client: Services, interaction: discord.Interaction) -> bool:
    """Is this interaction a curator's, in the home server?"""
    try:
        check_curator(client, interaction)
    except NotCuratorError:
        return False
    return client.is_editable


def _has_role(client: Services, interaction: discord.Interaction) -> bool:
    role = client.settings.curator_role
    # The interaction itself says which roles its member has now.
    member = interaction.user
    return role is not None and isinstance(member, discord.Member) and member.get_role(role) is not None


def _owns(client: Services, user: discord.User | discord.Member) -> bool:
    application = client.application
    if application is None:
        return False
    team = application.team.members if application.team else ()
    accepted = {each.id for each in team if each.membership_state is discord.TeamMembershipState.accepted}
    return user.id in accepted | {application.owner.id}
