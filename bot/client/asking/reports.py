"""Mistakes that readers report: they are kept in the log, and passed on to the curators."""

import discord

from bot.client.curating.channel_notices import ChannelNotices
from bot.client.forms import SentReport
from bot.client.rate_limit import Activity, RateLimit
from bot.client.replies import notice_view, respond_privately
from bot.client.text import cut, echo, escape
from bot.core.language.message_text import anonymise
from bot.store.question_log.log import QuestionLog
from bot.store.question_log.rows import Report

# A message holds 4,000 characters.
_MAX_LENGTH = 3_900


class Reports:
    """Takes the reports that readers send."""

    def __init__(self, log: QuestionLog, rate_limit: RateLimit, notices: ChannelNotices) -> None:
        self._question_log = log
        self._rate_limit = rate_limit
        self._notices = notices

    async def take(self, interaction: discord.Interaction, sent: SentReport) -> None:
        """Keep a report, thank the reader for it, and pass it on to the curators.

        Raises RateLimitError if the reader sends too many.
        """
        self._rate_limit.check(interaction.user.id, Activity.REPORT)
        if not sent.text:
            text = "There was no text in it: please say what is wrong."
            await respond_privately(interaction, notice_view(text))
            return
        question_id = sent.question_id if sent.question_id != 0 else None
        report = Report(question_id, discord.utils.utcnow(), sent.entry, anonymise(sent.text))
        self._question_log.add(report)
        text = "Thank you. It is noted for the curators of this Q&A."
        await respond_privately(interaction, notice_view(text))
        self._notices.post(notice_view(_render_report(report)))


def _render_report(report: Report) -> str:
    text = f"### A reader reports a mistake\n**{escape(report.item)}**\n{echo(report.text)}"
    return cut(text, _MAX_LENGTH)
