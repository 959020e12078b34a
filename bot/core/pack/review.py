"""Which items are due for a look, and what is said of it."""

from collections.abc import Iterable
from datetime import date

from bot.core.language.dates import PartialDate
from bot.core.pack.models import Item


def is_overdue(item: Item, today: date) -> bool:
    """Should it have been reviewed before today? One that is due today is not overdue."""
    return item.review_by is not None and item.review_by < today


def overdue(items: Iterable[Item], today: date) -> tuple[Item, ...]:
    """The items that are overdue, the longest first, then in the order given."""
    return tuple(sorted((item for item in items if is_overdue(item, today)), key=_due))


def due_words(item: Item, today: date) -> str | None:
    """What a card says of an overdue item, None of any other: "Due for review since 1 May 2026."."""
    if item.review_by is None or not is_overdue(item, today):
        return None
    return f"Due for review since {_in_words(item.review_by)}."


def checked_words(item: Item) -> str:
    """When a curator last checked it: "Last checked on 1 May 2026."."""
    return f"Last checked on {_in_words(item.checked)}." if item.checked else "No check is noted."


def _in_words(day: date) -> str:
    return PartialDate(day.year, day.month, day.day).day_first


def _due(item: Item) -> date:
    return item.review_by or date.max
