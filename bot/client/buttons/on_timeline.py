"""The buttons and selects of the timeline. Each carries all it needs, so that it works after a restart."""

from collections.abc import Sequence
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

from bot.client.buttons.pressed import ASKER, ENTRY, Pressed
from bot.client.buttons.scope_code import CODE
from bot.client.text import short
from bot.core.pack.models import MAX_ID, Event

_EVENT = rf"(?P<event>[a-z0-9-]{{1,{MAX_ID}}})"
_LONGEST_LABEL = 80


class TimelineActions(Protocol):
    """What the buttons and selects of the timeline call."""

    async def of_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show when that happened which an entry is about."""

    async def event(self, interaction: discord.Interaction, event: str) -> None:
        """Go on to another event."""

    async def chosen(self, interaction: discord.Interaction, event: str) -> None:
        """Open an event of a list."""

    async def turn(self, interaction: discord.Interaction, page: int, asker: int, code: str) -> None:
        """Turn to another page of a list."""

    async def chart(self, interaction: discord.Interaction, code: str) -> None:
        """Show a part of the timeline as a picture."""


class _Client(Protocol):
    timeline_actions: TimelineActions


def _actions(interaction: discord.Interaction) -> TimelineActions:
    return cast(_Client, interaction.client).timeline_actions


class OnTheTimelineButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"when:{ENTRY}"):
    """On an answer: shows when it happened, to whoever presses."""

    def __init__(self, entry: str) -> None:
        super().__init__(ui.Button(label="On the timeline", custom_id=f"when:{entry}"))
        self.entry = entry

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).of_entry(interaction, self.entry)


class OpenEventButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"event:{_EVENT}"):
    """Goes on to another event."""

    def __init__(self, event: str, label: str = "…") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"event:{event}"))
        self.event = event

    @classmethod
    def of(cls, event: Event, relation: str) -> Self:
        label = f"{relation}: {event.title}"
        return cls(event.id, short(label, _LONGEST_LABEL))

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).event(interaction, self.event)


class EventSelect(Pressed, ui.DynamicItem[ui.Select[Any]], template=r"events"):
    """The events of a page."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(ui.Select(custom_id="events", placeholder="Open an event", options=list(options)))

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).chosen(interaction, self.item.values[0])


class PageButton(
    Pressed,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"page:(?P<way>[flen]):(?P<page>[0-9]{{1,4}}):{ASKER}:(?P<scope>{CODE})",
):
    """Turns to another page: in place for whoever asked for the list, for others alone."""

    # The first and the last page may also be the one before or after: `way` keeps the buttons apart.
    _LABELS = {"f": "First", "e": "Earlier", "l": "Later", "n": "Last"}  # noqa: RUF012

    def __init__(self, way: str, page: str, asker: int, scope: str, disabled: bool = False) -> None:
        super().__init__(
            ui.Button(
                label=self._LABELS[way], disabled=disabled, custom_id=f"page:{way}:{page}:{asker}:{scope}"
            )
        )
        self.page, self.asker, self.scope = int(page), asker, scope

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).turn(interaction, self.page, self.asker, self.scope)


class ChartButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=rf"chart:(?P<scope>{CODE})"):
    """Shows the same part of the timeline as a picture, to whoever presses."""

    def __init__(self, scope: str) -> None:
        super().__init__(ui.Button(label="As a picture", custom_id=f"chart:{scope}"))
        self.scope = scope

    async def press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).chart(interaction, self.scope)


ITEMS = (OnTheTimelineButton, OpenEventButton, EventSelect, PageButton, ChartButton)
