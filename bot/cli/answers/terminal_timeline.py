"""A part of the timeline in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.core.pack.models import Event, Knowledge
from bot.core.pack.sources import render_footnote
from bot.core.timeline.events import describe_date, describe_empty_part, group_by_year
from bot.core.timeline.scope import Scope, describe_scope


def print_timeline(knowledge: Knowledge, scope: Scope, events: Sequence[Event], console: Console) -> None:
    """Print which part of the timeline it is, then its events by year, with their dates and sources."""
    scope_text = describe_scope(knowledge, scope)
    if scope_text:
        console.print(f"The timeline {scope_text}", markup=False)
    if not events:
        console.print(describe_empty_part(knowledge), markup=False)
    for year, events_of_year in group_by_year(events).items():
        console.print(f"\n{year}", style="bold")
        for event in events_of_year:
            console.print(Padding(Text(f"{describe_date(event)}: {event.title}"), (0, 0, 0, 2), expand=False))
            details = Text(f"{event.detail}\n", style="dim")
            details.append(f"¹ {render_footnote(knowledge, event)}", style="italic")
            console.print(Padding(details, (0, 0, 0, 4), expand=False))
