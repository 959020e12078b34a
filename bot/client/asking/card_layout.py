"""Cards on Discord: a core card, with the buttons that go with it, as a message layout."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_answers import (
    DismissButton,
    NoneOfTheseButton,
    NotWhatIAskedButton,
    PickButton,
    RelatedButton,
    ReportMistakeButton,
    SourceButton,
)
from bot.client.buttons.on_timeline import OnTheTimelineButton
from bot.client.context import Context
from bot.client.replies import COLOURS, CardView
from bot.client.text import cut, plain, quoted
from bot.core.answering.cards import ALLEGED, Card, Tone, answer_card, second_card
from bot.core.pack.models import Entry, Knowledge
from bot.core.pack.review import due_words
from bot.core.pack.sources import is_alleged, said_by

_LONGEST_WORD = 40
# A message holds 4,000 characters in all; these together, with buttons apart, stay below.
_LONGEST_TEXT = 2_400
_LONGEST_SMALL_PRINT = 700
_LONGEST_LIST = 1_000
_LONGEST_MESSAGE = 4_000


def entry_view(knowledge: Knowledge, entry: Entry, context: Context) -> CardView:
    """The answer of an entry, as it replaces a card or is shown to one person."""
    return card_view(answer_card(knowledge, entry), context, entry)


def card_view(
    card: Card, context: Context, entry: Entry | None = None, not_covered: str | None = None
) -> CardView:
    """The message for a card; `entry` is what it answers with, or `not_covered` the item that fits."""
    parts: list[ui.Item[Any]] = [] if context.header is None else [ui.TextDisplay(context.header)]
    parts.append(ui.TextDisplay("\n".join(_body(card))))
    parts += _small_print(card, entry)
    if entry is not None:
        parts.append(ui.ActionRow(*_answer_buttons(entry, context)))
    parts += _onward(card, context)
    if entry is None:
        parts += _closing_row(card, context, not_covered)
    return CardView(*parts, tone=card.tone)


def add_second(view: CardView, knowledge: Knowledge, entry: Entry, context: Context) -> None:
    """Put a second answer below the first; as a button where the two together are too long for a message."""
    card = second_card(knowledge, entry)
    body, small = "\n".join(_body(card)), _small_print(card, entry)
    if view.content_length() + len(body) + _LONGEST_SMALL_PRINT > _LONGEST_MESSAGE:
        button = RelatedButton.of(entry)
        # It may be there already: a second answer is often related to the first.
        if button.custom_id not in {getattr(item, "custom_id", None) for item in view.walk_children()}:
            view.add_item(ui.ActionRow(button))
        return
    buttons = ui.ActionRow[Any](SourceButton(entry.id, context.logged), *_dated(entry))
    view.add_item(ui.Container(ui.TextDisplay(body), *small, buttons, accent_colour=COLOURS[card.tone]))


def chooser_view(candidates: Sequence[Entry], context: Context, rejected: Entry | None) -> CardView:
    """After *Not what I asked*: what else it may have been; an entry that was rejected can be had back."""
    text = "### Not what you asked?\nPick what you meant, or say that it is none of these."
    if not candidates:
        text = "### Not what you asked?\nI have nothing else that comes near."
    header = [] if context.header is None else [ui.TextDisplay[Any](context.header)]
    picks = (ui.ActionRow[Any](PickButton.of(each, context)) for each in candidates)
    last = ui.ActionRow[Any](NoneOfTheseButton(context.logged, context.asker))
    if rejected is not None:
        last.add_item(PickButton(rejected.id, context.logged, context.asker, "It was right after all"))
    if not context.private:
        last.add_item(DismissButton(context.asker))
    return CardView(*header, ui.TextDisplay(text), *picks, last, tone=Tone.UNSURE)


def source_view(knowledge: Knowledge, entries: Sequence[Entry], logged: int, *more: ui.Item[Any]) -> CardView:
    """Who says it, and what each cited paragraph says; the link where the article has one.

    `more` are buttons of whoever sees it.
    """
    view = CardView(*_source(knowledge, entries[0], logged, len(entries)), tone=Tone.ANSWER)
    for entry in entries[1:]:
        parts = _source(knowledge, entry, logged, len(entries))
        view.add_item(ui.Container(*parts, accent_colour=COLOURS[Tone.ANSWER]))
    if more:
        view.add_item(ui.ActionRow(*more))
    return view


def _source(knowledge: Knowledge, entry: Entry, logged: int, of: int) -> Iterable[ui.Item[Any]]:
    lines = [f"### Where this comes from\n**{plain(entry.question)}**"]
    lines += [
        f"- {plain(said_by(knowledge, source))}, paragraph {source.paragraph}" for source in entry.source
    ]
    if is_alleged(entry):
        lines.append(f"-# {plain(ALLEGED)}")
    paragraphs = (
        f"**Paragraph {number}, in our words**\n{plain(knowledge.article.paragraphs[number])}"
        for number in entry.paragraphs
    )
    below: list[Any] = [ReportMistakeButton(entry.id, logged)]
    if knowledge.article.url:
        below.insert(0, ui.Button(label="Read the article", url=knowledge.article.url))
    yield ui.TextDisplay(cut("\n".join(lines), _LONGEST_LIST // of))
    yield ui.Separator()
    yield ui.TextDisplay(cut("\n\n".join(paragraphs), _LONGEST_TEXT // of))
    yield ui.ActionRow(*below)


def repeat_view(entry: Entry, link: str, context: Context) -> CardView:
    """In place of an answer that was given here a moment ago: which one it was, and where."""
    text = f"**{plain(entry.question)}**\nThat was answered here a moment ago: {link}"
    return CardView(
        ui.TextDisplay(text),
        ui.ActionRow(NotWhatIAskedButton(entry.id, context.logged, context.asker)),
        tone=Tone.ANSWER,
    )


def _body(card: Card) -> Iterable[str]:
    yield f"### {plain(card.title)}"
    yield cut(plain(card.text), _LONGEST_TEXT)
    if card.tone is Tone.UNKNOWN:
        yield "-# `/topics` lists everything I can answer."


def _small_print(card: Card, entry: Entry | None) -> list[ui.Item[Any]]:
    lines = []
    due = due_words(entry, discord.utils.utcnow().date()) if entry else None
    if card.footnote:
        lines.append(f"-# ¹ {plain(card.footnote)}")
    if card.caution:
        lines.append(f"-# {plain(card.caution)}")
    if due:
        lines.append(f"-# {due}")
    if card.read_as:
        read = (f"{quoted(word, _LONGEST_WORD)} as {plain(meant)}" for word, meant in card.read_as.items())
        lines.append(f"-# Read {', '.join(read)}")
    small = cut("\n".join(lines), _LONGEST_SMALL_PRINT)
    return [ui.Separator(), ui.TextDisplay(small)] if lines else []


def _answer_buttons(entry: Entry, context: Context) -> list[ui.Item[Any]]:
    found: list[ui.Item[Any]] = [SourceButton(entry.id, context.logged), *_dated(entry)]
    found.append(NotWhatIAskedButton(entry.id, context.logged, context.asker))
    return found if context.private else [*found, DismissButton(context.asker)]


def _dated(entry: Entry) -> list[ui.Item[Any]]:
    return [OnTheTimelineButton(entry.id)] if entry.events else []


def _onward(card: Card, context: Context) -> list[ui.Item[Any]]:
    if card.tone is Tone.UNSURE:
        return [ui.ActionRow(PickButton.of(each, context)) for each in card.entries]
    parts: list[ui.Item[Any]] = [ui.TextDisplay(f"-# {plain(card.heading)}")] if card.heading else []
    parts += [ui.ActionRow(RelatedButton.of(each)) for each in card.entries]
    return parts


def _closing_row(card: Card, context: Context, not_covered: str | None) -> list[ui.Item[Any]]:
    found: list[ui.Item[Any]] = []
    if not_covered is not None:
        found.append(NotWhatIAskedButton(not_covered, context.logged, context.asker))
    if card.tone is Tone.UNSURE:
        found.append(NoneOfTheseButton(context.logged, context.asker))
    if not context.private:
        found.append(DismissButton(context.asker))
    return [ui.ActionRow[Any](*found)] if found else []
