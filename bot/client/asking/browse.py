"""Looking around: every question by topic, who says what, and what the bot is. Shown to one person alone."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import discord
from discord import ui

from bot.client.buttons.on_browsing import QuestionSelect, TopicSelect, VoiceSelect
from bot.client.replies import CardView
from bot.client.text import plain, short
from bot.core.answering.snapshot import Snapshot
from bot.core.language.plurals import counted
from bot.core.pack.models import Knowledge
from bot.core.pack.sources import VoiceStatements, statements

_T = TypeVar("_T")
# Discord's limits: options in a select, characters of one, and of all text in a message.
_OPTIONS = 25
_OPTION_LENGTH = 100
_TEXT = 3_500
# A message holds 40 components, a select in its row is two of them.
_SELECTS = 15


def topics_view(knowledge: Knowledge, chosen: str | None = None) -> CardView:
    """All topics; with one chosen, its questions to choose from."""
    topics = knowledge.article.topics
    label = topics.get(chosen or "")
    entries = knowledge.of_topic(chosen) if chosen and label else ()
    more = len(entries) - _OPTIONS * _SELECTS
    note = f"\n-# The first {_OPTIONS * _SELECTS}; ask for the other {more}." if more > 0 else ""
    text = f"### {plain(label)}{note}" if label else f"### What you can ask\n{_count(knowledge)}"
    questions: list[ui.Item[Any]] = []
    for page, some in enumerate(_pages(entries)):
        options = [_option(each.id, each.question) for each in some]
        questions.append(ui.ActionRow(QuestionSelect(str(page), options)))
    options = [
        _option(id, name, default=id == chosen) for id, name in topics.items() if knowledge.of_topic(id)
    ]
    return CardView(ui.TextDisplay(text), ui.ActionRow(TopicSelect(options)), *questions)


def sources_view(knowledge: Knowledge) -> CardView:
    """Everyone the article relies on, and how much each says."""
    voices = tuple(statements(knowledge))
    lines = [f"- **{plain(voice.title)}**: {_ways(voice)}" for voice in voices]
    text = _within("### Who the article relies on", lines)
    rows = [
        ui.ActionRow[Any](
            VoiceSelect(
                str(page),
                [_option(voice.id, voice.title) for voice in some],
            )
        )
        for page, some in enumerate(_pages(voices))
    ]
    return CardView(ui.TextDisplay(text), *rows)


def voice_view(voice: VoiceStatements) -> CardView:
    """What one of them says, entry by entry."""
    lines = [f"- **{plain(each.question)}** {plain(each.answer)}" for each in voice.entries]
    return CardView(ui.TextDisplay(_within(f"### {plain(voice.title)}", lines)))


def about_view(snapshot: Snapshot, keep_days: int) -> CardView:
    """What the article is, how to ask, what is kept, and whose the accusations are."""
    article = snapshot.knowledge.article
    title = f"[{plain(article.title)}]({article.url})" if article.url else plain(article.title)
    published = f" Published {article.published.words}, as far as known." if article.published else ""
    note = f" {plain(article.note)}" if article.note else ""
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


def _count(knowledge: Knowledge) -> str:
    entries, topics = len(knowledge.entries), len(knowledge.article.topics)
    return f"{entries} questions in {topics} topics, and your own words for them."


def _ways(voice: VoiceStatements) -> str:
    number = len(voice.entries)
    return f"{counted(number, 'answer')}, {', '.join(voice.statuses)}"


def _within(heading: str, lines: Sequence[str]) -> str:
    """The heading and as many lines as a message holds; the last says how many it left out."""
    text = heading
    for at, line in enumerate(lines):
        if len(text) + len(line) > _TEXT:
            return f"{text}\n-# … and {len(lines) - at} more: ask, or see `/topics`."
        text = f"{text}\n{line}"
    return text


def _pages(things: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """As many selects as a message holds; what is beyond can still be asked for."""
    shown = things[: _OPTIONS * _SELECTS]
    return (shown[at : at + _OPTIONS] for at in range(0, len(shown), _OPTIONS))


def _option(id: str, label: str, default: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=short(label, _OPTION_LENGTH), value=id, default=default)
