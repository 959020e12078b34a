"""Pictures of the timeline, sent in response to an interaction."""

import asyncio
import io

import discord

from bot.chart.pictures import PictureCache
from bot.client.context import Context
from bot.client.timeline.views import CHART_FILE, chart_view
from bot.core.answering.snapshot import Snapshot
from bot.core.timeline.events import select_events
from bot.core.timeline.scope import Scope, describe_scope


class Charts:
    """Sends pictures. After `promise_seconds` of drawing, Discord shows that the answer is on its way."""

    def __init__(self, picture_cache: PictureCache, promise_seconds: float) -> None:
        self.picture_cache = picture_cache
        self._promise_seconds = promise_seconds

    async def send(
        self, interaction: discord.Interaction, snapshot: Snapshot, scope: Scope, context: Context
    ) -> None:
        """Draw a part of the timeline that has events, and send the picture.

        Raises ChartError if it cannot be drawn.
        """
        knowledge = snapshot.knowledge
        events, subtitle = select_events(knowledge, scope), describe_scope(knowledge, scope)
        drawing = asyncio.ensure_future(
            self.picture_cache.get_picture(
                snapshot.revision, knowledge, events, subtitle, asker=interaction.user.id
            )
        )
        try:
            # Discord waits three seconds for a response. A private error is hard to come by after a public
            # promise, so nothing is promised before it has to be.
            await asyncio.wait({drawing}, timeout=self._promise_seconds)
            if not drawing.done():
                await interaction.response.defer(ephemeral=context.private, thinking=True)
            picture = await drawing
        finally:
            drawing.cancel()
        view = chart_view(knowledge, scope, context, picture.alt, picture.left_out)
        file = discord.File(io.BytesIO(picture.png), CHART_FILE, description=picture.alt)
        if interaction.response.is_done():
            # An edit of what was promised: unlike a new message, it can be sent again if it gets lost.
            await interaction.edit_original_response(view=view, attachments=[file])
        else:
            await interaction.response.send_message(view=view, file=file, ephemeral=context.private)
