"""Mistakes that readers report: kept, thanked for, and passed on to the curators."""

import logging

import discord

from bot.client.errors import UNSENT
from bot.client.forms import SentReport
from bot.client.rate_limit import RateLimit
from bot.client.replies import notice_view, show_alone
from bot.client.text import cut, plain
from bot.core.language.message_text import anonymous
from bot.settings import Settings
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import Report

_log = logging.getLogger(__name__)
# A message holds 4,000 characters.
_LONGEST = 3_900


class Reports:
    """Takes the reports that are sent."""

    def __init__(self, settings: Settings, log: QuestionLog, courtesy: RateLimit) -> None:
        self._settings = settings
        self._questions = log
        self._courtesy = courtesy

    async def take(self, interaction: discord.Interaction, sent: SentReport) -> None:
        """Keep a report, thank for it, and pass it on to the curators."""
        if not sent.text:
            await show_alone(interaction, notice_view("There was no text in it: please say what is wrong."))
            return
        wait = self._courtesy.wait(interaction.user.id)
        if wait is not None:
            await show_alone(interaction, notice_view(wait.words))
            return
        report = Report(sent.logged or None, discord.utils.utcnow(), sent.entry, anonymous(sent.text))
        self._questions.add(report)
        await show_alone(interaction, notice_view("Thank you. It is noted for the curators of this Q&A."))
        await self._pass_on(interaction.client, report)

    async def _pass_on(self, client: discord.Client, report: Report) -> None:
        if self._settings.curator_channel is None:
            return
        channel = client.get_partial_messageable(self._settings.curator_channel)
        text = f"### A reader reports a mistake\n**{plain(report.item)}**\n{plain(report.text)}"
        try:
            await channel.send(view=notice_view(cut(text, _LONGEST)))
        except UNSENT:
            _log.warning("The curators' channel cannot be written to: check FOOTNOTE_CURATOR_CHANNEL")
