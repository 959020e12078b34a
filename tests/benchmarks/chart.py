"""How long a picture of the timeline takes: the first of a revision, with its child's start, and the second.

Run as `python tests/benchmarks/chart.py`. The shipped pack, and 500 made-up events of one year. Each time is
the best of several; each first one is drawn by a child that finds no cache of fonts.
"""

import asyncio
import os
import platform
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bot.chart.pictures import Picture, PictureCache
from bot.core.pack.models import Event, Knowledge, Source, Status
from bot.store.pack_files.loader import load_pack

_ROOT = Path(__file__).parents[2]
_RUNS = 5
_MADE_UP = 500
_WIDE = 200


async def measure(name: str, knowledge: Knowledge, events: Sequence[Event]) -> Sequence[str]:
    """One row of the table."""
    firsts, seconds = [], []
    for run in range(_RUNS):
        studio = PictureCache()
        for times in (firsts, seconds):
            start = perf_counter()
            picture: Picture = await studio.get_picture(f"revision {run}", knowledge, events)
            times.append(perf_counter() - start)
    return (
        name,
        f"{min(firsts):.2f} s",
        f"{min(seconds) * 1_000:.2f} ms",
        f"{len(picture.png) / 1e3:,.0f} KB",
        f"{picture.left_out}",
    )


def _made_up(knowledge: Knowledge) -> tuple[Event, ...]:
    topics = list(knowledge.article.topics)
    return tuple(
        Event(
            id=f"made-up-{number}",
            date=str(date(2023, 1, 1) + timedelta(days=number * 364 // _MADE_UP)),
            topic=topics[number % len(topics)],
            title=f"Event number {number} happens somewhere",
            detail="It happened.",
            source=(Source(voice="article", paragraph=1, status=Status.STATED),),
        )
        for number in range(_MADE_UP)
    )


@click.command()
def command() -> None:
    """Draw, and print one table."""
    knowledge = load_pack(_ROOT / "knowledge").knowledge
    table = Table("", "first", "second", "size", "labels left out", box=box.MARKDOWN)
    shipped, made_up = tuple(knowledge.events.values()), _made_up(knowledge)
    for name, events in ((f"shipped, {len(shipped)} events", shipped), (f"{_MADE_UP} events", made_up)):
        table.add_row(*asyncio.run(measure(name, knowledge, events)))
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, {datetime.now(UTC):%B %d, %Y}\n")
    Console(width=_WIDE).print(table)


if __name__ == "__main__":
    command()
