"""The views for browsing: every question by topic, who says what, and what the bot is.

Only the person who asks for them sees them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import discord
from discord import ui

from bot.client.buttons.browsing import QuestionSelect, TopicSelect, VoiceSelect
from bot.client.replies import CardView
from bot.client.text import escape, shorten
from bot.core.answering.snapshot import Snapshot
from bot.core.language.plurals import counted
from bot.core.pack.models import Entry, Knowledge
from bot.core.pack.sources import VoiceStatements, list_voices

_T = TypeVar("_T")
# Discord's limits: the options of a select, and the characters of one.
_MAX_OPTIONS = 25
_MAX_OPTION_LENGTH = 100
# Discord allows 4,000 characters of text in a message.
_MAX_TEXT = 3_500
# A message holds 40 components, a select in its row is two of them.
_MAX_SELECTS = 15
_MAX_OFFERED = _MAX_OPTIONS * _MAX_SELECTS


def topics_view(knowledge: Knowledge, chosen: str | None = None) -> CardView:
    """All topics that have questions; if one is chosen (its id), its questions to choose from."""
    topics = knowledge.article.topics
    text = f"### What you can ask\n{_describe_size(knowledge)}"
    entries: Sequence[Entry] = ()
    if chosen in topics:
        entries = knowledge.of_topic(chosen)
        text = f"### {escape(topics[chosen])}{_describe_left_out(len(entries))}"
    options = [
        _option(id, name, is_default=id == chosen) for id, name in topics.items() if knowledge.of_topic(id)
    ]
    rows = [ui.ActionRow[Any](TopicSelect(options))]
    for page, page_entries in enumerate(_split_into_pages(entries)):
        options = [_option(entry.id, entry.question) for entry in page_entries]
        rows.append(ui.ActionRow(QuestionSelect(str(page), options)))
    return CardView(ui.TextDisplay(text), *rows)


def sources_view(knowledge: Knowledge) -> CardView:
    """Every voice that the article relies on, and how many answers cite it."""
    voices = tuple(list_voices(knowledge))
    lines = [f"- **{escape(voice.title)}**: {_describe_statements(voice)}" for voice in voices]
    text = _join_lines("### Who the article relies on", lines)
    rows = []
    for page, page_voices in enumerate(_split_into_pages(voices)):
        options = [_option(voice.id, voice.title) for voice in page_voices]
        rows.append(ui.ActionRow[Any](VoiceSelect(str(page), options)))
    return CardView(ui.TextDisplay(text), *rows)


def voice_view(voice: VoiceStatements) -> CardView:
    """What one voice says, entry by entry."""
    lines = [f"- **{escape(entry.question)}** {escape(entry.answer)}" for entry in voice.entries]
    return CardView(ui.TextDisplay(_join_lines(f"### {escape(voice.title)}", lines)))


def about_view(snapshot: Snapshot, keep_days: int) -> CardView:
    """What the article is, how to ask, who makes the accusations, and what is kept for `keep_days` days."""
    article = snapshot.knowledge.article
    title = f"[{escape(article.title)}]({article.url})" if article.url else escape(article.title)
    published = f" Published {article.published.words}, as far as known." if article.published else ""
    note = f" {escape(article.note)}" if article.note else ""
    texts = (
        f"### About\nI answer questions about one article: **{title}**.{published}{note}",
        "**How to ask**\nMention me with your question, use `/ask`, write me a direct message, or right-click"
        " (on a phone: press and hold) a message, *Apps*, *Ask the article*. `/topics` has every question,"
        " `/sources` who says what, `/timeline` what happened when.",
        "**Where answers come from**\nEvery answer was written and checked by people, and names who says"
        " so and the paragraph. Accusations are those of the article and of the voices it quotes; they are"
        " not mine.",
        "**What is kept**\nThe text of a question, what I answered, the time and the channel (of a direct"
        f" message only that it was one), for {keep_days} days; whether you picked another answer, and"
        " mistakes you report, for as long. No user ids, no names. Of an edit of the Q&A: who"
        " made it, and why.",
    )
    return CardView(*(ui.TextDisplay(text) for text in texts))


def _describe_size(knowledge: Knowledge) -> str:
    entries, topics = len(knowledge.entries), len(knowledge.article.topics)
    return f"{entries} questions in {topics} topics, and your own words for them."


def _describe_left_out(number: int) -> str:
    """The line below the heading of a topic with this number of questions, if a message cannot hold them."""
    if number <= _MAX_OFFERED:
        return ""
    return f"\n-# The first {_MAX_OFFERED}; ask for the other {number - _MAX_OFFERED}."


def _describe_statements(voice: VoiceStatements) -> str:
    return f"{counted(len(voice.entries), 'answer')}, {', '.join(voice.statuses)}"


def _join_lines(heading: str, lines: Sequence[str]) -> str:
    """The heading and the lines that a message can hold; a last line says how many are left out."""
    text = heading
    for number, line in enumerate(lines):
        if len(text) + len(line) > _MAX_TEXT:
            return f"{text}\n-# … and {len(lines) - number} more: ask, or see `/topics`."
        text = f"{text}\n{line}"
    return text


def _split_into_pages(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Pages of one select each. What a message cannot hold is left out; it can still be asked for."""
    offered = items[:_MAX_OFFERED]
    return (offered[start : start + _MAX_OPTIONS] for start in range(0, len(offered), _MAX_OPTIONS))


def _option(id: str, label: str, is_default: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=shorten(label, _MAX_OPTION_LENGTH), value=id, default=is_default)
