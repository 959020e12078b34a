"""What is wrong with a pack, where, and how badly."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
# Characters of a text of the pack that a problem quotes.
_MAX_QUOTED = 200


def quote(text: str) -> str:
    """A text of the pack as a problem quotes it: on one line, and of a long one only the beginning.

    What cannot be seen is written as YAML writes it: a line feed as `\\n`, a blank of no width as `\\u200b`.
    So nobody looks for it in vain, and no terminal obeys it.
    """
    shown = text[:_MAX_QUOTED]
    if not shown.isprintable():
        shown = "".join(each if each.isprintable() else _escape(each) for each in shown)
    return f"{shown}…" if len(text) > _MAX_QUOTED else shown


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class Severity(StrEnum):
    """How bad a problem is: an error makes a check fail, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """A problem whose place is a path of keys inside a file: `("entries", 3, "source", 0, "voice")`.

    The message says what is wrong and what to do. `entry` is the id of the item with the problem, if any.
    `hint` makes the end of the message. It takes long to make, so that is left until somebody reads it.
    """

    file: str
    path: Path
    message: str
    entry: str | None = None
    severity: Severity = Severity.ERROR
    hint: Callable[[], str] = str


@dataclass(frozen=True)
class Problem:
    """A problem whose place is a line of a file, counted from 1."""

    severity: Severity
    file: str
    line: int
    entry: str | None
    message: str

    def __str__(self) -> str:
        """Write it on one line: `qa.yaml:12 (registered-users): ...`."""
        entry = f" ({self.entry})" if self.entry else ""
        return f"{self.file}:{self.line}{entry}: {self.message}"
