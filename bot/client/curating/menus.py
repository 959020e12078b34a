"""The menus of curating, on messages in the home server."""

import discord
from discord import app_commands

from bot.client.curating.add_phrasing import AddPhrasing
from bot.client.curating.commands import HOME_SERVER_ONLY
from bot.client.curating.inspection import Inspection, find_log_number
from bot.client.permissions import check_curator
from bot.client.rate_limit import Activity
from bot.client.services import Services


def build_menus(
    client: Services, add_phrasing: AddPhrasing, inspection: Inspection
) -> list[app_commands.ContextMenu]:
    """Build the menus on messages, for curators."""

    async def add_to_qa(interaction: discord.Interaction, message: discord.Message) -> None:
        check_curator(client, interaction)
        await add_phrasing.begin(interaction, message)

    async def why_this_answer(interaction: discord.Interaction, message: discord.Message) -> None:
        check_curator(client, interaction)
        await inspection.why(interaction, find_log_number(message))

    menus = [
        app_commands.ContextMenu(name="Add to Q&A", callback=add_to_qa, **HOME_SERVER_ONLY),
        app_commands.ContextMenu(name="Why this answer?", callback=why_this_answer, **HOME_SERVER_ONLY),
    ]
    for menu in menus:
        menu.extras[Activity] = Activity.CURATING
        menu.default_permissions = discord.Permissions(manage_guild=True)
    return menus
