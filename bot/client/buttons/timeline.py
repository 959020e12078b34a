"""The buttons and selects of the timeline. Each carries what it needs in its custom id: see `answers`."""

from collections.abc import Sequence
from typing import Any, Protocol, Self, cast

import discord
from discord import ui

from bot.client.buttons.control import ASKER, ENTRY, Control, build_select, read_choice
from bot.client.buttons.scope_code import CODE
from bot.client.rate_limit import Activity
from bot.client.text import shorten
from bot.core.pack.models import MAX_ID, Event

_EVENT = rf"(?P<event>[a-z0-9-]{{1,{MAX_ID}}})"
# Discord's limit for the label of a button.
_MAX_LABEL_LENGTH = 80


class TimelineActions(Protocol):
    """What the buttons and selects of the timeline call."""

    async def show_events_of_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show the events that an entry links to."""

    async def go_to_event(self, interaction: discord.Interaction, event: str) -> None:
        """Go on to another event."""

    async def open_event(self, interaction: discord.Interaction, event: str) -> None:
        """Open an event of a list."""

    async def turn_page(self, interaction: discord.Interaction, page: int, asker: int, code: str) -> None:
        """Turn to another page of a list. `code` is from `scope_code`."""

    async def show_chart(self, interaction: discord.Interaction, code: str) -> None:
        """Show a part of the timeline as a picture. `code` is from `scope_code`."""


class _Client(Protocol):
    timeline_actions: TimelineActions


def _actions(interaction: discord.Interaction) -> TimelineActions:
    return cast(_Client, interaction.client).timeline_actions


class OnTheTimelineButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"when:{ENTRY}"):
    """On an answer: shows its events to the user who presses it."""

    def __init__(self, entry: str) -> None:
        super().__init__(ui.Button(label="On the timeline", custom_id=f"when:{entry}"))
        self.entry = entry

    async def on_press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).show_events_of_entry(interaction, self.entry)


class OpenEventButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"event:{_EVENT}"):
    """Goes on to another event."""

    def __init__(self, event: str, label: str = "…") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"event:{event}"))
        self.event = event

    @classmethod
    def for_event(cls, event: Event, relation: str) -> Self:
        label = f"{relation}: {event.title}"
        return cls(event.id, shorten(label, _MAX_LABEL_LENGTH))

    async def on_press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).go_to_event(interaction, self.event)


class EventSelect(Control, ui.DynamicItem[ui.Select[Any]], template=r"events"):
    """The events of a page."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select("events", "Open an event", options))

    async def on_press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).open_event(interaction, read_choice(self.item))


class PageButton(
    Control,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"page:(?P<way>[flen]):(?P<page>[0-9]{{1,4}}):{ASKER}:(?P<scope>{CODE})",
):
    """Turns to another page: in place for the user who asked for the list; anybody else gets it privately."""

    # The first or the last page may also be the previous or the next one. Their custom ids must differ
    # even then: `way` makes the difference.
    _LABELS = {"f": "First", "e": "Earlier", "l": "Later", "n": "Last"}  # noqa: RUF012

    def __init__(self, way: str, page: str, asker: int, scope: str, disabled: bool = False) -> None:
        super().__init__(
            ui.Button(
                label=self._LABELS[way], disabled=disabled, custom_id=f"page:{way}:{page}:{asker}:{scope}"
            )
        )
        self.page, self.asker, self.scope = int(page), asker, scope

    async def on_press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).turn_page(interaction, self.page, self.asker, self.scope)


class ChartButton(Control, ui.DynamicItem[ui.Button[Any]], template=rf"chart:(?P<scope>{CODE})"):
    """Shows the same part of the timeline as a picture to the user who presses it."""

    activity = Activity.PICTURE

    def __init__(self, scope: str) -> None:
        super().__init__(ui.Button(label="As a picture", custom_id=f"chart:{scope}"))
        self.scope = scope

    async def on_press(self, interaction: discord.Interaction) -> None:
        await _actions(interaction).show_chart(interaction, self.scope)


ITEMS = (OnTheTimelineButton, OpenEventButton, EventSelect, PageButton, ChartButton)
