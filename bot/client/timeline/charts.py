"""A picture of the timeline, sent as an answer to an interaction."""

import asyncio
import io

import discord

from bot.chart.pictures import ChartError, PictureCache
from bot.client.context import Context
from bot.client.timeline.views import CHART_FILE, chart_view
from bot.core.answering.snapshot import Snapshot
from bot.core.timeline.events import select
from bot.core.timeline.scope import Scope, scope_words


class Charts:
    """Sends pictures; an answer that takes longer than `promise_seconds` is promised first."""

    def __init__(self, studio: PictureCache, promise_seconds: float) -> None:
        self.studio = studio
        self._promise_seconds = promise_seconds

    async def send(
        self, interaction: discord.Interaction, snapshot: Snapshot, scope: Scope, context: Context
    ) -> None:
        """Draw a part of the timeline that has events, and send it; raises ChartError."""
        knowledge = snapshot.knowledge
        events, read = select(knowledge, scope), scope_words(knowledge, scope)
        drawing = asyncio.ensure_future(self.studio.picture(snapshot.revision, knowledge, events, read))
        try:
            # Discord waits three seconds, and lets everybody see an error after a promise to everybody.
            await asyncio.wait({drawing}, timeout=self._promise_seconds)
            if not drawing.done():
                await interaction.response.defer(ephemeral=context.private, thinking=True)
            picture = await drawing
        except ChartError:
            if interaction.response.is_done() and not context.private:
                # The first message after a promise to everybody is seen by everybody, so that one is spent.
                await interaction.edit_original_response(content="…")
                await interaction.delete_original_response()
            raise
        finally:
            drawing.cancel()
        view = chart_view(knowledge, scope, context, picture.alt, picture.left_out)
        file = discord.File(io.BytesIO(picture.png), CHART_FILE, description=picture.alt)
        if interaction.response.is_done():
            await interaction.followup.send(view=view, file=file, ephemeral=context.private)
        else:
            await interaction.response.send_message(view=view, file=file, ephemeral=context.private)
