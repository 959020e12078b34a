"""What a backup says of itself: the first file in it, as JSON."""

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.core.pack.limits import MAX_FILE
from bot.store.backups.errors import DamagedBackupError, NewerBackupError
from bot.store.pack_files.loader import FILES

MANIFEST = "manifest.json"
DATABASE = "data/footnote.db"
PACK_PARTS = {f"knowledge/{name}": name for name in FILES}
# The layout of the archive, as in `format`. It goes up where an earlier version could no longer read it.
FORMAT = 1
# In bytes: the largest database that is put into a backup, and taken out of one.
MAX_DATABASE = 16 * 2**30
MAX_MANIFEST = 20_000


class Part(BaseModel):
    """One file in the backup; `size` in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Literal[
        "data/footnote.db", "knowledge/article.yaml", "knowledge/qa.yaml", "knowledge/timeline.yaml"
    ]
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        if self.size > (MAX_DATABASE if self.name == DATABASE else MAX_FILE):
            raise ValueError("it is too large")
        return self


class Manifest(BaseModel):
    """What is in the backup, in this order, and what made it.

    `schema_revision` is the last migration of the database. `pack_loads` says whether the pack was in order
    when the backup was taken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    footnote: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+!-]{1,40}$")]
    taken_at: AwareDatetime
    schema_revision: Annotated[str, Field(pattern=r"^[0-9A-Za-z_]{1,40}$")]
    pack_loads: bool
    parts: tuple[Part, ...]

    @model_validator(mode="after")
    def _has_each_part_once(self) -> Self:
        names = [part.name for part in self.parts]
        if len(names) != len(set(names)) or names[:1] != [DATABASE] or len(names) < 2:
            raise ValueError("it has not the parts of a backup")
        return self

    def to_json(self) -> bytes:
        """As it stands in the backup."""
        return f"{self.model_dump_json(indent=2)}\n".encode()


def read_manifest(content: bytes) -> Manifest:
    """Read it back. Raises DamagedBackupError, and NewerBackupError for a layout of later on."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        raise DamagedBackupError("what it says of itself cannot be read") from None
    layout = values.get("format") if isinstance(values, dict) else None
    if type(layout) is int and layout > FORMAT:
        raise NewerBackupError(str(values.get("footnote", "unknown"))[:40], current_version())
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise DamagedBackupError("what it says of itself is not what a backup says") from None


def current_version() -> str:
    """The version of this program."""
    try:
        return version("footnote-bot")
    except PackageNotFoundError:
        return "unknown"
