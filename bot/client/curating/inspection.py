"""What curators look at: an item as it stands, all of them, and why something is answered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import discord
from discord import ui

from bot.client.buttons.on_curating import InspectionActions
from bot.client.buttons.pressed import LOGGED
from bot.client.curating.item_list import listing
from bot.client.curating.long_messages import Fitted, attachments, counted, file_below, in_file, noted
from bot.client.replies import CardView, notice_view, show_alone
from bot.client.text import cut, plain, quoted
from bot.core.answering.cards import answer_card
from bot.core.answering.snapshot import Snapshot
from bot.core.editing.diff_lines import ItemChange, in_full
from bot.core.editing.edits import Fields, Section
from bot.core.editing.links import links_to
from bot.core.language.normalise import normalise
from bot.core.pack.models import Entry, Item, NotCoveredItem
from bot.core.pack.review import checked_words, due_words
from bot.errors import UserError
from bot.store.editor import EditError, Editor
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog

_LONGEST = 3_500
_LONGEST_PART = 900
# An item without its phrasings, and with them.
_LONGEST_ITEM = 2_400
_LONGEST_SHOWN = 2_800
_MOST_NEAR = 5
# The buttons of a card carry the number of its row in the question log.
_ROW = re.compile(rf"(?:source|not|none):(?:[^:]+:)?{LOGGED}(?::.*)?")


class UnknownQuestionError(UserError):
    """It cannot be told what was asked."""


class Inspection(InspectionActions):
    """Shows curators what readers do not see."""

    def __init__(self, library: Library, editor: Editor, log: QuestionLog, patience: float) -> None:
        """`patience` is for how many seconds somebody is kept waiting for the log."""
        self._patience = patience
        self._library = library
        self._editor = editor
        self._log = log

    async def show(self, interaction: discord.Interaction, section: Section, id: str) -> None:
        """An item with all that is known of it."""
        knowledge = self._library.snapshot.knowledge
        item = (knowledge.entries if section is Section.ENTRIES else knowledge.not_covered).get(id)
        if item is None:
            raise EditError(f"There is no item “{id[:40]}” in the Q&A: pick one as you type.")
        links = [f"`{link.id}` ({link.field})" for link in links_to(self._editor.items, id)]
        text = "\n".join(_shown(self._library.snapshot, item, discord.utils.utcnow().date()))
        ways = _ways(cut(text, _LONGEST_ITEM), item.phrasings)
        linked = f"**Linked from**\n{', '.join(links) or 'Nowhere.'}"
        whole, name = "", f"{id}.txt"
        if not ways.is_whole or len(text) > _LONGEST_ITEM or len(linked) > _LONGEST_PART:
            whole = in_file(_item_in_full(id, self._editor.item(section, id) or {}, links))
        below = noted(cut(linked, _LONGEST_PART), whole, name, "the whole item")
        await _show(interaction, (ways.text, below), whole, name)

    async def show_list(
        self, interaction: discord.Interaction, section: Section, topic: str | None, words: str
    ) -> None:
        """The items of a section, of a topic and with some words; what is overdue comes first."""
        knowledge = self._library.snapshot.knowledge
        items: list[Item] = [
            item
            for item in (knowledge.entries if section is Section.ENTRIES else knowledge.not_covered).values()
            if (topic is None or getattr(item, "topic", None) == topic)
            and all(word in f"{normalise(item.question)} {item.id}" for word in normalise(words).split())
        ]
        today = discord.utils.utcnow().date()
        text, whole = listing(items, knowledge.article.topics, today)
        await _show(interaction, (text,), whole, "list.txt")

    async def test(self, interaction: discord.Interaction, question: str) -> None:
        """What would be answered, and why, to one person alone; nothing is answered, nothing logged."""
        text = "\n".join(_explained(self._library.snapshot, question))
        await show_alone(interaction, notice_view(cut(text, _LONGEST)))

    async def why(self, interaction: discord.Interaction, number: int) -> None:
        """Why the bot answered a question as it did, by the number of its row in the question log."""
        row = await self._log.find(number, self._patience) if number else None
        if row is None:
            raise UnknownQuestionError(
                "I cannot tell what was asked there: try `/qa test` with the question."
            )
        await self.test(interaction, row.text)


def row_of(message: discord.Message) -> int:
    """The number of the row that one of the bot's own cards stands for; 0 where it is none."""
    buttons = ui.LayoutView.from_message(message).walk_children()
    found = (_ROW.fullmatch(getattr(button, "custom_id", None) or "") for button in buttons)
    return next((int(match["logged"]) for match in found if match), 0)


async def _show(interaction: discord.Interaction, texts: Iterable[str], whole: str, name: str) -> None:
    """Show texts to one person alone, and below them the file of what is `whole`, where there is one."""
    view = CardView(*(ui.TextDisplay(text) for text in texts), *file_below(whole, name))
    await interaction.response.send_message(view=view, files=attachments(whole, name), ephemeral=True)


def _ways(above: str, phrasings: Sequence[str]) -> Fitted:
    """The other ways to ask it, as many as fit below what stands above."""
    heading = f"**{len(phrasings)} other ways to ask it**"
    return counted([f"{above}\n{heading}", *(f"- {plain(each)}" for each in phrasings)], _LONGEST_SHOWN)


def _item_in_full(id: str, fields: Fields, links: Iterable[str]) -> Iterator[str]:
    yield from (line.removeprefix("+ ") for line in in_full([ItemChange(id, None, fields)]))
    yield from (f"linked from: {link.replace('`', '')}" for link in links)


def _shown(snapshot: Snapshot, item: Entry | NotCoveredItem, today: date) -> Iterator[str]:
    yield f"### `{item.id}`\n**{plain(item.question)}**"
    if isinstance(item, Entry):
        yield plain(item.answer)
        yield f"-# ¹ {plain(answer_card(snapshot.knowledge, item).footnote or '')}"
        yield f"**Topic** {plain(snapshot.knowledge.article.topics[item.topic])}"
        yield f"**Related** {_ids(item.related)} **Events** {_ids(item.events)}"
    else:
        yield plain(item.reply)
        yield f"**See** {_ids(item.see)}"
    yield f"**Review** {checked_words(item)} {due_words(item, today) or ''}"
    if item.note:
        yield f"**Note** {plain(item.note)}"


def _ids(ids: tuple[str, ...]) -> str:
    return ", ".join(f"`{id}`" for id in ids) or "none"


def _explained(snapshot: Snapshot, question: str) -> Iterator[str]:
    answer = snapshot.ask(question)
    yield f"### What would be answered\n-# {quoted(question, _LONGEST_PART)}"
    said = answer.outcome_name.replace("_", " ") if answer.timeline is None else "shown on the timeline"
    shown = f" with `{answer.item.id}`" if answer.item else ""
    yield f"**{said.capitalize()}**{shown}, confidence {answer.outcome.confidence:.0%}"
    yield f"**Why** {plain(answer.rule)}"
    if answer.corrected:
        read = ", ".join(f"{plain(word)} as {plain(meant)}" for word, meant in answer.corrected.items())
        yield f"**Read** {read}"
    near = [
        f"- `{each.entry.id}` {each.confidence:.0%} {plain(each.entry.question)}"
        for each in answer.ranked[:_MOST_NEAR]
    ]
    # What speaks against the best of them is in *Why*.
    if near:
        yield "\n".join(["**Nearest entries**, the best first", *near])
