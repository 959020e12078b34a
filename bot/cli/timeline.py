"""`footnote timeline`: what happened when."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from bot.cli.answers.terminal_timeline import print_timeline
from bot.cli.options import find_pack_folder, json_option, readers_knowledge_option
from bot.core.pack.models import Event, Knowledge
from bot.core.pack.sources import render_attribution
from bot.core.timeline.events import describe_empty_part, find_entries_about, select_events
from bot.core.timeline.scope import Scope, describe_scope, read_scope
from bot.errors import UserError
from bot.store.pack_files.loader import load_pack

# The most seconds that drawing a picture may take.
_TIMEOUT_SECONDS = 60.0
_FILE_TYPE = click.Path(dir_okay=False, path_type=Path)


class ChartFileError(UserError):
    """A picture that cannot be drawn or written; the text says why."""


def _check_suffix(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() not in (".png", ".svg"):
        raise click.BadParameter(f"{file.name}: write a name that ends in .png or .svg.")
    return file


@click.command("timeline")
@click.option("--from", "start", metavar="DATE", help="Nothing that was over before it.")
@click.option("--to", "end", metavar="DATE", help="Nothing that began after it.")
@click.option("--topic", metavar="T", help="Only this topic.")
@click.option(
    "--chart", metavar="FILE", type=_FILE_TYPE, callback=_check_suffix, help="Draw it, as .png or .svg."
)
@json_option
@readers_knowledge_option
def command(
    start: str | None, end: str | None, topic: str | None, chart: Path | None, as_json: bool, knowledge: Path
) -> None:
    """Show what happened when, oldest first."""
    pack = load_pack(find_pack_folder(knowledge))
    content = pack.knowledge
    scope = read_scope(content, start, end, topic)
    events = select_events(content, scope)
    if as_json:
        click.echo(json.dumps([_row(content, event) for event in events]))
    else:
        print_timeline(content, scope, events, Console(highlight=False))
    if chart is not None:
        _draw(chart, content, scope, events)


def _draw(file: Path, knowledge: Knowledge, scope: Scope, events: Sequence[Event]) -> None:
    # Imported only where it is needed: it takes time.
    from bot.chart.from_events import build_chart_request
    from bot.chart.worker import draw_chart

    if not events:
        raise ChartFileError(f"There is nothing to draw: {describe_empty_part(knowledge)}")
    request = build_chart_request(knowledge, events, describe_scope(knowledge, scope))
    image_format: Literal["png", "svg"] = "svg" if file.suffix.lower() == ".svg" else "png"
    drawn = asyncio.run(draw_chart(request, image_format, _TIMEOUT_SECONDS))
    try:
        file.write_bytes(drawn.image)
    except OSError as error:
        raise ChartFileError(f"{file} cannot be written: {error.strerror or error}.") from None
    left_out = f", {drawn.left_out} events without their titles" if drawn.left_out else ""
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
        "attribution": render_attribution(knowledge, event),
        "paragraphs": list(dict.fromkeys(source.paragraph for source in event.source)),
        "entries": [entry.id for entry in find_entries_about(knowledge, event)],
    }
