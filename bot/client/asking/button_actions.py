"""What is done about a press on a card: look it up, show it, note in the log what the asker said."""

import logging
from contextlib import suppress
from dataclasses import replace

import discord

from bot.client.asking import browse
from bot.client.asking.card_layout import add_second, card_view, chooser_view, entry_view, source_view
from bot.client.buttons.on_answers import AnswerActions, items_shown
from bot.client.buttons.on_browsing import BrowsingActions
from bot.client.buttons.on_curating import WhyButton
from bot.client.context import Context, header_of
from bot.client.permissions import may_curate
from bot.client.rate_limit import RateLimit
from bot.client.replies import GONE, CardView, notice_view, show_alone
from bot.client.services import services_of
from bot.core.answering.cards import unknown_card
from bot.core.pack.models import Entry
from bot.core.pack.sources import statements
from bot.settings import Settings
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import Verdict

_log = logging.getLogger(__name__)


class AnswerButtonActions(AnswerActions, BrowsingActions):
    """Serves every press."""

    def __init__(self, settings: Settings, library: Library, log: QuestionLog, courtesy: RateLimit) -> None:
        self._settings = settings
        self._library = library
        self._questions = log
        self._courtesy = courtesy

    async def related(self, interaction: discord.Interaction, entry: str) -> None:
        """Show an entry to one person alone."""
        found = await self._entry(interaction, entry)
        if found is not None:
            context = Context(interaction.user.id, private=True)
            await show_alone(interaction, entry_view(self._library.snapshot.knowledge, found, context))

    async def source(self, interaction: discord.Interaction, entry: str, logged: int) -> None:
        """Show the source of an entry to one person alone."""
        found = await self._entry(interaction, entry)
        if found is not None:
            is_curator = may_curate(services_of(interaction), interaction)
            why = [WhyButton(logged)] if logged and is_curator else []
            await show_alone(
                interaction, source_view(self._library.snapshot.knowledge, [found], logged, *why)
            )

    async def pick(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Turn the message into the picked answer for the asker; show it to others alone."""
        if interaction.user.id != context.asker:
            await self.related(interaction, entry)
            return
        found = await self._entry(interaction, entry)
        if found is not None:
            self._judge(context, entry)
            self._forget_link(interaction)
            view = entry_view(self._library.snapshot.knowledge, found, _here(interaction, context))
            await self._replace(interaction, view, context, entry)

    async def not_what_i_asked(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """Take the answer back for the asker; show others alone what else it may have been."""
        candidates = await self._others(entry, context.logged)
        rejected = self._library.snapshot.knowledge.entries.get(entry)
        if interaction.user.id == context.asker:
            self._judge(context, None)
            self._forget_link(interaction)
            view = chooser_view(candidates, _here(interaction, context), rejected)
            await self._replace(interaction, view, context, entry)
        else:
            await show_alone(
                interaction, chooser_view(candidates, Context(interaction.user.id, private=True), rejected)
            )

    async def none_of_these(self, interaction: discord.Interaction, context: Context) -> None:
        """Note that nothing offered was meant, and admit that there is no answer."""
        if interaction.user.id != context.asker:
            await show_alone(interaction, notice_view("Only the person who asked can say that."))
            return
        self._judge(context, None)
        snapshot = self._library.snapshot
        view = card_view(unknown_card((), snapshot.examples), _here(interaction, context))
        await self._replace(interaction, view, context)

    async def dismiss(self, interaction: discord.Interaction, asker: int) -> None:
        """Remove the message, for its asker and for whoever may manage messages there."""
        if interaction.user.id != asker and not interaction.permissions.manage_messages:
            text = "Only the person who asked, or somebody who may manage messages here, can dismiss this."
            await show_alone(interaction, notice_view(text))
            return
        self._forget_link(interaction)
        # Through the interaction, so that it works where the bot itself is no member.
        await interaction.response.defer()
        with suppress(discord.NotFound):
            await interaction.delete_original_response()

    async def topic(self, interaction: discord.Interaction, topic: str) -> None:
        """Show the questions of a topic in place."""
        view = browse.topics_view(self._library.snapshot.knowledge, topic)
        await interaction.response.edit_message(view=view)

    async def voice(self, interaction: discord.Interaction, voice: str) -> None:
        """Show what one of the sources says to one person alone."""
        found = {each.id: each for each in statements(self._library.snapshot.knowledge)}.get(voice)
        if found is None:
            await show_alone(interaction, notice_view("The article no longer relies on that source."))
        else:
            await show_alone(interaction, browse.voice_view(found))

    async def _replace(
        self, interaction: discord.Interaction, view: CardView, context: Context, entry: str | None = None
    ) -> None:
        """Show a view in place of the card of an entry, and keep what its message answers besides."""
        knowledge = self._library.snapshot.knowledge
        for id in items_shown(interaction.message) if interaction.message else ():
            if id != entry and id in knowledge.entries:
                add_second(view, knowledge, knowledge.entries[id], context)
        await interaction.response.edit_message(view=view)

    def _forget_link(self, interaction: discord.Interaction) -> None:
        if interaction.message is not None:
            self._courtesy.forget(interaction.message.jump_url)

    def _judge(self, context: Context, picked: str | None) -> None:
        if context.logged:
            self._questions.add(Verdict(context.logged, discord.utils.utcnow(), picked))

    async def _entry(self, interaction: discord.Interaction, id: str) -> Entry | None:
        entry = self._library.snapshot.knowledge.entries.get(id)
        if entry is None:
            await show_alone(interaction, notice_view(GONE))
        return entry

    async def _others(self, entry: str, logged: int) -> tuple[Entry, ...]:
        """What else the question may have meant; without its row the entry's nearest neighbours."""
        snapshot = self._library.snapshot
        row = await self._questions.find(logged, self._settings.lookup_seconds) if logged else None
        near = snapshot.neighbours(entry, snapshot.policy.offered) if row is None else row.candidates
        known = snapshot.knowledge.entries
        return tuple(known[id] for id in near if id in known and id != entry)[: snapshot.policy.offered]


def _here(interaction: discord.Interaction, context: Context) -> Context:
    """The context of a card that is replaced where it stands."""
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    return replace(context, private=private, header=header_of(message))
