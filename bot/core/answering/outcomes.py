"""The four outcomes that a question can have, as values."""

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
    """What a message is that is no question about the article."""

    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    REMARK = "remark"
    IDENTITY = "identity"
    HELP = "help"
    FAREWELL = "farewell"


@dataclass(frozen=True)
class Candidate:
    """An entry that may be what was asked, and how sure that is, from 0 to 1."""

    entry: Entry
    confidence: float


@dataclass(frozen=True)
class Answered:
    """This entry is the answer. The candidates are what else may have been asked, best first."""

    entry: Entry
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Unsure:
    """One of these candidates may be meant: at most three, best first."""

    candidates: tuple[Candidate, ...]
    confidence: float


@dataclass(frozen=True)
class NotCovered:
    """The article does not answer it. The candidates are the nearest things that it does say."""

    item: NotCoveredItem
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """Nothing fits, or it was no question; then `chat` says what it was instead.

    `other_time` is the time for which a figure was asked that the article gives for another, empty for now.
    """

    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    chat: Chat | None = None
    other_time: str | None = None


Outcome = Answered | Unsure | NotCovered | Unknown


@dataclass(frozen=True)
class LeftOpen:
    """A part of a message that is not answered beside one that is: its place, from 0, and what came of it."""

    place: int
    outcome: Unsure | NotCovered | Unknown


@dataclass(frozen=True)
class Check:
    """A rule that was checked before answering, and its objection: empty where it has none."""

    name: str
    objection: str


@dataclass(frozen=True)
class Decision:
    """An outcome, the entries it was chosen from, best first, and the rule that decided, in words.

    `also` has the answer to a second question in the same message, or a second entry that may be meant, and
    `left_open` a question in it that is not answered. `checks` are the rules that were checked before
    answering with the best entry.
    """

    outcome: Outcome
    ranked: tuple[Candidate, ...] = ()
    rule: str = ""
    also: tuple[Answered, ...] = ()
    checks: tuple[Check, ...] = ()
    left_open: LeftOpen | None = None


@dataclass(frozen=True)
class Answer:
    """A question, how it was read, and its outcome; with a `timeline` where it asks what happened when.

    `corrected` maps each misspelt word to the word that it was read as. The other fields are those of
    the decision.
    """

    question: str
    outcome: Outcome
    corrected: Mapping[str, str] = field(default_factory=dict)
    ranked: tuple[Candidate, ...] = ()
    rule: str = ""
    also: tuple[Answered, ...] = ()
    checks: tuple[Check, ...] = ()
    timeline: TimelineAnswer | None = None
    left_open: LeftOpen | None = None

    @property
    def kind(self) -> Kind:
        """Whether it was a question, small talk, or asked for the timeline."""
        if self.timeline is not None:
            return Kind.TIMELINE
        is_chat = isinstance(self.outcome, Unknown) and self.outcome.chat is not None
        return Kind.CHAT if is_chat else Kind.QUESTION

    @property
    def entry(self) -> Entry | None:
        """The entry that answers it; None where none does."""
        return self.outcome.entry if isinstance(self.outcome, Answered) else None

    @property
    def item(self) -> Entry | NotCoveredItem | None:
        """The item that is shown: the entry, or the item that is not covered; None where there is neither."""
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
OUTCOME_NAMES = tuple(_NAMES.values())
"""The names of all outcomes, as scripts and the question log know them."""


def outcome_name(outcome: Outcome) -> str:
    """The outcome's name, as scripts and the question log know it."""
    return _NAMES[type(outcome)]
