"""Which items a curator has to review, and the sentences about that."""

from collections.abc import Iterable
from datetime import date

from bot.core.language.dates import PartialDate
from bot.core.pack.models import Item


def is_overdue(item: Item, today: date) -> bool:
    """Is the date to review it by before today? An item that is due today is not overdue."""
    return item.review_by is not None and item.review_by < today


def find_overdue(items: Iterable[Item], today: date) -> tuple[Item, ...]:
    """The overdue items: the earliest date first, items of the same date in the order given."""
    return tuple(sorted((item for item in items if is_overdue(item, today)), key=_due_date))


def render_due_notice(item: Item, today: date) -> str | None:
    """The sentence about an overdue item: "Due for review since 1 May 2026."; None if it is not overdue."""
    if item.review_by is None or not is_overdue(item, today):
        return None
    return f"Due for review since {_in_words(item.review_by)}."


def render_last_check(item: Item) -> str:
    """The sentence about a curator's last check of the item: "Last checked on 1 May 2026."."""
    if item.checked is None:
        return "No check is noted."
    return f"Last checked on {_in_words(item.checked)}."


def _in_words(day: date) -> str:
    return PartialDate(day.year, day.month, day.day).day_first


def _due_date(item: Item) -> date:
    return item.review_by or date.max
