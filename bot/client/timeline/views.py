"""What is shown of the timeline: pages of events, one event, a picture."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import discord
from discord import ui

from bot.client.buttons.answers import RelatedButton, dismiss_buttons
from bot.client.buttons.scope_code import to_code
from bot.client.buttons.timeline import ChartButton, EventSelect, OpenEventButton, PageButton
from bot.client.context import Context, header_items
from bot.client.replies import CardView, optional_row
from bot.client.text import cut, escape, shorten
from bot.core.answering.cards import ALLEGED, Tone
from bot.core.pack.models import Event, Knowledge
from bot.core.pack.sources import is_alleged, render_footnote
from bot.core.timeline.answers import TimelineAnswer
from bot.core.timeline.events import (
    describe_date,
    describe_empty_part,
    find_adjacent_events,
    find_entries_about,
    select_events,
)
from bot.core.timeline.scope import Scope, describe_scope

# The events of a page. Even with the longest titles and footnotes they fit a message of 4,000 characters.
_PAGE_SIZE = 8
# The most characters of each text.
_MAX_TITLE = 130
_MAX_FOOTNOTE = 120
_MAX_SCOPE = 300
_MAX_DETAIL = 2_000
_MAX_NOTE = 400
# Discord's limits: the options of a select, and the characters of one.
_MAX_OPTIONS = 25
_MAX_OPTION_LENGTH = 100
_MAX_QUESTIONS = 5
CHART_FILE = "timeline.png"


def list_view(knowledge: Knowledge, scope: Scope, context: Context, page: int = 0) -> CardView:
    """A page of a part of the timeline. Pages count from 0; too high a number shows the last page."""
    events = select_events(knowledge, scope)
    last_page = max(0, math.ceil(len(events) / _PAGE_SIZE) - 1)
    page = min(page, last_page)
    shown = events[page * _PAGE_SIZE : (page + 1) * _PAGE_SIZE]
    parts = [*_heading(knowledge, scope, context), *_by_year(knowledge, shown), _chooser(shown)]
    code = to_code(scope)
    if last_page > 0:
        parts.append(_page_row(page, last_page, context.asker, code))
    parts.append(ui.ActionRow(ChartButton(code), *dismiss_buttons(context)))
    return CardView(*parts, tone=Tone.ANSWER)


def timeline_answer_view(knowledge: Knowledge, answer: TimelineAnswer, context: Context) -> CardView:
    """What the timeline has for a question: nothing, one event, or a list."""
    if not answer.events:
        return _nothing_view(knowledge, answer.scope, context)
    if len(answer.events) == 1:
        # Only the dates, as they were read: the events before and after have buttons.
        scope = replace(answer.scope, after=None, before=None)
        return event_view(knowledge, answer.events[0], context, scope)
    return list_view(knowledge, answer.scope, context)


def events_view(knowledge: Knowledge, events: Sequence[Event]) -> CardView:
    """Some events, to open one of them."""
    parts = [ui.TextDisplay[Any]("### On the timeline"), *_by_year(knowledge, events[:_PAGE_SIZE])]
    offered = events[:_MAX_OPTIONS]
    if len(offered) > _PAGE_SIZE:
        parts.append(ui.TextDisplay(f"-# … and {len(offered) - _PAGE_SIZE} more to choose from:"))
    return CardView(*parts, _chooser(offered), tone=Tone.ANSWER)


def _nothing_view(knowledge: Knowledge, scope: Scope, context: Context) -> CardView:
    """A part of the timeline that has no events; it says from when to when the timeline goes."""
    parts = [
        *_heading(knowledge, scope, context),
        ui.TextDisplay[Any](escape(describe_empty_part(knowledge))),
    ]
    return CardView(*parts, *optional_row(dismiss_buttons(context)))


def event_view(knowledge: Knowledge, event: Event, context: Context, scope: Scope | None = None) -> CardView:
    """One event: what happened, who says so, what came before and after, and what can be asked about it.

    `scope` is the part of the timeline that was asked for, as the question was read.
    """
    lines = _scope_lines(knowledge, scope) if scope is not None else []
    lines += [
        f"### {escape(event.title)}",
        f"**{escape(describe_date(event))}**",
        cut(escape(event.detail), _MAX_DETAIL),
    ]
    parts = [
        *header_items(context),
        ui.TextDisplay[Any]("\n".join(lines)),
        ui.Separator[Any](),
        ui.TextDisplay[Any](_small_print(knowledge, event)),
    ]
    entries = find_entries_about(knowledge, event)[:_MAX_QUESTIONS]
    if entries:
        parts.append(ui.TextDisplay("-# Ask about this:"))
        parts += (ui.ActionRow(RelatedButton.for_entry(entry)) for entry in entries)
    buttons: list[ui.Item[Any]] = []
    for relation, neighbour in zip(("Before", "After"), find_adjacent_events(knowledge, event), strict=True):
        if neighbour is not None:
            buttons.append(OpenEventButton.for_event(neighbour, relation))
    return CardView(*parts, *optional_row([*buttons, *dismiss_buttons(context)]), tone=Tone.ANSWER)


def chart_view(knowledge: Knowledge, scope: Scope, context: Context, alt: str, left_out: int) -> CardView:
    """The picture of a part of the timeline; the file is sent along with it.

    `alt` is the text for those who cannot see it, `left_out` the number of events without a title in it.
    """
    picture = discord.MediaGalleryItem(f"attachment://{CHART_FILE}", description=alt)
    parts = [*_heading(knowledge, scope, context), ui.MediaGallery[Any](picture)]
    if left_out:
        titles = "the title of one event" if left_out == 1 else f"the titles of {left_out} events"
        parts.append(ui.TextDisplay(f"-# Drawn without {titles}; `/timeline list` has them all."))
    return CardView(*parts, *optional_row(dismiss_buttons(context)), tone=Tone.ANSWER)


def _heading(knowledge: Knowledge, scope: Scope, context: Context) -> list[ui.Item[Any]]:
    lines = ["### What happened when", *_scope_lines(knowledge, scope)]
    return [*header_items(context), ui.TextDisplay("\n".join(lines))]


def _scope_lines(knowledge: Knowledge, scope: Scope) -> list[str]:
    """The line that says which part of the timeline is shown; none for the whole timeline."""
    described = describe_scope(knowledge, scope)
    return [f"-# The timeline {cut(escape(described), _MAX_SCOPE)}"] if described else []


def _by_year(knowledge: Knowledge, events: Sequence[Event]) -> Iterator[ui.Item[Any]]:
    for year, events_of_year in groupby(events, key=lambda event: event.date.year):
        yield ui.Separator()
        lines = [f"### {year}"]
        for event in events_of_year:
            title = cut(escape(event.title), _MAX_TITLE)
            source = cut(escape(render_footnote(knowledge, event)), _MAX_FOOTNOTE)
            lines += [f"{escape(describe_date(event))}: {title}", f"-# ¹ {source}"]
        yield ui.TextDisplay("\n".join(lines))


def _chooser(events: Sequence[Event]) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(
            label=shorten(event.title, _MAX_OPTION_LENGTH),
            value=event.id,
            description=shorten(describe_date(event), _MAX_OPTION_LENGTH),
        )
        for event in events
    ]
    return ui.ActionRow(EventSelect(options))


def _page_row(page: int, last_page: int, asker: int, scope: str) -> ui.ActionRow[Any]:
    """The buttons that turn the pages. `scope` is a code from `scope_code`."""
    is_first, is_last = page == 0, page == last_page
    earlier = PageButton("e", str(max(page - 1, 0)), asker, scope, is_first)
    current = ui.Button[Any](label=f"Page {page + 1} of {last_page + 1}", disabled=True, custom_id="here")
    later = PageButton("l", str(min(page + 1, last_page)), asker, scope, is_last)
    # With two pages the first one is always the previous one, and the last one the next one.
    if last_page == 1:
        return ui.ActionRow(earlier, current, later)
    first = PageButton("f", "0", asker, scope, is_first)
    last = PageButton("n", str(last_page), asker, scope, is_last)
    return ui.ActionRow(first, earlier, current, later, last)


def _small_print(knowledge: Knowledge, event: Event) -> str:
    lines = [f"-# ¹ {cut(escape(render_footnote(knowledge, event)), _MAX_NOTE)}"]
    if is_alleged(event):
        lines.append(f"-# {escape(ALLEGED)}")
    if event.note:
        lines.append(f"-# The date: {cut(escape(event.note), _MAX_NOTE)}")
    return "\n".join(lines)
