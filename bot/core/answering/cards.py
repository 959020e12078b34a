"""Cards: what is shown for an outcome, as plain values, with the same words in a terminal and in Discord.

The texts are curated or written here. Nothing that an asker typed is in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from bot.core.answering.outcomes import (
    Answer,
    Answered,
    Candidate,
    Chat,
    LeftOpen,
    NotCovered,
    Unknown,
    Unsure,
)
from bot.core.pack.models import Entry, Knowledge
from bot.core.pack.sources import is_alleged, render_footnote

ALLEGED = "An accusation; the article does not say that it is proven."
_OFFER = ("Did you mean one of these?", "I am not sure which of these you are asking.")
_OFFER_OF_ONE = ("Did you mean this?", "I am not sure that this is what you are asking.")
_ORDINALS = ("first", "second", "third", "fourth")
_MOST_LINKS = 3
NOT_SAID = "The article does not say."
NEARBY = "What it does say nearby:"
NEAR = "The nearest it has:"
GIVEN = "What it does say:"
EXAMPLES = "You could ask:"


class Tone(StrEnum):
    """What kind of card it is. A terminal and Discord each have a colour or a mark for every kind."""

    ANSWER = "answer"
    UNSURE = "unsure"
    NOT_COVERED = "not covered"
    UNKNOWN = "unknown"
    CHAT = "chat"


@dataclass(frozen=True)
class Card:
    """A title, a text, the footnote, and entries to go on to under a heading.

    `read_as` maps each misspelt word to the word that it was read as. `remark` is about another part of the
    message.
    """

    tone: Tone
    title: str
    text: str
    footnote: str | None = None
    caution: str | None = None
    heading: str | None = None
    entries: tuple[Entry, ...] = ()
    read_as: Mapping[str, str] | None = None
    remark: str | None = None


def build_answer_card(knowledge: Knowledge, entry: Entry, read_as: Mapping[str, str] | None = None) -> Card:
    """The card of an entry: the question it answers, the answer, the footnote and related entries."""
    return Card(
        Tone.ANSWER,
        entry.question,
        entry.answer,
        render_footnote(knowledge, entry),
        ALLEGED if is_alleged(entry) else None,
        entries=knowledge.find_entries(entry.related, limit=_MOST_LINKS),
        read_as=read_as,
    )


def build_card(knowledge: Knowledge, answer: Answer, examples: Sequence[Entry]) -> Card:
    """The card for the outcome of a question. The `examples` show what can be asked."""
    match answer.outcome:
        case Answered(entry=entry):
            card = build_answer_card(knowledge, entry, answer.corrected)
            # What is shown below needs no way there.
            shown = {outcome.entry.id for outcome in answer.also}
            card = replace(card, entries=tuple(each for each in card.entries if each.id not in shown))
            return _add_remark(card, answer.left_open) if answer.left_open else card
        case Unsure(candidates=candidates):
            title, text = _OFFER if len(candidates) > 1 else _OFFER_OF_ONE
            return Card(Tone.UNSURE, title, text, entries=_entries(candidates), read_as=answer.corrected)
        case NotCovered(item=item, candidates=candidates):
            return Card(
                Tone.NOT_COVERED,
                item.question,
                item.reply,
                caution=NOT_SAID,
                heading=NEARBY if candidates else None,
                entries=_entries(candidates),
                read_as=answer.corrected,
            )
        case Unknown(chat=chat, candidates=candidates, other_time=other_time):
            if chat:
                return _build_chat_card(chat, examples)
            if other_time is not None:
                return _build_other_time_card(other_time, _entries(candidates))
            return build_unknown_card(_entries(candidates), examples)
        case _:
            assert_never(answer.outcome)


def _add_remark(card: Card, left_open: LeftOpen) -> Card:
    """Say what came of the part of the message that is not answered, and offer what may be meant by it."""
    part = f"On the {_ORDINALS[left_open.place]} part"
    match left_open.outcome:
        case NotCovered(item=item):
            return replace(card, remark=f"{part}: {item.reply}")
        case Unsure(candidates=(first, *_)):
            others = tuple(entry for entry in card.entries if entry != first.entry)
            remark = f"{part} I am not sure. Did you mean “{first.entry.question}”"
            return replace(card, remark=remark, entries=(first.entry, *others[: _MOST_LINKS - 1]))
        case _:
            return replace(card, remark=f"{part} I have nothing that fits.")


def build_also_cards(knowledge: Knowledge, answer: Answer) -> tuple[Card, ...]:
    """The cards of the other questions that were answered in the same message."""
    return tuple(build_second_card(knowledge, outcome.entry) for outcome in answer.also)


def build_second_card(knowledge: Knowledge, entry: Entry) -> Card:
    """The card of an entry that is shown below another card: without related entries."""
    return replace(build_answer_card(knowledge, entry), entries=())


def build_unknown_card(entries: Sequence[Entry], examples: Sequence[Entry]) -> Card:
    """The card that admits that nothing fits. It shows the nearest entries, or else what can be asked."""
    text = "I have no answer to that: I only know what one article says."
    heading = NEAR if entries else EXAMPLES
    return Card(Tone.UNKNOWN, "I don't know", text, heading=heading, entries=tuple(entries or examples))


def _build_other_time_card(other_time: str, entries: tuple[Entry, ...]) -> Card:
    """The card for a figure that the article has for another time than the one that was asked for."""
    text = f"It gives no such figure for {other_time}." if other_time else "It gives no newer figure."
    return Card(Tone.UNKNOWN, "The article does not say", text, heading=GIVEN, entries=entries)


_CHAT_TEXTS = {
    Chat.EMPTY: ("Ask me about the article", "In your own words; I name the source of every answer."),
    Chat.GREETING: ("Hello", "I answer questions about one article, and name the source."),
    Chat.IDENTITY: ("I am Footnote", "A bot that answers questions about one article, and names the source."),
    Chat.HELP: ("How to ask", "Ask a question about the article in your own words."),
    Chat.THANKS: ("You're welcome", "Ask away if there is more you want to know."),
    Chat.REMARK: ("I am listening", "Ask me something about the article whenever you like."),
    Chat.FAREWELL: ("Goodbye", "Come back when there is more you want to know."),
}
_WITHOUT_EXAMPLES = (Chat.THANKS, Chat.REMARK, Chat.FAREWELL)


def _build_chat_card(chat: Chat, examples: Sequence[Entry]) -> Card:
    title, text = _CHAT_TEXTS[chat]
    if chat in _WITHOUT_EXAMPLES:
        return Card(Tone.CHAT, title, text)
    return Card(Tone.CHAT, title, text, heading=EXAMPLES, entries=tuple(examples))


def _entries(candidates: Sequence[Candidate]) -> tuple[Entry, ...]:
    return tuple(candidate.entry for candidate in candidates)
