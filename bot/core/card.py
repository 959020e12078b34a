"""What is shown for an outcome, as plain values: the same words in a terminal and in Discord.

The texts are curated or written here; nothing an asker typed is in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.core.attribution import footnote, is_alleged
from bot.core.knowledge import Entry, Knowledge
from bot.core.outcome import Answer, Answered, Candidate, Chat, NotCovered, Unknown, Unsure

ALLEGED = "An accusation; the article does not say that it is proven."
OFFER = "Did you mean one of these?"
NEARBY = "What it does say nearby:"
NEAR = "The nearest it has:"


class Tone(StrEnum):
    """What kind of card it is; each place has a colour or a mark of its own for it."""

    ANSWER = "answer"
    UNSURE = "unsure"
    NOT_COVERED = "not covered"
    UNKNOWN = "unknown"
    CHAT = "chat"


@dataclass(frozen=True)
class Card:
    """A title, what is said, the footnote, and entries to go on to under a heading.

    `read_as` has the misspelt words and what they were read as.
    """

    tone: Tone
    title: str
    text: str
    footnote: str | None = None
    caution: str | None = None
    heading: str | None = None
    entries: tuple[Entry, ...] = ()
    examples: tuple[str, ...] = ()
    read_as: Mapping[str, str] | None = None


def answer_card(knowledge: Knowledge, entry: Entry, read_as: Mapping[str, str] | None = None) -> Card:
    """The card of an entry: the question it answers, the answer, the footnote, where to go on."""
    return Card(
        Tone.ANSWER,
        entry.question,
        entry.answer,
        footnote(knowledge, entry),
        ALLEGED if is_alleged(entry) else None,
        entries=knowledge.linked(entry.related, limit=3),
        read_as=read_as,
    )


def card(knowledge: Knowledge, answer: Answer, examples: Sequence[str]) -> Card:
    """The card for whatever came of a question; `examples` show what can be asked."""
    match answer.outcome:
        case Answered(entry=entry):
            return answer_card(knowledge, entry, answer.corrected)
        case Unsure(candidates=candidates):
            text = "I am not sure which of these you are asking."
            return Card(Tone.UNSURE, OFFER, text, entries=_entries(candidates), read_as=answer.corrected)
        case NotCovered(item=item, candidates=candidates):
            return Card(
                Tone.NOT_COVERED,
                item.question,
                item.reply,
                "The article does not say",
                heading=NEARBY,
                entries=_entries(candidates),
                read_as=answer.corrected,
            )
        case Unknown(chat=chat, candidates=candidates):
            return _chat_card(chat, examples) if chat else unknown_card(_entries(candidates), examples)
        case _:
            assert_never(answer.outcome)


def unknown_card(entries: Sequence[Entry], examples: Sequence[str]) -> Card:
    """Nothing fits: admit it, and show what can be asked."""
    text = "I have no answer to that: I only know what one article says."
    near = NEAR if entries else None
    shown = () if entries else tuple(examples)
    return Card(Tone.UNKNOWN, "I don't know", text, heading=near, entries=tuple(entries), examples=shown)


def _chat_card(chat: Chat, examples: Sequence[str]) -> Card:
    match chat:
        case Chat.EMPTY:
            return Card(
                Tone.CHAT,
                "Ask me about the article",
                "In your own words, for example:",
                examples=tuple(examples),
            )
        case Chat.GREETING:
            text = "Hello! I answer questions about one article. You could ask:"
            return Card(Tone.CHAT, "Hello", text, examples=tuple(examples))
        case Chat.IDENTITY:
            text = "I answer questions about one article, and name the source. You could ask:"
            return Card(Tone.CHAT, "I am Footnote", text, examples=tuple(examples))
        case Chat.HELP:
            text = "Ask a question about the article in your own words, for example:"
            return Card(Tone.CHAT, "How to ask", text, examples=tuple(examples))
        case Chat.THANKS:
            return Card(Tone.CHAT, "You're welcome", "Ask away if there is more you want to know.")
        case Chat.FAREWELL:
            return Card(Tone.CHAT, "Goodbye", "Come back when there is more you want to know.")
        case _:
            assert_never(chat)


def _entries(candidates: Sequence[Candidate]) -> tuple[Entry, ...]:
    return tuple(candidate.entry for candidate in candidates)
