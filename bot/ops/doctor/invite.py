"""What the bot has to be allowed on a server, and the link that asks for just that."""

import discord

NEEDED = discord.Permissions(
    view_channel=True,
    read_message_history=True,
    send_messages=True,
    send_messages_in_threads=True,
    # The picture of the timeline.
    attach_files=True,
)


def invite_link(application: int) -> str:
    """The link by which somebody who manages a server invites the bot to it."""
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=scopes)


def name_permissions(permissions: discord.Permissions) -> str:
    """Permissions by the names that Discord shows, or nearly so."""
    return ", ".join(name.replace("_", " ").title() for name, is_given in permissions if is_given)


def find_missing(has: discord.Permissions, needed: discord.Permissions = NEEDED) -> discord.Permissions:
    """Those that are needed and not given."""
    return discord.Permissions(needed.value & ~has.value)
