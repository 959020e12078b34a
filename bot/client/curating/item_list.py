"""All items as a list: overdue ones first, then by topic. A list too long for a message is in a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from bot.client.curating.long_messages import fit_lines, join_file_lines
from bot.client.text import escape
from bot.core.language.plurals import counted
from bot.core.pack.models import Item
from bot.core.pack.review import find_overdue, is_overdue, render_due_notice

_MAX_LENGTH = 3_500
# A heading, and the items below it: at least one.
_Group = tuple[str, Sequence[Item]]


def render_item_list(items: Sequence[Item], topics: Mapping[str, str], today: date) -> tuple[str, str]:
    """Render the items for a message, and all of them for a file. The second is empty if the first has all.

    `topics` maps ids of topics to their names, in the order of the list.
    """
    groups = _group_items(items, topics, today)
    count = counted(len(items), "item")
    lines = [f"### {count}", *_render_groups(groups, _render_heading, partial(_render_line, today=today))]
    fitted = fit_lines(lines, _MAX_LENGTH, ": name a topic or a filter.")
    if fitted.is_whole:
        return fitted.text, ""
    file_lines = _render_groups(groups, str, partial(_render_file_line, today=today))
    return fitted.text, join_file_lines([count, *file_lines])


def _group_items(items: Sequence[Item], topics: Mapping[str, str], today: date) -> Sequence[_Group]:
    """The overdue items, then the others by topic. A group without items is left out."""
    not_overdue = [item for item in items if not is_overdue(item, today)]
    groups = [("Due for review", find_overdue(items, today))]
    # Items that the article does not answer have no topic.
    for topic, heading in (*topics.items(), (None, "Not covered")):
        of_topic = tuple(item for item in not_overdue if getattr(item, "topic", None) == topic)
        groups.append((heading, of_topic))
    return tuple((heading, group) for heading, group in groups if group)


def _render_groups(
    groups: Iterable[_Group], render_heading: Callable[[str], str], render_line: Callable[[Item], str]
) -> Iterator[str]:
    """One text for each item. The text of the first in a group begins with the heading."""
    for number, (heading, (first, *others)) in enumerate(groups):
        # An empty line ends the list above.
        space = "" if number == 0 else "\n"
        yield f"{space}{render_heading(heading)}\n{render_line(first)}"
        yield from map(render_line, others)


def _render_heading(heading: str) -> str:
    return f"**{escape(heading)}**"


def _render_file_line(item: Item, today: date) -> str:
    return f"- {item.id} {item.question} {render_due_notice(item, today) or ''}".rstrip()


def _render_line(item: Item, today: date) -> str:
    line = f"- `{item.id}` {escape(item.question)}"
    due = render_due_notice(item, today)
    return f"{line} **{due}**" if due else line
