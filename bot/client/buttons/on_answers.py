"""The buttons of a card. Each carries all it needs in its custom id, so that it works after a restart.

A button knows what it stands for and what to call; what a press does is decided elsewhere.
"""

import re
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

from bot.client.buttons.pressed import ASKER, ENTRY, LOGGED, Pressed
from bot.client.context import Context
from bot.client.forms import report_form
from bot.core.pack.models import Entry

# The buttons that stand on a card for the very thing it shows.
_SHOWN = re.compile(rf"(?:source|not):{ENTRY}:.*")


class AnswerActions(Protocol):
    """What the buttons of a card call."""

    async def source(self, interaction: discord.Interaction, entry: str, logged: int) -> None:
        """Show where an answer comes from."""

    async def related(self, interaction: discord.Interaction, entry: str) -> None:
        """Show another entry."""

    async def pick(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Answer with what was picked."""

    async def not_what_i_asked(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Take an answer back."""

    async def none_of_these(self, interaction: discord.Interaction, context: Context) -> None:
        """Take note that nothing offered was meant."""

    async def dismiss(self, interaction: discord.Interaction, asker: int) -> None:
        """Remove an answer."""


class _Client(Protocol):
    answer_actions: AnswerActions


def _actions(interaction: discord.Interaction) -> AnswerActions:
    return cast(_Client, interaction.client).answer_actions


class SourceButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"source:{ENTRY}:{LOGGED}"):
    """Shows who says it and what the paragraph says, to whoever presses."""

    def __init__(self, entry: str, logged: int) -> None:
        super().__init__(ui.Button(label="Source", custom_id=f"source:{entry}:{logged}"))
        self.entry, self.logged = entry, logged

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).source(interaction, self.entry, self.logged)


class RelatedButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"related:{ENTRY}"):
    """Shows another entry, to whoever presses."""

    def __init__(self, entry: str, label: str = "…") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"related:{entry}"))
        self.entry = entry

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(entry.id, entry.question)

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).related(interaction, self.entry)


class PickButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"pick:{ENTRY}:{LOGGED}:{ASKER}"):
    """Pressed by the asker it turns the message into the answer; others see it alone."""

    def __init__(
        self,
        entry: str,
        logged: int,
        asker: int,
        label: str = "…",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init__(ui.Button(label=label, style=style, custom_id=f"pick:{entry}:{logged}:{asker}"))
        self.entry, self.logged, self.asker = entry, logged, asker

    @classmethod
    def of(cls, entry: Entry, context: Context) -> Self:
        style = discord.ButtonStyle.primary
        return cls(entry.id, context.logged, context.asker, entry.question, style)

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).pick(interaction, self.entry, Context(self.asker, self.logged))


class NotWhatIAskedButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"not:{ENTRY}:{LOGGED}:{ASKER}"):
    """Takes the answer back and offers what else it may have been."""

    def __init__(self, entry: str, logged: int, asker: int) -> None:
        super().__init__(ui.Button(label="Not what I asked", custom_id=f"not:{entry}:{logged}:{asker}"))
        self.entry, self.logged, self.asker = entry, logged, asker

    async def press(self, interaction: discord.Interaction) -> None:
        context = Context(self.asker, self.logged)
        await _actions(interaction).not_what_i_asked(interaction, self.entry, context)


class NoneOfTheseButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"none:{LOGGED}:{ASKER}"):
    """None of what was offered: noted once, and admitted."""

    def __init__(self, logged: int, asker: int) -> None:
        super().__init__(ui.Button(label="None of these", custom_id=f"none:{logged}:{asker}"))
        self.logged, self.asker = logged, asker

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).none_of_these(interaction, Context(self.asker, self.logged))


class DismissButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"dismiss:{ASKER}"):
    """Removes the answer: for the asker, and for whoever may manage messages there."""

    def __init__(self, asker: int) -> None:
        super().__init__(ui.Button(label="Dismiss", custom_id=f"dismiss:{asker}"))
        self.asker = asker

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).dismiss(interaction, self.asker)


class ReportMistakeButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"report:{ENTRY}:{LOGGED}"):
    """Opens the form for a report."""

    def __init__(self, entry: str, logged: int) -> None:
        super().__init__(ui.Button(label="Report a mistake", custom_id=f"report:{entry}:{logged}"))
        self.entry, self.logged = entry, logged

    async def press(self, interaction: discord.Interaction) -> None:
        # Nothing may come before a form: it has to be the first response, within three seconds.
        await interaction.response.send_modal(report_form(self.entry, self.logged))


ITEMS = (
    SourceButton,
    RelatedButton,
    PickButton,
    NotWhatIAskedButton,
    NoneOfTheseButton,
    DismissButton,
    ReportMistakeButton,
)


def items_shown(message: discord.Message) -> tuple[str, ...]:
    """The ids of what one of the bot's own cards shows, as its buttons have them, each once."""
    buttons = ui.LayoutView.from_message(message).walk_children()
    found = (_SHOWN.fullmatch(getattr(button, "custom_id", None) or "") for button in buttons)
    return tuple(dict.fromkeys(match["entry"] for match in found if match))
