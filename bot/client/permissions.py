"""Who may curate, and where.

Only in the home server. There everybody may who manages the server, has the curator role, or owns the
application.
"""

import discord

from bot.client.services import Services
from bot.errors import UserError


class NotCuratorError(UserError):
    """Somebody tries to curate who may not; the text says who may."""


def check_home(client: Services, interaction: discord.Interaction) -> None:
    """Check that an interaction comes from the home server.

    Raises NotCuratorError if it comes from elsewhere, or if there is no home server.
    """
    home = client.home.id
    if home is None:
        raise NotCuratorError(client.home.refusal)
    if interaction.guild_id != home:
        raise NotCuratorError(
            "The Q&A is kept in its home server only: curate there."
            " Whoever runs me can name another server in FOOTNOTE_HOME_GUILD."
        )


def check_curator(client: Services, interaction: discord.Interaction) -> None:
    """Check that whoever caused an interaction may curate now, in this place.

    Raises NotCuratorError if there is no home server, if this is another server, or if the person is no
    curator.
    """
    check_home(client, interaction)
    is_manager = interaction.permissions.manage_guild
    if not (is_manager or _has_role(client, interaction) or _is_owner(client, interaction.user)):
        raise NotCuratorError(
            "Only curators can do that: it takes Manage Server, or the curator role of this server."
        )


def may_curate(client: Services, interaction: discord.Interaction) -> bool:
    """Can whoever caused this interaction curate here? Never where the Q&A can only be read."""
    try:
        check_curator(client, interaction)
    except NotCuratorError:
        return False
    return client.is_editable


def _has_role(client: Services, interaction: discord.Interaction) -> bool:
    role = client.settings.curator_role
    # The interaction itself says which roles the member has now.
    member = interaction.user
    return role is not None and isinstance(member, discord.Member) and member.get_role(role) is not None


def _is_owner(client: Services, user: discord.User | discord.Member) -> bool:
    application = client.application
    if application is None:
        return False
    owners = {application.owner.id}
    if application.team is not None:
        accepted = discord.TeamMembershipState.accepted
        owners |= {member.id for member in application.team.members if member.membership_state is accepted}
    return user.id in owners
