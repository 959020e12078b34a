"""What the buttons and selects of the timeline do."""

import discord

from bot.client.buttons.scope_code import from_code
from bot.client.buttons.timeline import TimelineActions
from bot.client.context import Context, read_header
from bot.client.replies import ENTRY_GONE, CardView, notice_view, respond_privately
from bot.client.timeline.charts import Charts
from bot.client.timeline.views import event_view, events_view, list_view
from bot.core.timeline.events import list_events
from bot.store.library import Library

_EVENT_GONE = "That event is no longer on the timeline. `/timeline list` shows what is."


class TimelineButtonActions(TimelineActions):
    """Shows events, pages and pictures of the timeline."""

    def __init__(self, library: Library, charts: Charts) -> None:
        self._library = library
        self._charts = charts

    async def show_events_of_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show privately the events that an entry links to."""
        knowledge = self._library.snapshot.knowledge
        if entry not in knowledge.entries:
            await respond_privately(interaction, notice_view(ENTRY_GONE))
            return
        linked_ids = knowledge.entries[entry].events
        events = [event for event in list_events(knowledge) if event.id in linked_ids]
        if not events:
            view = notice_view(_EVENT_GONE)
        elif len(events) == 1:
            view = event_view(knowledge, events[0], _private_context(interaction))
        else:
            view = events_view(knowledge, events)
        await respond_privately(interaction, view)

    async def open_event(self, interaction: discord.Interaction, event: str) -> None:
        """Show an event privately; the list stays as it is."""
        await respond_privately(interaction, self._event_view(interaction, event))

    async def go_to_event(self, interaction: discord.Interaction, event: str) -> None:
        """Go on to another event: in place if only this user sees the message, otherwise privately."""
        view = self._event_view(interaction, event)
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await interaction.response.edit_message(view=view)
        else:
            await respond_privately(interaction, view)

    async def turn_page(self, interaction: discord.Interaction, page: int, asker: int, code: str) -> None:
        """Turn to a page: in place for the user who asked for the list; anybody else gets it privately.

        Raises ScopeError if the part of the timeline that `code` stands for is gone.
        """
        knowledge = self._library.snapshot.knowledge
        scope = from_code(knowledge, code)
        if interaction.user.id != asker:
            view = list_view(knowledge, scope, _private_context(interaction), page)
            await respond_privately(interaction, view)
            return
        message = interaction.message
        private = message is not None and message.flags.ephemeral
        context = Context(asker, private=private, header=read_header(message))
        await interaction.response.edit_message(view=list_view(knowledge, scope, context, page))

    async def show_chart(self, interaction: discord.Interaction, code: str) -> None:
        """Show a part of the timeline privately as a picture.

        Raises ScopeError if the part of the timeline that `code` stands for is gone, ChartError if it cannot
        be drawn.
        """
        snapshot = self._library.snapshot
        scope = from_code(snapshot.knowledge, code)
        await self._charts.send(interaction, snapshot, scope, _private_context(interaction))

    def _event_view(self, interaction: discord.Interaction, id: str) -> CardView:
        knowledge = self._library.snapshot.knowledge
        if id not in knowledge.events:
            return notice_view(_EVENT_GONE)
        return event_view(knowledge, knowledge.events[id], _private_context(interaction))


def _private_context(interaction: discord.Interaction) -> Context:
    return Context(interaction.user.id, private=True)
