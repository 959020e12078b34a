"""From the plain values of a pack's files to its shapes."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.core.pack.models import Article, Entry, Event, Knowledge, NotCoveredItem, Shape
from bot.core.pack.problems import Finding, Path, quote
from bot.core.pack.validation import ARTICLE, QA, TIMELINE
from bot.store.pack_files.model_errors import describe_shape_errors
from bot.store.pack_files.problem_list import ProblemList

_S = TypeVar("_S", bound=Shape)


def table_of(name: str, value: Any, problems: ProblemList) -> dict[str, Any]:
    """The table that a file is. One that is none goes to `problems`, and counts as empty."""
    if isinstance(value, dict):
        return value
    if value is not None:
        message = "the file starts with a list or a text: it needs keys, as in the README"
        problems.find([Finding(name, (), message)])
    return {}


def make_shapes(tables: Mapping[str, dict[str, Any]], problems: ProblemList) -> Knowledge | None:
    """Make all shapes. What is wrong with one of them goes to `problems`, and it is left out.

    None if the article is left out.
    """
    article = _shape(Article, ARTICLE, (), tables[ARTICLE], problems) if ARTICLE in tables else None
    entries = _shapes(Entry, QA, "entries", tables, problems)
    not_covered = _shapes(NotCoveredItem, QA, "not_covered", tables, problems)
    events = _shapes(Event, TIMELINE, "events", tables, problems)
    problems.find(_unknown_keys(tables))
    if article is None:
        return None
    return Knowledge(
        article,
        {entry.id: entry for entry in entries},
        {item.id: item for item in not_covered},
        {event.id: event for event in events},
    )


def _unknown_keys(tables: Mapping[str, dict[str, Any]]) -> Iterator[Finding]:
    for name, known in ((QA, ("entries", "not_covered")), (TIMELINE, ("events",))):
        for key in tables.get(name, {}):
            if key not in known:
                message = f"unknown key `{quote(key)}`: this file has {' and '.join(known)}"
                yield Finding(name, (key,), message)


def _shapes(
    shape: type[_S], name: str, section: str, tables: Mapping[str, Any], problems: ProblemList
) -> list[_S]:
    values = tables.get(name, {}).get(section) or []
    if not isinstance(values, list):
        message = f"`{section}` is a list: begin each item with `- id:`"
        problems.find([Finding(name, (section,), message)])
        return []
    shapes = (_shape(shape, name, (section, at), value, problems) for at, value in enumerate(values))
    return [loaded for loaded in shapes if loaded is not None]


def _shape(shape: type[_S], name: str, path: Path, value: Any, problems: ProblemList) -> _S | None:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        if problems.is_full:
            problems.count_more(error.error_count())
            return None
        id = value.get("id") if isinstance(value, dict) else None
        entry = id if isinstance(id, str) else None
        problems.find(
            Finding(name, (*path, *shape_error.path), shape_error.message, entry)
            for shape_error in describe_shape_errors(shape, error)
        )
        return None
