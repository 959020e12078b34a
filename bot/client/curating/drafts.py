"""An edit that is not saved yet, and how it is written down."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.core.editing.edits import Edit, Section


@dataclass(frozen=True)
class Draft:
    """An edit that is not saved yet. The names of its fields are keys of the JSON in the database.

    `who` is the Discord id of the curator, `at` when the draft began, and `why` the reason for the history.
    The first of `edits` is the main one. The others remove links to an item that is removed.
    `files` maps file names to whole texts, for an import or an undo. They are meant for the state of the
    files named `on`, and for no other state.
    `number` is the revision that is undone; None if the draft is no undo.
    `phrase` is the text of a message that becomes a phrasing.
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
        """The main edit; None if the draft has only files or only a phrase."""
        return self.edits[0] if self.edits else None

    @property
    def is_undo(self) -> bool:
        """Does the draft undo a revision?"""
        return self.number is not None


def to_data(draft: Draft) -> dict[str, Any]:
    """Turn a draft into values for JSON."""
    return asdict(draft) | {"at": draft.at.isoformat(), "files": dict(draft.files)}


def from_data(data: Mapping[str, Any]) -> Draft:
    """Read a draft from the values that `to_data` makes.

    Raises KeyError, TypeError or ValueError if a value is missing, unknown or wrong.
    """
    edits = tuple(Edit(**{**edit, "section": Section(edit["section"])}) for edit in data["edits"])
    return Draft(**{**data, "at": datetime.fromisoformat(data["at"]), "edits": edits})
