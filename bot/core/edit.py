"""What somebody wants done to the Q&A file, as plain values: one item as it was seen, and as it shall be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# An item as it stands in the file: every scalar the text that stands there, lists and tables of them.
Fields = Mapping[str, Any]


class Section(StrEnum):
    """The two lists of the Q&A file."""

    ENTRIES = "entries"
    NOT_COVERED = "not_covered"

    @property
    def answer(self) -> str:
        """The field that readers are shown."""
        return "answer" if self is Section.ENTRIES else "reply"


@dataclass(frozen=True)
class Edit:
    """One item: `before` as the editor saw it (None: it is new), `after` as it shall be (None: it goes).

    `place` is the id, in the same section, that a new item stands after; None leaves it to the file.
    """

    section: Section
    id: str
    before: Fields | None
    after: Fields | None
    place: str | None = None
