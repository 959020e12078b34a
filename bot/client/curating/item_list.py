"""All items in a list: what is overdue, then topic by topic; in a file where a message does not hold it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from bot.client.curating.long_messages import counted, in_file
from bot.client.text import plain
from bot.core.pack.models import Item
from bot.core.pack.review import due_words, is_overdue, overdue

_LONGEST = 3_500
# Items below a heading.
_Group = tuple[str, Sequence[Item]]


def listing(items: Sequence[Item], topics: Mapping[str, str], today: date) -> tuple[str, str]:
    """The items as a message holds them; and all of them, for a file, where it does not (else empty)."""
    groups = _grouped(items, topics, today)
    count = f"{len(items)} {'item' if len(items) == 1 else 'items'}"
    lines = [f"### {count}", *_listed(groups, _heading, partial(_line, today=today))]
    found = counted(lines, _LONGEST, ": name a topic or a filter.")
    every = _listed(groups, str, partial(_line_in_file, today=today))
    return found.text, "" if found.is_whole else in_file([count, *every])


def _grouped(items: Sequence[Item], topics: Mapping[str, str], today: date) -> Sequence[_Group]:
    """What is overdue, and the others by topic, each group with its heading."""
    left = [item for item in items if not is_overdue(item, today)]
    by_topic = (
        (label, [item for item in left if getattr(item, "topic", None) == topic])
        for topic, label in (*topics.items(), (None, "Not covered"))
    )
    groups = (("Due for review", overdue(items, today)), *by_topic)
    return tuple((label, found) for label, found in groups if found)


def _listed(
    groups: Iterable[_Group], heading: Callable[[str], str], line: Callable[[Item], str]
) -> Iterator[str]:
    """The items, one after the other; the first of a group has the heading on lines above its own."""
    for at, (label, (first, *others)) in enumerate(groups):
        # An empty line ends the list above.
        space = "\n" if at else ""
        yield f"{space}{heading(label)}\n{line(first)}"
        yield from map(line, others)


def _heading(label: str) -> str:
    return f"**{plain(label)}**"


def _line_in_file(item: Item, today: date) -> str:
    return f"- {item.id} {item.question} {due_words(item, today) or ''}".rstrip()


def _line(item: Item, today: date) -> str:
    due = due_words(item, today)
    return f"- `{item.id}` {plain(item.question)}{f' **{due}**' if due else ''}"
