"""`footnote timeline`: what happened when."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.options import json_option, or_shipped, readers_knowledge_option
from bot.core.pack.models import Event, Knowledge
from bot.core.pack.sources import attribution, footnote
from bot.core.timeline.events import asked_about, by_year, empty_words, select, when
from bot.core.timeline.scope import Scope, read_scope, scope_words
from bot.errors import UserError
from bot.store.pack_files.loader import load_pack

# A picture may take so long.
_SECONDS = 60.0
_FILE = click.Path(dir_okay=False, path_type=Path)


class ChartFileError(UserError):
    """A picture that cannot be drawn or written; the text says why."""


def _picture_file(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() not in (".png", ".svg"):
        raise click.BadParameter(f"{file.name}: write a name that ends in .png or .svg.")
    return file


@click.command("timeline")
@click.option("--from", "start", metavar="DATE", help="Nothing that was over before it.")
@click.option("--to", "end", metavar="DATE", help="Nothing that began after it.")
@click.option("--topic", metavar="T", help="Only this topic.")
@click.option("--chart", metavar="FILE", type=_FILE, callback=_picture_file, help="Draw it, as .png or .svg.")
@json_option
@readers_knowledge_option
def command(
    start: str | None, end: str | None, topic: str | None, chart: Path | None, as_json: bool, knowledge: Path
) -> None:
    """Show what happened when, oldest first."""
    pack = load_pack(or_shipped(knowledge))
    known = pack.knowledge
    scope = read_scope(known, start, end, topic)
    events = select(known, scope)
    if as_json:
        click.echo(json.dumps([_row(known, event) for event in events]))
    else:
        print_timeline(known, scope, events, Console(highlight=False))
    if chart is not None:
        _draw(chart, known, scope, events)


def print_timeline(knowledge: Knowledge, scope: Scope, events: Sequence[Event], console: Console) -> None:
    """Print a part of the timeline: as it was read, then its events by year, dated, and who says so."""
    words = scope_words(knowledge, scope)
    if words:
        console.print(f"The timeline {words}", markup=False)
    if not events:
        console.print(empty_words(knowledge), markup=False)
    for year, some in by_year(events).items():
        console.print(f"\n{year}", style="bold")
        for event in some:
            console.print(Padding(Text(f"{when(event)}: {event.title}"), (0, 0, 0, 2), expand=False))
            below = Text(f"{event.detail}\n", style="dim")
            below.append(f"¹ {footnote(knowledge, event)}", style="italic")
            console.print(Padding(below, (0, 0, 0, 4), expand=False))


def _draw(file: Path, knowledge: Knowledge, scope: Scope, events: Sequence[Event]) -> None:
    # Read only where it is needed: it takes time to import.
    from bot.chart.from_events import chart_request
    from bot.chart.worker import develop

    if not events:
        raise ChartFileError(f"There is nothing to draw: {empty_words(knowledge)}")
    plate = chart_request(knowledge, events, scope_words(knowledge, scope))
    form: Literal["png", "svg"] = "svg" if file.suffix.lower() == ".svg" else "png"
    drawing = asyncio.run(develop(plate, form, _SECONDS))
    try:
        file.write_bytes(drawing.image)
    except OSError as error:
        raise ChartFileError(f"{file} cannot be written: {error.strerror or error}.") from None
    left_out = f", {drawing.left_out} events without their titles" if drawing.left_out else ""
    click.echo(f"Drawn: {file}{left_out}", err=True)


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
