"""An edit under way, from the form to the save."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core.editing.edits import Edit, Section

LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Draft:
    """Whose it is, since when, what it changes, and why.

    The first edit is what it is about; a removal brings others that take its links out. `files` are
    whole texts to put in place, by name: of an import, or of what is undone; they are meant for the state
    named `on`, and for no other. `number` is the revision that is undone, where it is an undo, and
    `phrase` a message that becomes a phrasing.
    """

    id: str
    who: int
    at: datetime
    edits: tuple[Edit, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    number: int | None = None
    phrase: str = ""
    on: str = ""

    @property
    def edit(self) -> Edit | None:
        """What it is about, where it is about one item."""
        return self.edits[0] if self.edits else None


def to_data(draft: Draft) -> dict[str, Any]:
    """A draft as values for JSON."""
    return asdict(draft) | {"at": draft.at.isoformat(), "files": dict(draft.files)}


def from_data(data: Mapping[str, Any]) -> Draft:
    """The draft that such values stand for."""
    edits = tuple(Edit(**{**each, "section": Section(each["section"])}) for each in data["edits"])
    return Draft(**{**data, "at": datetime.fromisoformat(data["at"]), "edits": edits})
