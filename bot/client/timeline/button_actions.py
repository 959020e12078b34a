"""What is done about a press on the timeline."""

import discord

from bot.client.buttons.on_timeline import TimelineActions
from bot.client.buttons.scope_code import from_code
from bot.client.context import Context, header_of
from bot.client.replies import GONE, CardView, notice_view, show_alone
from bot.client.timeline.charts import Charts
from bot.client.timeline.views import event_view, events_view, list_view
from bot.core.timeline.events import in_order
from bot.store.library import Library

_GONE = "That event is no longer on the timeline. `/timeline list` shows what is."


class TimelineButtonActions(TimelineActions):
    """Serves every press on the timeline."""

    def __init__(self, library: Library, charts: Charts) -> None:
        self._library = library
        self._charts = charts

    async def of_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show to one person alone when that happened which an entry is about."""
        knowledge = self._library.snapshot.knowledge
        found = knowledge.entries.get(entry)
        events = [event for event in in_order(knowledge) if found and event.id in found.events]
        if not events:
            await show_alone(interaction, notice_view(_GONE if found else GONE))
        elif len(events) == 1:
            await show_alone(interaction, event_view(knowledge, events[0], _alone(interaction)))
        else:
            await show_alone(interaction, events_view(knowledge, events))

    async def chosen(self, interaction: discord.Interaction, event: str) -> None:
        """Show an event to one person alone, and leave the list where it is."""
        await show_alone(interaction, self._event(interaction, event))

    async def event(self, interaction: discord.Interaction, event: str) -> None:
        """Go on to another event: in place where nobody else sees it, else shown to one person alone."""
        view = self._event(interaction, event)
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await interaction.response.edit_message(view=view)
        else:
            await show_alone(interaction, view)

    async def turn(self, interaction: discord.Interaction, page: int, asker: int, code: str) -> None:
        """Turn the page for whoever asked for the list; show it to others alone."""
        knowledge = self._library.snapshot.knowledge
        scope = from_code(knowledge, code)
        message = interaction.message
        if interaction.user.id != asker:
            await show_alone(interaction, list_view(knowledge, scope, _alone(interaction), page))
            return
        private = message is not None and message.flags.ephemeral
        context = Context(asker, private=private, header=header_of(message))
        await interaction.response.edit_message(view=list_view(knowledge, scope, context, page))

    async def chart(self, interaction: discord.Interaction, code: str) -> None:
        """Show a part of the timeline as a picture, to one person alone."""
        snapshot = self._library.snapshot
        scope = from_code(snapshot.knowledge, code)
        await self._charts.send(interaction, snapshot, scope, _alone(interaction))

    def _event(self, interaction: discord.Interaction, id: str) -> CardView:
        knowledge = self._library.snapshot.knowledge
        event = knowledge.events.get(id)
        return event_view(knowledge, event, _alone(interaction)) if event else notice_view(_GONE)


def _alone(interaction: discord.Interaction) -> Context:
    return Context(interaction.user.id, private=True)
