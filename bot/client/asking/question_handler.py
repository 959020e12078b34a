"""What happens to every question: it is answered, and noted in the log."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import discord

from bot.client.asking.card_layout import add_second, card_view, entry_view, repeat_view, source_view
from bot.client.asking.message_intent import Choice
from bot.client.context import Context
from bot.client.counts import Counts
from bot.client.rate_limit import RecentAnswers
from bot.client.replies import ENTRY_GONE, CardView, notice_view
from bot.client.timeline.views import timeline_answer_view
from bot.core.answering.cards import build_card, build_unknown_card
from bot.core.answering.outcomes import Answer, Answered
from bot.core.answering.snapshot import Snapshot
from bot.core.language.choices import NONE_OF_THEM
from bot.core.language.follow_ups import asks_for_source
from bot.core.language.message_text import anonymise, clean
from bot.core.pack.models import Entry
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import LoggedQuestion, Verdict, new_question_id

# The most questions that are answered in one turn of the event loop: each takes about a millisecond.
_AT_ONCE = 8


@dataclass(frozen=True)
class Place:
    """Where somebody asked: the id of a channel of a server; None in direct messages, alone or in a group."""

    channel: int | None

    def __str__(self) -> str:
        """The name of the place in the question log."""
        return "a DM" if self.channel is None else str(self.channel)


@dataclass(frozen=True)
class Reply:
    """An answer that is ready to be sent.

    `view` is the message, `entry` the entry that it answers with, if there is one. `is_repeat` says that the
    answer can be read in this channel already: then the message only links to it.
    """

    view: CardView
    entry: Entry | None
    is_repeat: bool = False


class QuestionHandler:
    """Answers questions, and notes them in the log."""

    def __init__(
        self, library: Library, log: QuestionLog, recent_answers: RecentAnswers, counts: Counts
    ) -> None:
        self._library = library
        self._counts = counts
        self._question_log = log
        self._recent_answers = recent_answers
        self._answering = asyncio.Semaphore(_AT_ONCE)

    async def reply(self, question: str, place: Place, context: Context, about: Sequence[str] = ()) -> Reply:
        """Answer a question, and note it in the log.

        If the question is a reply to a card, `about` has the ids of the entries and items on that card.
        """
        async with self._turn():
            return self._reply(question, place, context, about)

    def _reply(self, question: str, place: Place, context: Context, about: Sequence[str]) -> Reply:
        snapshot = self._library.snapshot
        entries = snapshot.knowledge.entries
        shown = [entries[id] for id in about if id in entries]
        if not shown:
            return self._render_reply(snapshot, question, snapshot.ask(question), place, context)
        if asks_for_source(question):
            answer = Answer(question, Answered(shown[0], 1.0))
            question_id = self._note(question, answer, place, snapshot.revision)
            return Reply(source_view(snapshot.knowledge, shown, question_id), None)
        return self._render_reply(snapshot, question, snapshot.follow_up(question, shown[0]), place, context)

    def reply_to_choice(self, choice: Choice, context: Context) -> Reply:
        """Answer with what somebody picked of an offer, as a press on its button would.

        Only what the asker picks says what was asked.
        """
        snapshot, offer = self._library.snapshot, choice.offer
        if choice.place > len(offer.entries):
            return Reply(notice_view(_outside(len(offer.entries))), None)
        picked = offer.entries[choice.place - 1] if choice.place != NONE_OF_THEM else None
        entry = snapshot.knowledge.entries.get(picked) if picked is not None else None
        if picked is not None and entry is None:
            return Reply(notice_view(ENTRY_GONE), None)
        if context.asker == offer.asker and offer.question_id:
            context = replace(context, question_id=offer.question_id)
            self._question_log.add(Verdict(offer.question_id, discord.utils.utcnow(), picked))
        if entry is None:
            return Reply(card_view(build_unknown_card((), snapshot.examples), context), None)
        return Reply(entry_view(snapshot.knowledge, entry, context), entry)

    async def reply_if_sure(self, question: str, place: Place, context: Context) -> Reply | None:
        """Answer a question that was not put to the bot, if the answer is sure enough; else note nothing."""
        async with self._turn():
            return self._reply_if_sure(question, place, context)

    def _reply_if_sure(self, question: str, place: Place, context: Context) -> Reply | None:
        snapshot = self._library.snapshot
        answer = snapshot.ask(question)
        least_confidence = snapshot.policy.answer_unasked
        if answer.entry is None or answer.outcome.confidence < least_confidence:
            return None
        also = tuple(outcome for outcome in answer.also if outcome.confidence >= least_confidence)
        answer = replace(answer, also=also)
        return self._render_reply(snapshot, question, answer, place, context)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Answer a few questions, then let the event loop do what else there is.

        A thousand that come at once would hold up heartbeats and buttons until the last of them.
        """
        async with self._answering:
            await asyncio.sleep(0)
            yield

    def remember_sent(self, reply: Reply, place: Place, link: str) -> None:
        """Remember the link to an answer that a whole channel can read, for when it is asked for again."""
        if reply.entry is not None and not reply.is_repeat and place.channel is not None:
            self._recent_answers.remember(place.channel, reply.entry, link)

    def _render_reply(
        self, snapshot: Snapshot, question: str, answer: Answer, place: Place, context: Context
    ) -> Reply:
        context = replace(context, question_id=self._note(question, answer, place, snapshot.revision))
        if answer.timeline is not None:
            return Reply(timeline_answer_view(snapshot.knowledge, answer.timeline, context), None)
        entry = answer.entry
        link = self._find_recent(answer, place, context)
        if entry is not None and link is not None:
            return Reply(repeat_view(entry, link, context), entry, is_repeat=True)
        core_card = build_card(snapshot.knowledge, answer, snapshot.examples)
        not_covered = answer.item.id if answer.item is not None and entry is None else None
        view = card_view(core_card, context, entry, not_covered)
        for outcome in answer.also:
            add_second(view, snapshot.knowledge, outcome.entry, context)
        return Reply(view, entry)

    def _find_recent(self, answer: Answer, place: Place, context: Context) -> str | None:
        """The link to the same answer in the same channel; None if it was not given there a moment ago."""
        # A second answer would be missing from the message that the link leads to.
        if answer.entry is None or answer.also or context.private or place.channel is None:
            return None
        return self._recent_answers.find_link(place.channel, answer.entry)

    def _note(self, question: str, answer: Answer, place: Place, revision: str) -> int:
        outcome = answer.outcome
        row = LoggedQuestion(
            new_question_id(),
            discord.utils.utcnow(),
            clean(anonymise(question)),
            answer.kind.value,
            answer.outcome_name,
            answer.item.id if answer.item else None,
            outcome.confidence,
            tuple(candidate.entry.id for candidate in outcome.candidates),
            revision,
            str(place),
        )
        self._question_log.add(row)
        self._counts.questions[row.outcome] += 1
        return row.id


def _outside(offered: int) -> str:
    """What to do where a number was said that is higher than there are offered."""
    if offered == 1:
        return "There is one: reply with *yes* or *no*, or ask in your own words."
    return f"There are {offered}: reply with a number from 1 to {offered}, or ask in your own words."
