"""What curators look at: an item with all its fields, all items, and why something is answered."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import discord
from discord import ui

from bot.client.buttons.control import QUESTION_ID
from bot.client.buttons.curating import InspectionActions
from bot.client.curating.draft_actions import UnknownItemError
from bot.client.curating.item_list import render_item_list
from bot.client.curating.long_messages import (
    FittedText,
    add_file_note,
    build_attachments,
    build_file_parts,
    fit_lines,
    join_file_lines,
)
from bot.client.replies import CardView, notice_view, respond_privately
from bot.client.text import cut, echo, escape, excerpt
from bot.core.answering.cards import build_answer_card
from bot.core.answering.explanation import explain_entry, render_sides
from bot.core.answering.snapshot import Snapshot
from bot.core.editing.diff_lines import ItemChange, render_in_full
from bot.core.editing.edits import Fields, Section
from bot.core.editing.links import find_links
from bot.core.language.normalise import normalise
from bot.core.pack.models import Entry, Item, Knowledge, NotCoveredItem
from bot.core.pack.review import render_due_notice, render_last_check
from bot.errors import UserError
from bot.store.editor import Editor
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog

_MAX_EXPLANATION = 3_500
_MAX_PART = 900
# An item without its phrasings, and with them.
_MAX_ITEM = 2_400
_MAX_ITEM_AND_PHRASINGS = 2_800
_MAX_NEAREST = 5
# The buttons of a card carry the number of its row in the question log.
_LOGGED_BUTTON = re.compile(rf"(?:(?:source|not):[^:]+|none):{QUESTION_ID}(?::.*)?")


class UnknownQuestionError(UserError):
    """The question log does not say what was asked."""


class Inspection(InspectionActions):
    """Shows curators what readers do not see."""

    def __init__(self, library: Library, editor: Editor, log: QuestionLog, lookup_seconds: float) -> None:
        """`lookup_seconds` is how long a curator waits at most for the question log."""
        self._lookup_seconds = lookup_seconds
        self._library = library
        self._editor = editor
        self._log = log

    async def show(self, interaction: discord.Interaction, section: Section, id: str) -> None:
        """Show an item with all its fields. Raises UnknownItemError if there is none of that id."""
        snapshot = self._library.snapshot
        item = _items_of(snapshot.knowledge, section).get(id)
        if item is None:
            raise UnknownItemError(id)
        links = [f"`{link.id}` ({link.field})" for link in find_links(self._editor.items, id)]
        description = "\n".join(_describe_item(snapshot, item, discord.utils.utcnow().date()))
        shown = _add_phrasings(cut(description, _MAX_ITEM), item.phrasings)
        linked = f"**Linked from**\n{', '.join(links) or 'Nowhere.'}"
        full_text, file_name = "", f"{id}.txt"
        if not shown.is_whole or len(description) > _MAX_ITEM or len(linked) > _MAX_PART:
            full_text = join_file_lines(_item_in_full(id, self._editor.item(section, id) or {}, links))
        below = add_file_note(cut(linked, _MAX_PART), full_text, file_name, "the whole item")
        await _show_with_file(interaction, (shown.text, below), full_text, file_name)

    async def show_list(
        self, interaction: discord.Interaction, section: Section, topic: str | None, words: str
    ) -> None:
        """Show the items of a section that have the topic and every one of the words; overdue ones first."""
        knowledge = self._library.snapshot.knowledge
        wanted = normalise(words).split()
        items: list[Item] = [
            item
            for item in _items_of(knowledge, section).values()
            if (topic is None or getattr(item, "topic", None) == topic)
            and all(word in f"{normalise(item.question)} {item.id}" for word in wanted)
        ]
        today = discord.utils.utcnow().date()
        text, full_text = render_item_list(items, knowledge.article.topics, today)
        await _show_with_file(interaction, (text,), full_text, "list.txt")

    async def test(self, interaction: discord.Interaction, question: str) -> None:
        """Show what would be answered, and why, to this curator alone. Nothing is logged."""
        text = "\n".join(_explain_answer(self._library.snapshot, question))
        await respond_privately(interaction, notice_view(cut(text, _MAX_EXPLANATION)))

    async def why(self, interaction: discord.Interaction, number: int) -> None:
        """Explain an answer of the bot, given the number of its row in the question log; 0 is no row.

        Raises UnknownQuestionError if the row is not there, or is not found in time.
        """
        row = await self._log.find(number, self._lookup_seconds) if number else None
        if row is None:
            raise UnknownQuestionError(
                "I cannot tell what was asked there: try `/qa test` with the question."
            )
        await self.test(interaction, row.text)


def find_log_number(message: discord.Message) -> int:
    """The row in the question log that a card of the bot stands for; 0 for any other message."""
    for button in ui.LayoutView.from_message(message).walk_children():
        match = _LOGGED_BUTTON.fullmatch(getattr(button, "custom_id", None) or "")
        if match:
            return int(match["question_id"])
    return 0


def _items_of(knowledge: Knowledge, section: Section) -> Mapping[str, Entry | NotCoveredItem]:
    return knowledge.entries if section is Section.ENTRIES else knowledge.not_covered


async def _show_with_file(
    interaction: discord.Interaction, texts: Iterable[str], full_text: str, file_name: str
) -> None:
    """Show texts to this curator alone, and below them the file of `full_text`, unless that is empty."""
    view = CardView(*(ui.TextDisplay(text) for text in texts), *build_file_parts(full_text, file_name))
    files = build_attachments(full_text, file_name)
    await interaction.response.send_message(view=view, files=files, ephemeral=True)


def _add_phrasings(description: str, phrasings: Sequence[str]) -> FittedText:
    """The description of an item, and below it the phrasings, until the message is full."""
    heading = f"**{len(phrasings)} other ways to ask it**"
    lines = [f"{description}\n{heading}", *(f"- {escape(phrasing)}" for phrasing in phrasings)]
    return fit_lines(lines, _MAX_ITEM_AND_PHRASINGS)


def _item_in_full(id: str, fields: Fields, links: Iterable[str]) -> Iterator[str]:
    """Every field of an item and every link to it, as lines of a file."""
    yield from (line.removeprefix("+ ") for line in render_in_full([ItemChange(id, None, fields)]))
    yield from (f"linked from: {link.replace('`', '')}" for link in links)


def _describe_item(snapshot: Snapshot, item: Entry | NotCoveredItem, today: date) -> Iterator[str]:
    yield f"### `{item.id}`\n**{escape(item.question)}**"
    if isinstance(item, Entry):
        yield escape(item.answer)
        yield f"-# ¹ {escape(build_answer_card(snapshot.knowledge, item).footnote or '')}"
        yield f"**Topic** {escape(snapshot.knowledge.article.topics[item.topic])}"
        yield f"**Related** {_list_ids(item.related)} **Events** {_list_ids(item.events)}"
    else:
        yield escape(item.reply)
        yield f"**See** {_list_ids(item.see)}"
    yield f"**Review** {render_last_check(item)} {render_due_notice(item, today) or ''}"
    if item.note:
        yield f"**Note** {escape(item.note)}"


def _list_ids(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{id}`" for id in ids) or "none"


def _explain_answer(snapshot: Snapshot, question: str) -> Iterator[str]:
    answer = snapshot.ask(question)
    yield f"### What would be answered\n-# {excerpt(question, _MAX_PART)}"
    outcome = answer.outcome_name.replace("_", " ") if answer.timeline is None else "shown on the timeline"
    item = f" with `{answer.item.id}`" if answer.item else ""
    item += "".join(f" and `{other.entry.id}`" for other in answer.also)
    yield f"**{outcome.capitalize()}**{item}, confidence {answer.outcome.confidence:.0%}"
    yield f"**Why** {escape(answer.rule)}"
    if answer.corrected:
        corrections = (f"{echo(typed)} as {escape(meant)}" for typed, meant in answer.corrected.items())
        yield f"**Read** {', '.join(corrections)}"
    if answer.ranked:
        yield from _explain_entry(snapshot, question, answer.ranked[0].entry)
    nearest = [
        f"- `{match.entry.id}` {match.confidence:.0%} {escape(match.entry.question)}"
        for match in answer.ranked[:_MAX_NEAREST]
    ]
    # What speaks against the best of them is in *Why*.
    if nearest:
        yield "\n".join(["**Nearest entries**, the best first", *nearest])


def _explain_entry(snapshot: Snapshot, question: str, entry: Entry) -> Iterator[str]:
    """What speaks for the first entry, and what against it, for the whole question."""
    speaks_for, speaks_against = render_sides(explain_entry(snapshot, question, entry))
    if speaks_for:
        yield f"**For** `{entry.id}` {escape(speaks_for)}"
    if speaks_against:
        yield f"**Against** `{entry.id}` {escape(speaks_against)}"
