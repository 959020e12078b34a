"""The rows of the question log: what was asked, what the asker said of the answer, reported mistakes."""

import secrets
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LoggedQuestion:
    """A row of the log: no user id and no name. `candidates` are entry ids, best first."""

    id: int
    asked_at: datetime
    text: str
    kind: str
    outcome: str
    item: str | None
    confidence: float
    candidates: tuple[str, ...]
    revision: str
    place: str


@dataclass(frozen=True)
class Verdict:
    """What the asker said of an answer: which entry was meant, or that none offered was."""

    question_id: int
    given_at: datetime
    picked: str | None


@dataclass(frozen=True)
class Report:
    """A mistake that a reader reported in an item."""

    question_id: int | None
    reported_at: datetime
    item: str
    text: str


Row = LoggedQuestion | Verdict | Report


def new_question_id() -> int:
    """A number for a question before its row is written; unique without asking the database."""
    return secrets.randbits(62) + 1
