"""The buttons of a card. Each carries all it needs in its custom id, so that it works after a restart.

A button only calls one of `AnswerActions`; what that does is decided elsewhere.
"""

from typing import Any, Protocol, Self, cast

import discord
from discord import ui

from bot.client.buttons.control import ASKER, ENTRY, QUESTION_ID, Control
from bot.client.context import Context
from bot.client.forms import build_report_form
from bot.core.pack.models import Entry

RIGHT_AFTER_ALL = "It was right after all"
"""What the way back to an answer that was taken back says."""
PICK = rf"pick:{ENTRY}:{QUESTION_ID}:{ASKER}"
"""The custom id of a button that picks an entry."""


class AnswerActions(Protocol):
    """What the buttons of a card call, and the selects for browsing."""

    async def show_source(self, interaction: discord.Interaction, entry: str, question_id: int) -> None:
        """Show the source of an answer."""

    async def show_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show the answer of an entry."""

    async def pick(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Answer with the entry that was picked."""

    async def reject_answer(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Take an answer back, and offer others."""

    async def reject_all(self, interaction: discord.Interaction, context: Context) -> None:
        """Note that none of the offered entries was meant."""

    async def dismiss(self, interaction: discord.Interaction, asker: int) -> None:
        """Remove an answer."""

    async def show_topic(self, interaction: discord.Interaction, topic: str) -> None:
        """Show the questions of a topic."""

    async def show_voice(self, interaction: discord.Interaction, voice: str) -> None:
        """Show what a voice says."""


class _Client(Protocol):
    answer_actions: AnswerActions


def actions_of(interaction: discord.Interaction) -> AnswerActions:
    """The actions of the client that an interaction came to."""
    return cast(_Client, interaction.client).answer_actions


class SourceButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"source:{ENTRY}:{QUESTION_ID}"):
    """Shows who says it, and what the paragraph says, to the user who presses it."""

    def __init__(self, entry: str, question_id: int) -> None:
        super().__init__(ui.Button(label="Source", custom_id=f"source:{entry}:{question_id}"))
        self.entry, self.question_id = entry, question_id

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).show_source(interaction, self.entry, self.question_id)


class RelatedButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"related:{ENTRY}"):
    """Shows another entry to the user who presses it."""

    def __init__(self, entry: str, label: str = "…") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"related:{entry}"))
        self.entry = entry

    @classmethod
    def for_entry(cls, entry: Entry) -> Self:
        return cls(entry.id, entry.question)

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).show_entry(interaction, self.entry)


class PickButton(Control, ui.DynamicItem[ui.Button[Any]], template=PICK):
    """For the asker it turns the message into the answer; anybody else gets the answer privately."""

    def __init__(
        self,
        entry: str,
        question_id: int,
        asker: int,
        label: str = "…",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init__(ui.Button(label=label, style=style, custom_id=f"pick:{entry}:{question_id}:{asker}"))
        self.entry, self.question_id, self.asker = entry, question_id, asker

    @classmethod
    def for_entry(cls, entry: Entry, context: Context) -> Self:
        style = discord.ButtonStyle.primary
        return cls(entry.id, context.question_id, context.asker, entry.question, style)

    @classmethod
    def back_to(cls, entry: Entry, context: Context) -> Self:
        """The way back to an answer that was taken back."""
        return cls(entry.id, context.question_id, context.asker, RIGHT_AFTER_ALL)

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).pick(interaction, self.entry, Context(self.asker, self.question_id))


class NotWhatIAskedButton(
    Control, ui.DynamicItem[ui.Button[Any]], template=rf"not:{ENTRY}:{QUESTION_ID}:{ASKER}"
):
    """Takes the answer back, and offers other entries that the question may mean."""

    def __init__(self, entry: str, question_id: int, asker: int) -> None:
        super().__init__(ui.Button(label="Not what I asked", custom_id=f"not:{entry}:{question_id}:{asker}"))
        self.entry, self.question_id, self.asker = entry, question_id, asker

    async def on_press(self, interaction: discord.Interaction) -> None:
        context = Context(self.asker, self.question_id)
        await actions_of(interaction).reject_answer(interaction, self.entry, context)


class NoneOfTheseButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"none:{QUESTION_ID}:{ASKER}"):
    """Says that none of the offered entries was meant: it is noted in the log, and the card admits it."""

    def __init__(self, question_id: int, asker: int) -> None:
        super().__init__(ui.Button(label="None of these", custom_id=f"none:{question_id}:{asker}"))
        self.question_id, self.asker = question_id, asker

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).reject_all(interaction, Context(self.asker, self.question_id))


class DismissButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"dismiss:{ASKER}"):
    """Removes the answer, for the asker and for everybody who may manage messages in the channel."""

    def __init__(self, asker: int) -> None:
        super().__init__(ui.Button(label="Dismiss", custom_id=f"dismiss:{asker}"))
        self.asker = asker

    async def on_press(self, interaction: discord.Interaction) -> None:
        await actions_of(interaction).dismiss(interaction, self.asker)


class ReportMistakeButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"report:{ENTRY}:{QUESTION_ID}"):
    """Opens the form to report a mistake."""

    def __init__(self, entry: str, question_id: int) -> None:
        super().__init__(ui.Button(label="Report a mistake", custom_id=f"report:{entry}:{question_id}"))
        self.entry, self.question_id = entry, question_id

    async def on_press(self, interaction: discord.Interaction) -> None:
        # A form has to be the first response to an interaction, within three seconds.
        await interaction.response.send_modal(build_report_form(self.entry, self.question_id))


ITEMS = (
    SourceButton,
    RelatedButton,
    PickButton,
    NotWhatIAskedButton,
    NoneOfTheseButton,
    DismissButton,
    ReportMistakeButton,
)


def dismiss_buttons(context: Context) -> list[ui.Item[Any]]:
    """*Dismiss*; nothing if only the asker sees the card, who can hide it without the bot."""
    return [] if context.private else [DismissButton(context.asker)]
