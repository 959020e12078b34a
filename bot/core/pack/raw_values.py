"""The values of a pack's file as they were read: any of them may be where another is meant."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.pack.problems import Path

Table = Mapping[str, Any]


def items_of_section(file: Table, section: str) -> list[tuple[Path, Table]]:
    """The items of a section, each with its path inside the file. Values that are no tables are left out."""
    values = enumerate(as_list(file.get(section)))
    return [((section, place), value) for place, value in values if isinstance(value, dict)]


def phrasings_of(item: Table) -> Iterator[tuple[Path, str]]:
    """The question and the other phrasings of an item, each with its path inside the item."""
    if question := as_text(item.get("question")):
        yield ("question",), question
    for place, value in enumerate(as_list(item.get("phrasings"))):
        if phrasing := as_text(value):
            yield ("phrasings", place), phrasing


def id_of(item: Table) -> str:
    """The id of an item; empty if it has none."""
    return as_text(item.get("id"))


def as_text(value: Any) -> str:
    """A text without the blanks around it; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def as_table(value: Any) -> Table:
    """A table as it is; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """A list as it is, a table as the only member of one; an empty list for anything else."""
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []
