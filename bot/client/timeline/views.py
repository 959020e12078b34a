"""What is shown of the timeline: pages of it, an event, a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_answers import DismissButton, RelatedButton
from bot.client.buttons.on_timeline import ChartButton, EventSelect, OpenEventButton, PageButton
from bot.client.buttons.scope_code import to_code
from bot.client.context import Context
from bot.client.replies import CardView
from bot.client.text import cut, plain, short
from bot.core.answering.cards import ALLEGED, Tone
from bot.core.pack.models import Event, Knowledge
from bot.core.pack.sources import footnote, is_alleged
from bot.core.timeline.answers import TimelineAnswer
from bot.core.timeline.events import around, asked_about, empty_words, select, when
from bot.core.timeline.scope import Scope, scope_words

# Events of a page: with the longest titles and footnotes they fit a message of 4,000 characters.
PAGE = 8
_LONGEST_TITLE = 130
_LONGEST_FOOTNOTE = 120
_LONGEST_READ = 300
_LONGEST_DETAIL = 2_000
_LONGEST_NOTE = 400
# Discord's limits for a select: options, and characters of one.
_OPTIONS = 25
_LONGEST_OPTION = 100
_MOST_ASKED = 5
CHART_FILE = "timeline.png"


def list_view(knowledge: Knowledge, scope: Scope, context: Context, page: int = 0) -> CardView:
    """A page of a part of the timeline, counted from 0; the nearest where there are fewer."""
    events = select(knowledge, scope)
    last = max(0, (len(events) - 1) // PAGE)
    page = min(page, last)
    shown = events[page * PAGE : (page + 1) * PAGE]
    parts = [*_heading(knowledge, scope, context), *_by_year(knowledge, shown), _chooser(shown)]
    if last:
        parts.append(_turning(page, last, context.asker, to_code(scope)))
    below: list[ui.Item[Any]] = [ChartButton(to_code(scope))]
    parts.append(ui.ActionRow(*below, *_dismiss(context)))
    return CardView(*parts, tone=Tone.ANSWER)


def timeline_answer_view(knowledge: Knowledge, told: TimelineAnswer, context: Context) -> CardView:
    """What the timeline has for a question: nothing, one event, or a list."""
    if not told.events:
        return _nothing_view(knowledge, told.scope, context)
    if len(told.events) == 1:
        # The dates as they were read; what lies before and after has buttons.
        read = replace(told.scope, after=None, before=None)
        return event_view(knowledge, told.events[0], context, read)
    return list_view(knowledge, told.scope, context)


def events_view(knowledge: Knowledge, events: Sequence[Event]) -> CardView:
    """Some events, to open one of them."""
    parts: list[ui.Item[Any]] = [ui.TextDisplay("### On the timeline"), *_by_year(knowledge, events[:PAGE])]
    offered = events[:_OPTIONS]
    if len(offered) > PAGE:
        parts.append(ui.TextDisplay(f"-# … and {len(offered) - PAGE} more to choose from:"))
    return CardView(*parts, _chooser(offered), tone=Tone.ANSWER)


def _nothing_view(knowledge: Knowledge, scope: Scope, context: Context) -> CardView:
    """A part of the timeline without events: from when to when it goes."""
    parts = [*_heading(knowledge, scope, context), ui.TextDisplay[Any](plain(empty_words(knowledge)))]
    row = _dismiss(context)
    return CardView(*parts, *([ui.ActionRow(*row)] if row else []))


def event_view(knowledge: Knowledge, event: Event, context: Context, scope: Scope | None = None) -> CardView:
    """One event: what happened, who says so, what came before and after, and what can be asked about it."""
    parts: list[ui.Item[Any]] = [] if context.header is None else [ui.TextDisplay(context.header)]
    read = scope_words(knowledge, scope) if scope else ""
    lines = [f"-# The timeline {cut(plain(read), _LONGEST_READ)}"] if read else []
    lines += [
        f"### {plain(event.title)}",
        f"**{plain(when(event))}**",
        cut(plain(event.detail), _LONGEST_DETAIL),
    ]
    parts += [
        ui.TextDisplay("\n".join(lines)),
        ui.Separator(),
        ui.TextDisplay(_small_print(knowledge, event)),
    ]
    asked = asked_about(knowledge, event)[:_MOST_ASKED]
    if asked:
        parts.append(ui.TextDisplay("-# Ask about this:"))
        parts += (ui.ActionRow(RelatedButton.of(entry)) for entry in asked)
    ways = zip(("Before", "After"), around(knowledge, event), strict=True)
    onward: list[ui.Item[Any]] = [OpenEventButton.of(each, relation) for relation, each in ways if each]
    row = [*onward, *_dismiss(context)]
    return CardView(*parts, *([ui.ActionRow(*row)] if row else []), tone=Tone.ANSWER)


def chart_view(knowledge: Knowledge, scope: Scope, context: Context, alt: str, left_out: int) -> CardView:
    """The picture of a part of the timeline, which is sent with it as a file."""
    picture = discord.MediaGalleryItem(f"attachment://{CHART_FILE}", description=alt)
    parts = [*_heading(knowledge, scope, context), ui.MediaGallery[Any](picture)]
    if left_out:
        text = f"-# Drawn without {_titles(left_out)}; `/timeline list` has them all."
        parts.append(ui.TextDisplay(text))
    row = _dismiss(context)
    return CardView(*parts, *([ui.ActionRow(*row)] if row else []), tone=Tone.ANSWER)


def _heading(knowledge: Knowledge, scope: Scope, context: Context) -> list[ui.Item[Any]]:
    parts: list[ui.Item[Any]] = [] if context.header is None else [ui.TextDisplay(context.header)]
    read = scope_words(knowledge, scope)
    small = f"\n-# The timeline {cut(plain(read), _LONGEST_READ)}" if read else ""
    return [*parts, ui.TextDisplay(f"### What happened when{small}")]


def _by_year(knowledge: Knowledge, events: Sequence[Event]) -> Iterator[ui.Item[Any]]:
    for year, some in groupby(events, key=lambda event: event.date.year):
        yield ui.Separator()
        lines = [f"### {year}"]
        for event in some:
            title = cut(plain(event.title), _LONGEST_TITLE)
            said = cut(plain(footnote(knowledge, event)), _LONGEST_FOOTNOTE)
            lines += [f"{plain(when(event))}: {title}", f"-# ¹ {said}"]
        yield ui.TextDisplay("\n".join(lines))


def _chooser(events: Sequence[Event]) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(
            label=short(event.title, _LONGEST_OPTION),
            value=event.id,
            description=short(when(event), _LONGEST_OPTION),
        )
        for event in events
    ]
    return ui.ActionRow(EventSelect(options))


def _turning(page: int, last: int, asker: int, scope: str) -> ui.ActionRow[Any]:
    here = ui.Button[Any](label=f"Page {page + 1} of {last + 1}", disabled=True, custom_id="here")
    first, earlier = (
        PageButton(way, str(to), asker, scope, page == 0) for way, to in (("f", 0), ("e", max(page - 1, 0)))
    )
    later, newest = (
        PageButton(way, str(to), asker, scope, page == last)
        for way, to in (("l", min(page + 1, last)), ("n", last))
    )
    # With two pages the first and the last are the one before and the one after.
    return (
        ui.ActionRow(first, earlier, here, later, newest) if last > 1 else ui.ActionRow(earlier, here, later)
    )


def _small_print(knowledge: Knowledge, event: Event) -> str:
    lines = [f"-# ¹ {cut(plain(footnote(knowledge, event)), _LONGEST_NOTE)}"]
    if is_alleged(event):
        lines.append(f"-# {plain(ALLEGED)}")
    if event.note:
        lines.append(f"-# The date: {cut(plain(event.note), _LONGEST_NOTE)}")
    return "\n".join(lines)


def _titles(left_out: int) -> str:
    return "the title of one event" if left_out == 1 else f"the titles of {left_out} events"


def _dismiss(context: Context) -> list[ui.Item[Any]]:
    return [] if context.private else [DismissButton(context.asker)]
