"""The picture in words, for those who do not see it."""

from collections.abc import Iterator, Sequence

from bot.core.pack.models import Event, Knowledge
from bot.core.timeline.events import when

# Discord's limit for the description of a file.
MAX_ALT = 1_024


def alt_text(knowledge: Knowledge, events: Sequence[Event], subtitle: str = "") -> str:
    """Every event with its date, oldest first, and how many more there are where they do not fit.

    At most 1,024 characters, and no word is cut.
    """
    told = [
        f"{when(event)}: {_one_line(event.title)}."
        for event in sorted(events, key=lambda each: each.date.first)
    ]
    read = f", {_one_line(subtitle)}" if subtitle else ""
    opening = f"Timeline of “{_one_line(knowledge.article.title)}”{read}."
    return next(text for text in _shorter(opening, told) if len(text) <= MAX_ALT)


def _shorter(opening: str, told: Sequence[str]) -> Iterator[str]:
    """The whole text first, then with fewer and fewer events; the last has only their number."""
    for count in range(len(told), 0, -1):
        left = len(told) - count
        more = [f"And {left} more."] if left else []
        yield " ".join([opening, *told[:count], *more])
    yield f"{opening} Events: {len(told)}."
    yield f"A timeline. Events: {len(told)}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
