"""`/timeline list`, `/timeline event` and `/timeline chart`, in any server or direct message."""

import discord
from discord import app_commands

from bot.client.autocomplete import Choices
from bot.client.context import Context
from bot.client.rate_limit import Activity
from bot.client.services import Services
from bot.client.timeline import autocomplete
from bot.client.timeline.charts import Charts
from bot.client.timeline.views import event_view, list_view
from bot.core.pack.models import Knowledge
from bot.core.timeline.answers import find_event
from bot.core.timeline.events import describe_empty_part, select_events
from bot.core.timeline.scope import Scope, ScopeError, describe_scope, read_scope

_OPTIONS = {
    "start": "From when: 2021, June 2023, 26 July 2023",
    "end": "Until when: 2021, June 2023, 26 July 2023",
    "topic": "Only this topic",
    "voice": "Only what this source says",
    "private": "Only you see it",
}


class TimelineCommands(app_commands.Group):
    """The commands of the timeline."""

    def __init__(self, client: Services, charts: Charts) -> None:
        super().__init__(name="timeline", description="What happened when")
        self._client = client
        self._charts = charts

    @app_commands.command(name="list", description="What happened when, oldest first")
    @app_commands.describe(**_OPTIONS)
    @app_commands.rename(start="from", end="to")
    async def show_list(
        self,
        interaction: discord.Interaction,
        start: str | None = None,
        end: str | None = None,
        topic: str | None = None,
        voice: str | None = None,
        private: bool = False,
    ) -> None:
        knowledge = self._client.library.snapshot.knowledge
        scope = _read_scope(knowledge, start, end, topic, voice)
        view = list_view(knowledge, scope, Context(interaction.user.id, private=private))
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command(name="event", description="One event: what happened, who says so, before and after")
    @app_commands.describe(event="Which event", private="Only you see it")
    async def show_event(self, interaction: discord.Interaction, event: str, private: bool = False) -> None:
        snapshot = self._client.library.snapshot
        knowledge = snapshot.knowledge
        named = knowledge.events.get(event)
        if named is None:
            named = find_event(knowledge, snapshot.index, event)
        if named is None:
            unclear = "I cannot tell which event you mean. Pick one as you type, or see `/timeline list`."
            raise ScopeError(unclear if knowledge.events else describe_empty_part(knowledge))
        view = event_view(knowledge, named, Context(interaction.user.id, private=private))
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command(
        name="chart",
        description="What happened when, as a picture",
        extras={Activity: Activity.PICTURE},
    )
    @app_commands.describe(**{name: text for name, text in _OPTIONS.items() if name != "voice"})
    @app_commands.rename(start="from", end="to")
    async def show_chart(
        self,
        interaction: discord.Interaction,
        start: str | None = None,
        end: str | None = None,
        topic: str | None = None,
        private: bool = False,
    ) -> None:
        snapshot = self._client.library.snapshot
        scope = _read_scope(snapshot.knowledge, start, end, topic)
        context = Context(interaction.user.id, private=private)
        await self._charts.send(interaction, snapshot, scope, context)

    @show_list.autocomplete("start")
    @show_list.autocomplete("end")
    @show_chart.autocomplete("start")
    @show_chart.autocomplete("end")
    async def suggest_date(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.dates(self._client.library.snapshot.knowledge, typed)

    @show_list.autocomplete("topic")
    @show_chart.autocomplete("topic")
    async def suggest_topic(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.topics(self._client.library.snapshot.knowledge, typed)

    @show_list.autocomplete("voice")
    async def suggest_voice(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.sources(self._client.library.snapshot.knowledge, typed)

    @show_event.autocomplete("event")
    async def suggest_event(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.events(self._client.library.snapshot.knowledge, typed)


def _read_scope(
    knowledge: Knowledge,
    start: str | None,
    end: str | None,
    topic: str | None,
    voice: str | None = None,
) -> Scope:
    """The part of the timeline that somebody asks for.

    Raises ScopeError if an option cannot be read, is unknown, or if the part has no events.
    """
    scope = read_scope(knowledge, start, end, topic, voice)
    if not select_events(knowledge, scope):
        text = describe_empty_part(knowledge)
        described = describe_scope(knowledge, scope)
        raise ScopeError(f"The timeline {described}: {text}" if described else text)
    return scope
