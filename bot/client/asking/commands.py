"""The commands and the message menu, in any server or direct message."""

import time

import discord
from discord import app_commands

from bot.client.asking import browse
from bot.client.asking.question_handler import Place, QuestionHandler
from bot.client.context import Context, about_header, asked_header
from bot.client.rate_limit import Activity
from bot.client.replies import notice_view
from bot.client.services import Services, services_of
from bot.core.language.message_text import clean

# Discord's limits: the choices of an autocomplete, and the characters of an option.
_MAX_CHOICES = 25
_MAX_QUESTION_LENGTH = 4_000
# What counts as a question: see `activity_of`. The other commands are browsing.
_IS_QUESTION = {Activity: Activity.QUESTION}
_NO_TEXT = "There is no text in that message that I can read."


def add_commands(client: Services, handler: QuestionHandler) -> None:
    """Add every command for readers to the client's tree, for servers and for users who install the app."""

    @client.tree.command(
        name="ask", description="Ask about the article, in your own words", extras=_IS_QUESTION
    )
    @app_commands.describe(question="Your question", private="Only you see the answer")
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, _MAX_QUESTION_LENGTH],
        private: bool = False,
    ) -> None:
        await _answer(handler, interaction, question, asked_header(clean(question)), private)

    @ask.autocomplete("question")
    async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        questions = client.library.snapshot.complete(typed, _MAX_CHOICES)
        return [app_commands.Choice(name=question, value=question) for question in questions]

    @client.tree.command(name="topics", description="Browse everything that can be asked, by topic")
    async def topics(interaction: discord.Interaction) -> None:
        view = browse.topics_view(client.library.snapshot.knowledge)
        await interaction.response.send_message(view=view, ephemeral=True)

    @client.tree.command(name="sources", description="Who the article relies on, and what each says")
    async def sources(interaction: discord.Interaction) -> None:
        view = browse.sources_view(client.library.snapshot.knowledge)
        await interaction.response.send_message(view=view, ephemeral=True)

    @client.tree.command(name="about", description="What this is, how to ask, and what is kept")
    async def about(interaction: discord.Interaction) -> None:
        view = browse.about_view(client.library.snapshot, client.settings.keep_days)
        await interaction.response.send_message(view=view, ephemeral=True)

    @client.tree.context_menu(name="Ask the article", extras=_IS_QUESTION)
    async def ask_the_article(interaction: discord.Interaction, message: discord.Message) -> None:
        if not message.content:
            await interaction.response.send_message(view=notice_view(_NO_TEXT), ephemeral=True)
            return
        await _answer(handler, interaction, message.content, about_header(message.jump_url), private=False)


async def _answer(
    handler: QuestionHandler,
    interaction: discord.Interaction,
    question: str,
    header: str,
    private: bool,
) -> None:
    heard_at = time.monotonic()
    place = Place(interaction.channel_id if interaction.guild_id else None)
    context = Context(interaction.user.id, private=private, header=header)
    reply = await handler.reply(question, place, context)
    private = private or reply.is_repeat
    sent = await interaction.response.send_message(view=reply.view, ephemeral=private)
    services_of(interaction).counts.replies.add(time.monotonic() - heard_at)
    if not private and isinstance(sent.resource, discord.InteractionMessage):
        handler.remember_sent(reply, place, sent.resource.jump_url)
