"""The shapes of a pack. Each model is the YAML shape itself: frozen, unknown keys refused.

Rules that need more than one shape (links, ids, shared phrasings) are in `validation`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.core.language.dates import PartialDate

# A question is also a button, and Discord's buttons hold 80 characters.
MAX_QUESTION = 80
MAX_ANSWER = 1_500
# An item's id is carried in a button's custom id (100 characters) beside two 20-digit numbers.
MAX_ID = 40
# Topics are offered in one select, which holds 25 options of 100 characters.
MAX_TOPICS = 25
ARTICLE_VOICE = "article"
# A paragraph's number, written in one way only.
PARAGRAPH = "[1-9][0-9]{0,3}"


def _as_date(value: object) -> object:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _as_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(PARAGRAPH, value.strip()):
        raise ValueError(f"`{value[:20]}` is no paragraph number: write 1, 2, 3 and so on")
    return value


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Id = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9-]{{1,{MAX_ID}}}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION)]
Answer = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ANSWER)]
Paragraph = Annotated[int, BeforeValidator(_as_number)]
Moment = Annotated[PartialDate, BeforeValidator(_as_date)]


class Shape(BaseModel):
    """What all shapes share: they never change, and a key they do not know is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True
    )


class Status(StrEnum):
    """How a voice puts what it says."""

    STATED = "stated"
    REPORTED = "reported"
    ANNOUNCED = "announced"
    ALLEGED = "alleged"
    DENIED = "denied"


class Voice(Shape):
    """Somebody the article attributes something to."""

    name: Label
    kind: Label | None = None
    via: Id | None = None


class Source(Shape):
    """Who says it, how, and in which paragraph of the article."""

    voice: Id
    paragraph: Paragraph
    status: Status


Sources = Annotated[tuple[Source, ...], BeforeValidator(_as_list), Field(min_length=1)]


class Article(Shape):
    """What the article is, who speaks in it, and what each paragraph says in our own words."""

    title: Label
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=512)] | None = None
    published: Moment | None = None
    note: Text | None = None
    topics: Annotated[dict[Id, Label], Field(min_length=1, max_length=MAX_TOPICS)]
    voices: dict[Id, Voice] = Field(default_factory=dict)
    synonyms: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = ()
    paragraphs: Annotated[dict[Paragraph, Answer], Field(min_length=1)]


class Item(Shape):
    """What an entry and a not-covered item have in common: ways to ask, and housekeeping."""

    id: Id
    question: Question
    phrasings: tuple[Text, ...] = ()
    note: Text | None = None
    checked: date | None = None
    review_by: date | None = None
    # Phrasings of this item known to come back to another one, accepted by a curator.
    accepted_collisions: tuple[Text, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Every stored way to ask this, the curated question first."""
        return (self.question, *self.phrasings)


class Entry(Item):
    """A curated question that the article answers."""

    topic: Id
    answer: Answer
    source: Sources
    related: tuple[Id, ...] = ()
    events: tuple[Id, ...] = ()
    popular: bool = False

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The paragraphs it cites, each once, in order of citation."""
        return tuple(dict.fromkeys(source.paragraph for source in self.source))


class NotCoveredItem(Item):
    """A question that people ask and the article does not answer."""

    reply: Answer
    see: tuple[Id, ...] = ()


class Event(Shape):
    """Something that happened, dated as precisely as the article dates it."""

    id: Id
    date: Moment
    until: Moment | None = None
    approximate: bool = False
    inferred: Literal["year"] | None = None
    note: Text | None = None
    topic: Id
    title: Label
    detail: Answer
    source: Sources


@dataclass(frozen=True)
class Knowledge:
    """A whole, valid pack. Mappings go by id and keep the order of the files."""

    article: Article
    entries: Mapping[str, Entry]
    not_covered: Mapping[str, NotCoveredItem]
    events: Mapping[str, Event]

    @property
    def items(self) -> tuple[Entry | NotCoveredItem, ...]:
        """Everything a question can be matched to."""
        return (*self.entries.values(), *self.not_covered.values())

    def voice(self, id: str) -> Voice:
        """The voice of that id; the article's own is built in."""
        return self.article.voices.get(id) or Voice(name="the article")

    def of_topic(self, topic: str) -> tuple[Entry, ...]:
        """The entries of a topic, in the order of the file."""
        return tuple(entry for entry in self.entries.values() if entry.topic == topic)

    def kin(self, entry: Entry) -> frozenset[str]:
        """The ids of the entries that an entry is related to, and of the others of its topic."""
        return frozenset((*entry.related, *(each.id for each in self.of_topic(entry.topic)))) - {entry.id}

    def linked(self, ids: tuple[str, ...], limit: int) -> tuple[Entry, ...]:
        """The first `limit` entries of those ids."""
        return tuple(self.entries[id] for id in ids[:limit])
