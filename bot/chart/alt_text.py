"""The picture in words, for those who do not see it."""

from collections.abc import Iterator, Sequence

from bot.core.pack.models import Event, Knowledge
from bot.core.timeline.events import describe_date

# Discord's limit for the description of a file.
MAX_ALT = 1_024


def alt_text(knowledge: Knowledge, events: Sequence[Event], subtitle: str = "") -> str:
    """Every event with its date, oldest first; where not all fit, the text ends with how many are missing.

    At most 1,024 characters, and no word is cut.
    """
    oldest_first = sorted(events, key=lambda event: event.date.first)
    sentences = [f"{describe_date(event)}: {_one_line(event.title)}." for event in oldest_first]
    scope = f", {_one_line(subtitle)}" if subtitle else ""
    opening = f"Timeline of “{_one_line(knowledge.article.title)}”{scope}."
    return next(text for text in _ever_shorter(opening, sentences) if len(text) <= MAX_ALT)


def _ever_shorter(opening: str, sentences: Sequence[str]) -> Iterator[str]:
    """The whole text first, then with fewer and fewer events; the last has only their number."""
    for count in range(len(sentences), 0, -1):
        left_out = len(sentences) - count
        rest = [f"And {left_out} more."] if left_out else []
        yield " ".join([opening, *sentences[:count], *rest])
    yield f"{opening} Events: {len(sentences)}."
    yield f"A timeline. Events: {len(sentences)}."


def _one_line(text: str) -> str:
    return " ".join(text.split())
