"""The shapes of a pack. Each model has the keys of the YAML file. It is frozen and refuses unknown keys.

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
from bot.core.pack.limits import MAX_GROUP, MAX_LINKS, MAX_NOTE, MAX_PHRASING, MAX_PHRASINGS, MAX_SYNONYM
from bot.core.pack.problems import quote

# A question is also the label of a button, and Discord allows 80 characters there.
MAX_QUESTION = 80
MAX_ANSWER = 1_500
# An item's id is part of a button's custom id (100 characters), together with two 20-digit numbers.
MAX_ID = 40
# Topics are the options of one select, which holds 25 options of 100 characters.
MAX_TOPICS = 25
ARTICLE_VOICE = "article"
# A paragraph's number: there is only one way to write each.
PARAGRAPH = "[1-9][0-9]{0,3}"


def _as_date(value: object) -> object:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _as_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(PARAGRAPH, value.strip()):
        raise ValueError(f"`{quote(value[:20])}` is no paragraph number: write 1, 2, 3 and so on")
    return value


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


Id = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9-]{{1,{MAX_ID}}}$")]
Note = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NOTE)]
Phrasings = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=MAX_PHRASING)], ...],
    Field(max_length=MAX_PHRASINGS),
]
Links = Annotated[tuple[Id, ...], Field(max_length=MAX_LINKS)]
Synonyms = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=MAX_SYNONYM)], ...],
    Field(min_length=2, max_length=MAX_GROUP),
]
Label = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION)]
Answer = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ANSWER)]
Paragraph = Annotated[int, BeforeValidator(_as_number)]
Moment = Annotated[PartialDate, BeforeValidator(_as_date)]


class Shape(BaseModel):
    """The base of all shapes: they are immutable, and an unknown key is an error."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True
    )


class Status(StrEnum):
    """In what manner a voice says something."""

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
    """Which voice says it, in what manner, and in which paragraph of the article."""

    voice: Id
    paragraph: Paragraph
    status: Status


Sources = Annotated[tuple[Source, ...], BeforeValidator(_as_list), Field(min_length=1, max_length=MAX_LINKS)]


class Article(Shape):
    """The article, the voices in it, and what each paragraph says, in our own words."""

    title: Label
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=512)] | None = None
    published: Moment | None = None
    note: Note | None = None
    topics: Annotated[dict[Id, Label], Field(min_length=1, max_length=MAX_TOPICS)]
    voices: dict[Id, Voice] = Field(default_factory=dict)
    synonyms: tuple[Synonyms, ...] = ()
    paragraphs: Annotated[dict[Paragraph, Answer], Field(min_length=1)]


class Item(Shape):
    """What an entry and a not-covered item have in common: the phrasings, and notes for curators."""

    id: Id
    question: Question
    phrasings: Phrasings = ()
    note: Note | None = None
    checked: date | None = None
    review_by: date | None = None
    # Phrasings of this item that find another item instead. A curator knows and accepts that.
    accepted_collisions: Phrasings = ()

    @property
    def all_phrasings(self) -> tuple[str, ...]:
        """The curated question, then the other phrasings."""
        return (self.question, *self.phrasings)


class Entry(Item):
    """A curated question that the article answers."""

    topic: Id
    answer: Answer
    source: Sources
    related: Links = ()
    events: Links = ()
    popular: bool = False

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The paragraphs it cites, each once, in order of citation."""
        return tuple(dict.fromkeys(source.paragraph for source in self.source))


class NotCoveredItem(Item):
    """A question that people ask and the article does not answer."""

    reply: Answer
    see: Links = ()


class Event(Shape):
    """Something that happened, dated as precisely as the article dates it."""

    id: Id
    date: Moment
    until: Moment | None = None
    approximate: bool = False
    inferred: Literal["year"] | None = None
    note: Note | None = None
    topic: Id
    title: Label
    detail: Answer
    source: Sources


@dataclass(frozen=True)
class Knowledge:
    """A whole, valid pack. The keys of the mappings are ids, in the order of the files."""

    article: Article
    entries: Mapping[str, Entry]
    not_covered: Mapping[str, NotCoveredItem]
    events: Mapping[str, Event]

    @property
    def items(self) -> tuple[Entry | NotCoveredItem, ...]:
        """Everything a question can be matched to."""
        return (*self.entries.values(), *self.not_covered.values())

    def voice(self, id: str) -> Voice:
        """The voice with that id. An id that is not in the pack gives the built-in voice of the article."""
        return self.article.voices.get(id) or Voice(name="the article")

    def of_topic(self, topic: str) -> tuple[Entry, ...]:
        """The entries of a topic, in the order of the file."""
        return tuple(entry for entry in self.entries.values() if entry.topic == topic)

    def same_subject_ids(self, entry: Entry) -> frozenset[str]:
        """The ids of the entry's related entries, and of the other entries of its topic."""
        same_topic = (other.id for other in self.of_topic(entry.topic))
        return frozenset((*entry.related, *same_topic)) - {entry.id}

    def find_entries(self, ids: tuple[str, ...], limit: int) -> tuple[Entry, ...]:
        """The entries with the first `limit` of these ids. Raises KeyError if there is no such entry."""
        return tuple(self.entries[id] for id in ids[:limit])
