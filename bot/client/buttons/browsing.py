"""The selects for browsing: a topic, a question, a voice."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.answers import actions_of
from bot.client.buttons.control import Control, build_select, read_choice


class TopicSelect(Control, ui.DynamicItem[ui.Select[Any]], template=r"topics"):
    """The topics of the pack."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select("topics", "Choose a topic", options))

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).show_topic(interaction, read_choice(self.item))


class QuestionSelect(Control, ui.DynamicItem[ui.Select[Any]], template=r"questions:(?P<page>[0-9]+)"):
    """One page of the questions of a topic."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select(f"questions:{page}", "Choose a question", options))

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).show_entry(interaction, read_choice(self.item))


class VoiceSelect(Control, ui.DynamicItem[ui.Select[Any]], template=r"voices:(?P<page>[0-9]+)"):
    """One page of the voices that the article relies on."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select(f"voices:{page}", "What does one of them say?", options))

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).show_voice(interaction, read_choice(self.item))


ITEMS = (TopicSelect, QuestionSelect, VoiceSelect)
