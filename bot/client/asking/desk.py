"""What is done about a question: answer it, show it, note it in the log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord

from bot.client.asking.card_layout import add_second, card_view, repeat_view, source_view
from bot.client.context import Context
from bot.client.rate_limit import RateLimit
from bot.client.replies import CardView
from bot.client.timeline.views import timeline_answer_view
from bot.core.answering.cards import card
from bot.core.answering.outcomes import Answer, Answered
from bot.core.answering.snapshot import Snapshot
from bot.core.language.follow_ups import asks_for_source
from bot.core.language.message_text import anonymous, clean
from bot.core.pack.models import Entry
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import LoggedQuestion, new_question_id


@dataclass(frozen=True)
class Place:
    """Where somebody asked: a channel of a server, or (None) among themselves, in direct messages."""

    channel: int | None

    def __str__(self) -> str:
        """Name it as the question log does."""
        return "a DM" if self.channel is None else str(self.channel)


@dataclass(frozen=True)
class Reply:
    """An answer ready to be shown: the message, and the entry it answers with, if it does.

    `repeats` says that the answer stands in this channel already, and the message only points to it.
    """

    view: CardView
    entry: Entry | None
    repeats: bool = False


class Desk:
    """Serves every question."""

    def __init__(self, library: Library, log: QuestionLog, courtesy: RateLimit) -> None:
        self._library = library
        self._questions = log
        self._courtesy = courtesy

    def reply(self, question: str, place: Place, context: Context, about: Sequence[str] = ()) -> Reply:
        """Answer a question for somebody, and note it in the log; `about` is what it replies to."""
        snapshot = self._library.snapshot
        known = snapshot.knowledge.entries
        shown = [known[id] for id in about if id in known]
        if not shown:
            return self._reply(snapshot, question, snapshot.ask(question), place, context)
        if asks_for_source(question):
            answer = Answer(question, Answered(shown[0], 1.0))
            logged = self._note(question, answer, place, snapshot.revision)
            return Reply(source_view(snapshot.knowledge, shown, logged), None)
        return self._reply(snapshot, question, snapshot.follow_up(question, shown[0]), place, context)

    def unasked_reply(self, question: str, place: Place, context: Context) -> Reply | None:
        """Answer a question that nobody put to the bot, if it is sure; else note nothing."""
        snapshot = self._library.snapshot
        answer = snapshot.ask(question)
        least = snapshot.policy.answer_unasked
        if answer.entry is None or answer.outcome.confidence < least:
            return None
        answer = replace(answer, also=tuple(each for each in answer.also if each.confidence >= least))
        return self._reply(snapshot, question, answer, place, context)

    def sent(self, reply: Reply, place: Place, link: str) -> None:
        """Remember where everybody can read an answer, to point to it when it is asked for again."""
        if reply.entry is not None and not reply.repeats and place.channel is not None:
            self._courtesy.remember(place.channel, reply.entry, link)

    def _reply(
        self, snapshot: Snapshot, question: str, answer: Answer, place: Place, context: Context
    ) -> Reply:
        context = replace(context, logged=self._note(question, answer, place, snapshot.revision))
        if answer.timeline is not None:
            return Reply(timeline_answer_view(snapshot.knowledge, answer.timeline, context), None)
        entry = answer.entry
        # Two answers are not both in one that was given before.
        shared = place.channel if not (context.private or answer.also) else None
        link = self._courtesy.answered(shared, entry) if entry and shared is not None else None
        if entry is not None and link is not None:
            return Reply(repeat_view(entry, link, context), entry, repeats=True)
        shown = card(snapshot.knowledge, answer, snapshot.examples)
        not_covered = answer.item.id if answer.item and not entry else None
        view = card_view(shown, context, entry, not_covered)
        for outcome in answer.also:
            add_second(view, snapshot.knowledge, outcome.entry, context)
        return Reply(view, entry)

    def _note(self, question: str, answer: Answer, place: Place, revision: str) -> int:
        outcome = answer.outcome
        row = LoggedQuestion(
            new_question_id(),
            discord.utils.utcnow(),
            clean(anonymous(question)),
            answer.kind.value,
            answer.outcome_name,
            answer.item.id if answer.item else None,
            outcome.confidence,
            tuple(candidate.entry.id for candidate in outcome.candidates),
            revision,
            str(place),
        )
        self._questions.add(row)
        return row.id
