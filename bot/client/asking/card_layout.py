"""Cards on Discord: a card of the core with its buttons, as the layout of a message."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.answers import (
    NoneOfTheseButton,
    NotWhatIAskedButton,
    PickButton,
    RelatedButton,
    ReportMistakeButton,
    SourceButton,
    dismiss_buttons,
)
from bot.client.buttons.timeline import OnTheTimelineButton
from bot.client.context import Context, header_items
from bot.client.replies import COLOURS, CardView, optional_row
from bot.client.text import cut, escape, excerpt
from bot.core.answering.cards import ALLEGED, Card, Tone, build_answer_card, build_second_card
from bot.core.pack.models import Entry, Knowledge
from bot.core.pack.review import render_due_notice
from bot.core.pack.sources import is_alleged, render_source

_MAX_WORD = 40
# The most characters of each part. Without buttons, they stay below the 4,000 of a message together.
_MAX_TEXT = 2_400
_MAX_SMALL_PRINT = 700
_MAX_LIST = 1_000
_MAX_MESSAGE = 4_000


def entry_view(knowledge: Knowledge, entry: Entry, context: Context) -> CardView:
    """The answer of an entry, to replace a card or to be shown privately."""
    return card_view(build_answer_card(knowledge, entry), context, entry)


def card_view(
    card: Card, context: Context, entry: Entry | None = None, not_covered: str | None = None
) -> CardView:
    """The message for a card.

    `entry` is the entry that the card answers with, if it is an answer. If the article does not say,
    `not_covered` is the id of the item that says so.
    """
    parts = [*header_items(context), ui.TextDisplay("\n".join(_body_lines(card)))]
    parts += _small_print(card, entry)
    if entry is not None:
        parts.append(ui.ActionRow(*_answer_buttons(entry, context)))
    parts += _offered_entries(card, context)
    if entry is None:
        parts += _closing_row(card, context, not_covered)
    return CardView(*parts, tone=card.tone)


def add_second(view: CardView, knowledge: Knowledge, entry: Entry, context: Context) -> None:
    """Put a second answer below the first. If both are too long for one message, only a button is added."""
    card = build_second_card(knowledge, entry)
    body = "\n".join(_body_lines(card))
    if view.content_length() + len(body) + _MAX_SMALL_PRINT > _MAX_MESSAGE:
        button = RelatedButton.for_entry(entry)
        # The button may be there already: a second answer is often related to the first.
        present_ids = {getattr(item, "custom_id", None) for item in view.walk_children()}
        if button.custom_id not in present_ids:
            view.add_item(ui.ActionRow(button))
        return
    buttons = ui.ActionRow[Any](SourceButton(entry.id, context.question_id), *_timeline_buttons(entry))
    parts = [ui.TextDisplay(body), *_small_print(card, entry), buttons]
    view.add_item(ui.Container(*parts, accent_colour=COLOURS[card.tone]))


def chooser_view(candidates: Sequence[Entry], context: Context, rejected: Entry | None) -> CardView:
    """After *Not what I asked*: other entries that the question may mean, and the way back.

    `rejected` is the entry that was the answer, if it was one.
    """
    text = "### Not what you asked?\nPick what you meant, or say that it is none of these."
    if not candidates:
        text = "### Not what you asked?\nI have nothing else that comes near."
    picks = (ui.ActionRow[Any](PickButton.for_entry(candidate, context)) for candidate in candidates)
    closing: list[ui.Item[Any]] = [NoneOfTheseButton(context.question_id, context.asker)]
    if rejected is not None:
        closing.append(PickButton.back_to(rejected, context))
    closing += dismiss_buttons(context)
    parts = [*header_items(context), ui.TextDisplay[Any](text), *picks, ui.ActionRow(*closing)]
    return CardView(*parts, tone=Tone.UNSURE)


def source_view(
    knowledge: Knowledge, entries: Sequence[Entry], question_id: int, *more: ui.Item[Any]
) -> CardView:
    """For each entry who says it, what the cited paragraphs say, and a link to the article if it has one.

    `more` are further buttons for the person who sees it.
    """
    view = CardView(*_source(knowledge, entries[0], question_id, len(entries)), tone=Tone.ANSWER)
    for entry in entries[1:]:
        parts = _source(knowledge, entry, question_id, len(entries))
        view.add_item(ui.Container(*parts, accent_colour=COLOURS[Tone.ANSWER]))
    if more:
        view.add_item(ui.ActionRow(*more))
    return view


def _source(knowledge: Knowledge, entry: Entry, question_id: int, count: int) -> Iterable[ui.Item[Any]]:
    """The source of one of `count` entries that share a message."""
    lines = [f"### Where this comes from\n**{escape(entry.question)}**"]
    lines += [
        f"- {escape(render_source(knowledge, source))}, paragraph {source.paragraph}"
        for source in entry.source
    ]
    if is_alleged(entry):
        lines.append(f"-# {escape(ALLEGED)}")
    paragraphs = (
        f"**Paragraph {number}, in our words**\n{escape(knowledge.article.paragraphs[number])}"
        for number in entry.paragraphs
    )
    buttons: list[ui.Item[Any]] = []
    if knowledge.article.url:
        buttons.append(ui.Button(label="Read the article", url=knowledge.article.url))
    buttons.append(ReportMistakeButton(entry.id, question_id))
    yield ui.TextDisplay(cut("\n".join(lines), _MAX_LIST // count))
    yield ui.Separator()
    yield ui.TextDisplay(cut("\n\n".join(paragraphs), _MAX_TEXT // count))
    yield ui.ActionRow(*buttons)


def repeat_view(entry: Entry, link: str, context: Context) -> CardView:
    """In place of an answer that was given in this channel a moment ago: its question, and the link to it."""
    text = f"**{escape(entry.question)}**\nThat was answered here a moment ago: {link}"
    return CardView(
        ui.TextDisplay(text),
        ui.ActionRow(NotWhatIAskedButton(entry.id, context.question_id, context.asker)),
        tone=Tone.ANSWER,
    )


def _body_lines(card: Card) -> Iterable[str]:
    yield f"### {escape(card.title)}"
    yield cut(escape(card.text), _MAX_TEXT)
    if card.tone is Tone.UNKNOWN:
        yield "-# `/topics` lists everything I can answer."


def _small_print(card: Card, entry: Entry | None) -> list[ui.Item[Any]]:
    lines = []
    if card.footnote:
        lines.append(f"-# ¹ {escape(card.footnote)}")
    if card.caution:
        lines.append(f"-# {escape(card.caution)}")
    due = render_due_notice(entry, discord.utils.utcnow().date()) if entry is not None else None
    if due:
        lines.append(f"-# {due}")
    if card.remark:
        lines.append(escape(card.remark))
    if card.read_as:
        read = (f"{excerpt(word, _MAX_WORD)} as {escape(meant)}" for word, meant in card.read_as.items())
        lines.append(f"-# Read {', '.join(read)}")
    if not lines:
        return []
    return [ui.Separator(), ui.TextDisplay(cut("\n".join(lines), _MAX_SMALL_PRINT))]


def _answer_buttons(entry: Entry, context: Context) -> list[ui.Item[Any]]:
    return [
        SourceButton(entry.id, context.question_id),
        *_timeline_buttons(entry),
        NotWhatIAskedButton(entry.id, context.question_id, context.asker),
        *dismiss_buttons(context),
    ]


def _timeline_buttons(entry: Entry) -> list[ui.Item[Any]]:
    return [OnTheTimelineButton(entry.id)] if entry.events else []


def _offered_entries(card: Card, context: Context) -> list[ui.Item[Any]]:
    """A button for each entry that the card offers: to pick it as the answer, or to read on."""
    if card.tone is Tone.UNSURE:
        return [ui.ActionRow(PickButton.for_entry(entry, context)) for entry in card.entries]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(f"-# {escape(card.heading)}")] if card.heading else []
    parts += [ui.ActionRow(RelatedButton.for_entry(entry)) for entry in card.entries]
    return parts


def _closing_row(card: Card, context: Context, not_covered: str | None) -> list[ui.Item[Any]]:
    """The last row of a card that does not answer with an entry."""
    buttons: list[ui.Item[Any]] = []
    if not_covered is not None:
        buttons.append(NotWhatIAskedButton(not_covered, context.question_id, context.asker))
    if card.tone is Tone.UNSURE:
        buttons.append(NoneOfTheseButton(context.question_id, context.asker))
    return optional_row([*buttons, *dismiss_buttons(context)])
