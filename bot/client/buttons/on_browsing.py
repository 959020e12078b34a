"""The selects of browsing: a topic, a question, a voice."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import discord
from discord import ui

from bot.client.buttons.pressed import Pressed


class BrowsingActions(Protocol):
    """What the selects of browsing call."""

    async def topic(self, interaction: discord.Interaction, topic: str) -> None:
        """Show the questions of a topic."""

    async def related(self, interaction: discord.Interaction, entry: str) -> None:
        """Show an entry."""

    async def voice(self, interaction: discord.Interaction, voice: str) -> None:
        """Show what a voice says."""


class _Client(Protocol):
    answer_actions: BrowsingActions


def _actions(interaction: discord.Interaction) -> BrowsingActions:
    return cast(_Client, interaction.client).answer_actions


class TopicSelect(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"topics"):
    """The topics of the pack."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select("topics", "Choose a topic", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).topic(interaction, self.item.values[0])


class QuestionSelect(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"questions:(?P<page>[0-9]+)"):
    """Some questions of a topic."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select(f"questions:{page}", "Choose a question", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).related(interaction, self.item.values[0])


class VoiceSelect(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"voices:(?P<page>[0-9]+)"):
    """Those the article relies on."""

    def __init__(self, page: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(_select(f"voices:{page}", "What does one of them say?", options))

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).voice(interaction, self.item.values[0])


ITEMS = (TopicSelect, QuestionSelect, VoiceSelect)


def _select(custom_id: str, placeholder: str, options: Sequence[discord.SelectOption]) -> ui.Select[Any]:
    return ui.Select(custom_id=custom_id, placeholder=placeholder, options=list(options))
