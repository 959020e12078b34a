"""What can come of a question: one of four outcomes, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.pack.models import Entry, NotCoveredItem
from bot.core.timeline.answers import TimelineAnswer


class Kind(StrEnum):
    """What a message is."""

    QUESTION = "question"
    CHAT = "chat"
    TIMELINE = "timeline"


class Chat(StrEnum):
    """A message that is no question about the article."""

    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    REMARK = "remark"
    IDENTITY = "identity"
    HELP = "help"
    FAREWELL = "farewell"


@dataclass(frozen=True)
class Candidate:
    """An entry that may be what was asked; confidence is between 0 and 1."""

    entry: Entry
    confidence: float


@dataclass(frozen=True)
class Answered:
    """Sure: this entry. The candidates are what else it may have been, best first."""

    entry: Entry
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Unsure:
    """One of these, at most three, best first."""

    candidates: tuple[Candidate, ...]
    confidence: float


@dataclass(frozen=True)
class NotCovered:
    """The article does not say; the candidates are the nearest things it does say."""

    item: NotCoveredItem
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """Nothing fits, or it was no question: `chat` says what it was instead."""

    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    chat: Chat | None = None


Outcome = Answered | Unsure | NotCovered | Unknown


@dataclass(frozen=True)
class Check:
    """Something that was looked at before answering, and what it has against it; nothing where empty."""

    name: str
    objection: str


@dataclass(frozen=True)
class Decision:
    """An outcome, the entries it was chosen from, best first, and the rule that decided, in words.

    `also` is what a second question in the same message is answered with, `checks` what was looked
    at before answering with the best entry.
    """

    outcome: Outcome
    ranked: tuple[Candidate, ...] = ()
    rule: str = ""
    also: tuple[Answered, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Answer:
    """A question, how it was read, and what came of it; `timeline` where it asks what happened when."""

    question: str
    outcome: Outcome
    corrected: Mapping[str, str] = field(default_factory=dict)
    ranked: tuple[Candidate, ...] = ()
    rule: str = ""
    also: tuple[Answered, ...] = ()
    checks: tuple[Check, ...] = ()
    timeline: TimelineAnswer | None = None

    @property
    def kind(self) -> Kind:
        """Whether it was a question, small talk, or asked for the timeline."""
        if self.timeline is not None:
            return Kind.TIMELINE
        chatting = isinstance(self.outcome, Unknown) and self.outcome.chat is not None
        return Kind.CHAT if chatting else Kind.QUESTION

    @property
    def entry(self) -> Entry | None:
        """The entry it is answered with, if it is."""
        return self.outcome.entry if isinstance(self.outcome, Answered) else None

    @property
    def item(self) -> Entry | NotCoveredItem | None:
        """What is shown: the entry, or the item that the article does not answer, or neither."""
        return self.outcome.item if isinstance(self.outcome, NotCovered) else self.entry

    @property
    def outcome_name(self) -> str:
        """The outcome's name, as scripts and the question log know it."""
        return outcome_name(self.outcome)


_NAMES: Mapping[type[Outcome], str] = {
    Answered: "answered",
    Unsure: "unsure",
    NotCovered: "not_covered",
    Unknown: "unknown",
}


def outcome_name(outcome: Outcome) -> str:
    """The outcome's name, as scripts and the question log know it."""
    return _NAMES[type(outcome)]
