"""The selects of browsing: a topic, a question, a voice."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_answers import presses
from bot.client.buttons.pressed import Pressed


class ChooseTopic(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"topics"):
    """The topics of the pack."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select("topics", "Choose a topic", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await presses(interaction).topic(interaction, self.item.values[0])


class ChooseQuestion(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"questions:(?P<page>[0-9]+)"):
    """Some questions of a topic."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select(f"questions:{page}", "Choose a question", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await presses(interaction).related(interaction, self.item.values[0])


class ChooseVoice(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"voices:(?P<page>[0-9]+)"):
    """Those the article relies on."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select(f"voices:{page}", "What does one of them say?", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await presses(interaction).voice(interaction, self.item.values[0])


ITEMS = (ChooseTopic, ChooseQuestion, ChooseVoice)


def _select(custom_id: str, placeholder: str, options: Sequence[discord.SelectOption]) -> ui.Select[Any]:
    return ui.Select(custom_id=custom_id, placeholder=placeholder, options=list(options))
