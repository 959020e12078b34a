"""What the buttons of cards and the selects for browsing do."""

from contextlib import suppress
from dataclasses import replace

import discord

from bot.client.asking import browse
from bot.client.asking.card_layout import add_second, card_view, chooser_view, entry_view, source_view
from bot.client.buttons.answers import AnswerActions
from bot.client.buttons.card_contents import find_shown_items
from bot.client.buttons.curating import WhyButton
from bot.client.context import Context, read_header
from bot.client.permissions import may_curate
from bot.client.rate_limit import RecentAnswers
from bot.client.replies import ENTRY_GONE, CardView, notice_view, respond_privately
from bot.client.services import services_of
from bot.core.answering.cards import build_unknown_card
from bot.core.pack.models import Entry
from bot.core.pack.sources import list_voices
from bot.settings import Settings
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import Verdict


class AnswerButtonActions(AnswerActions):
    """Shows what was chosen, and notes in the log what the asker says of an answer."""

    def __init__(
        self, settings: Settings, library: Library, log: QuestionLog, recent_answers: RecentAnswers
    ) -> None:
        self._settings = settings
        self._library = library
        self._question_log = log
        self._recent_answers = recent_answers

    async def show_entry(self, interaction: discord.Interaction, entry: str) -> None:
        """Show the answer of an entry privately."""
        chosen = await self._find_entry(interaction, entry)
        if chosen is not None:
            context = Context(interaction.user.id, private=True)
            view = entry_view(self._library.snapshot.knowledge, chosen, context)
            await respond_privately(interaction, view)

    async def show_source(self, interaction: discord.Interaction, entry: str, question_id: int) -> None:
        """Show the source of an entry privately; curators also get *Why this answer?*."""
        shown = await self._find_entry(interaction, entry)
        if shown is not None:
            is_explained = question_id != 0 and may_curate(services_of(interaction), interaction)
            buttons = [WhyButton(question_id)] if is_explained else []
            view = source_view(self._library.snapshot.knowledge, [shown], question_id, *buttons)
            await respond_privately(interaction, view)

    async def pick(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """For the asker: turn the message into the picked answer. For anybody else: show it privately."""
        if interaction.user.id != context.asker:
            await self.show_entry(interaction, entry)
            return
        picked = await self._find_entry(interaction, entry)
        if picked is not None:
            self._note_verdict(context, entry)
            self._forget_link(interaction)
            context_in_place = _context_in_place(interaction, context)
            view = entry_view(self._library.snapshot.knowledge, picked, context_in_place)
            await self._replace(interaction, view, context, entry)

    async def reject_answer(self, interaction: discord.Interaction, entry: str, context: Context) -> None:
        """For the asker: take the answer back, and offer others. For anybody else: show those privately."""
        candidates = await self._find_candidates(entry, context.question_id)
        rejected = self._library.snapshot.knowledge.entries.get(entry)
        if interaction.user.id == context.asker:
            self._note_verdict(context, None)
            self._forget_link(interaction)
            view = chooser_view(candidates, _context_in_place(interaction, context), rejected)
            await self._replace(interaction, view, context, entry)
        else:
            private_context = Context(interaction.user.id, private=True)
            await respond_privately(interaction, chooser_view(candidates, private_context, rejected))

    async def reject_all(self, interaction: discord.Interaction, context: Context) -> None:
        """For the asker: note that no offered entry was meant, and say that there is no answer."""
        if interaction.user.id != context.asker:
            await respond_privately(interaction, notice_view("Only the person who asked can say that."))
            return
        self._note_verdict(context, None)
        snapshot = self._library.snapshot
        view = card_view(build_unknown_card((), snapshot.examples), _context_in_place(interaction, context))
        await self._replace(interaction, view, context)

    async def dismiss(self, interaction: discord.Interaction, asker: int) -> None:
        """Remove the message, for its asker and for everybody who may manage messages in the channel."""
        if interaction.user.id != asker and not interaction.permissions.manage_messages:
            text = "Only the person who asked, or somebody who may manage messages here, can dismiss this."
            await respond_privately(interaction, notice_view(text))
            return
        self._forget_link(interaction)
        # Deleting it through the interaction also works where the bot itself is no member.
        await interaction.response.defer()
        with suppress(discord.NotFound):
            await interaction.delete_original_response()

    async def show_topic(self, interaction: discord.Interaction, topic: str) -> None:
        """Show the questions of a topic in place of the message."""
        view = browse.topics_view(self._library.snapshot.knowledge, topic)
        await interaction.response.edit_message(view=view)

    async def show_voice(self, interaction: discord.Interaction, voice: str) -> None:
        """Show privately what one of the voices says."""
        by_id = {voice.id: voice for voice in list_voices(self._library.snapshot.knowledge)}
        if voice in by_id:
            await respond_privately(interaction, browse.voice_view(by_id[voice]))
        else:
            await respond_privately(interaction, notice_view("The article no longer relies on that source."))

    async def _replace(
        self, interaction: discord.Interaction, view: CardView, context: Context, entry: str | None = None
    ) -> None:
        """Show a view in place of the card of an entry; a second answer in the same message stays."""
        knowledge = self._library.snapshot.knowledge
        shown_ids = find_shown_items(interaction.message) if interaction.message is not None else ()
        for id in shown_ids:
            if id != entry and id in knowledge.entries:
                add_second(view, knowledge, knowledge.entries[id], context)
        await interaction.response.edit_message(view=view)

    def _forget_link(self, interaction: discord.Interaction) -> None:
        if interaction.message is not None:
            self._recent_answers.forget(interaction.message.jump_url)

    def _note_verdict(self, context: Context, picked: str | None) -> None:
        if context.question_id:
            self._question_log.add(Verdict(context.question_id, discord.utils.utcnow(), picked))

    async def _find_entry(self, interaction: discord.Interaction, id: str) -> Entry | None:
        """The entry; None if it is no longer in the Q&A, after telling the user so."""
        entry = self._library.snapshot.knowledge.entries.get(id)
        if entry is None:
            await respond_privately(interaction, notice_view(ENTRY_GONE))
        return entry

    async def _find_candidates(self, rejected: str, question_id: int) -> tuple[Entry, ...]:
        """The other entries that the question may mean.

        They are in the question's row of the log; without the row they are the rejected entry's neighbours.
        """
        snapshot = self._library.snapshot
        row = (
            await self._question_log.find(question_id, self._settings.lookup_seconds) if question_id else None
        )
        ids = snapshot.neighbours(rejected, snapshot.policy.offered) if row is None else row.candidates
        entries = snapshot.knowledge.entries
        candidates = tuple(entries[id] for id in ids if id in entries and id != rejected)
        return candidates[: snapshot.policy.offered]


def _context_in_place(interaction: discord.Interaction, context: Context) -> Context:
    """The context for a card that replaces the message of the interaction."""
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    return replace(context, private=private, header=read_header(message))
