"""The menus of curating, on messages in the home server."""

import discord
from discord import app_commands

from bot.client.curating.add_phrasing import AddPhrasing
from bot.client.curating.commands import HERE
from bot.client.curating.inspection import Inspection, row_of
from bot.client.permissions import check_curator
from bot.client.services import Services


def menus(client: Services, phrasing: AddPhrasing, looking: Inspection) -> list[app_commands.ContextMenu]:
    """The menus on messages, for curators."""

    async def add_to_qa(interaction: discord.Interaction, message: discord.Message) -> None:
        check_curator(client, interaction)
        await phrasing.begin(interaction, message)

    async def why_this_answer(interaction: discord.Interaction, message: discord.Message) -> None:
        check_curator(client, interaction)
        await looking.why(interaction, row_of(message))

    made = [
        app_commands.ContextMenu(name="Add to Q&A", callback=add_to_qa, **HERE),
        app_commands.ContextMenu(name="Why this answer?", callback=why_this_answer, **HERE),
    ]
    for menu in made:
        menu.default_permissions = discord.Permissions(manage_guild=True)
    return made
