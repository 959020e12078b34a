"""`footnote timeline`: what happened when."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.options import json_option, knowledge_option
from bot.core.attribution import attribution, footnote
from bot.core.dates import PartialDate
from bot.core.knowledge import Event, Knowledge
from bot.core.moment import MomentError, read_moment
from bot.core.timeline import asked_about, by_year, select, when
from bot.errors import UserError
from bot.store.pack import load_pack


class TimelineError(UserError):
    """A range or a topic that makes no sense for this timeline; the text says what is possible."""


@click.command("timeline")
@click.option("--from", "start", metavar="DATE", help="Nothing that was over before it.")
@click.option("--to", "end", metavar="DATE", help="Nothing that began after it.")
@click.option("--topic", metavar="T", help="Only this topic.")
@json_option
@knowledge_option
def command(start: str | None, end: str | None, topic: str | None, as_json: bool, knowledge: Path) -> None:
    """Show what happened when, oldest first."""
    known = load_pack(knowledge).knowledge
    if topic is not None and topic not in known.article.topics:
        raise TimelineError(f"There is no topic `{topic}`: there are {', '.join(known.article.topics)}.")
    first, last = _moment(known, start, "--from"), _moment(known, end, "--to")
    if first and last and last.last < first.first:
        raise TimelineError(f"--from ({first.words}) is after --to ({last.words}): swap them.")
    events = select(known, first, last, topic)
    if as_json:
        click.echo(json.dumps([_row(known, event) for event in events]))
    else:
        _print_range(first, last)
        print_events(known, events)


def print_events(knowledge: Knowledge, events: tuple[Event, ...], console: Console | None = None) -> None:
    """Print events by year, each with its date, what happened, and who says so."""
    console = console or Console(highlight=False)
    if not events:
        has = "Nothing on the timeline lies there." if knowledge.events else "This pack has no timeline."
        console.print(has, markup=False)
    for year, some in by_year(events).items():
        console.print(f"\n{year}", style="bold")
        for event in some:
            console.print(Padding(Text(f"{when(event)}: {event.title}"), (0, 0, 0, 2)))
            below = Text(f"{event.detail}\n", style="dim")
            below.append(f"¹ {footnote(knowledge, event)}", style="italic")
            console.print(Padding(below, (0, 0, 0, 4)))


def _print_range(first: PartialDate | None, last: PartialDate | None) -> None:
    """Say how the dates were read."""
    words = [f"{word} {moment.words}" for word, moment in (("from", first), ("to", last)) if moment]
    if words:
        click.echo(f"The timeline {' '.join(words)}")


def _moment(knowledge: Knowledge, text: str | None, option: str) -> PartialDate | None:
    if text is None:
        return None
    try:
        return read_moment(text, (event.date for event in knowledge.events.values()))
    except MomentError as error:
        raise TimelineError(f"{option}: {error}") from None


def _row(knowledge: Knowledge, event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "date": str(event.date),
        "until": str(event.until) if event.until else None,
        "approximate": event.approximate,
        "inferred": event.inferred,
        "title": event.title,
        "detail": event.detail,
        "topic": event.topic,
        "attribution": attribution(knowledge, event),
        "paragraphs": list(dict.fromkeys(source.paragraph for source in event.source)),
        "entries": [entry.id for entry in asked_about(knowledge, event)],
    }
