"""How much the history takes on the disk, and how long it takes to read a revision of it.

Run as `python tests/benchmarks/revisions.py`. In the shipped pack the answer of one entry after the other is
edited and saved, in a real folder with a real database; what a curator does before, the preview, is left out,
for it takes far longer. Then the texts of every revision are read. `--spacings` are numbers of differences
that are stored from one whole text before there is another; the program's own is in
`bot/store/revisions/stored_texts.py`.
"""

import asyncio
import os
import platform
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import click
from rich import box
from rich.console import Console
from rich.table import Table

from bot.core.pack.validation import QA
from bot.store.database.connection import Database, embedded_database
from bot.store.pack_files.loader import state_name
from bot.store.revisions import stored_texts
from bot.store.revisions.archive import Archive, Origin

_ROOT = Path(__file__).parents[2]
_NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
# How many edits there are in a day, for the thinning.
_A_DAY = 20
_WIDE = 120


@dataclass
class History:
    """What was measured: bytes of the database, and the seconds that each save and each read took."""

    size: int
    saves: Sequence[float]
    reads: Sequence[float]
    free: float
    """The share of the database that is free again after all but the last day is thinned."""
    thinning: float


async def measure(edits: int, spacing: int) -> History:
    """Make so many edits, and read every revision."""
    stored_texts.MOST_DIFFERENCES = spacing
    with tempfile.TemporaryDirectory() as place:
        folder, data = Path(place, "knowledge"), Path(place, "data")
        shutil.copytree(_ROOT / "knowledge", folder)
        database = Database(embedded_database(data))
        archive = Archive(folder, database)
        texts = dict((await archive.open(_NOW)).pack.texts)
        saves = [await _save(archive, texts, number) for number in range(edits)]
        reads = [await _read(archive, number) for number in range(1, edits + 2)]
        size = (data / "footnote.db").stat().st_size
        start = perf_counter()
        await archive.thin(_NOW + timedelta(days=edits // _A_DAY))
        thinning = perf_counter() - start
        async with database.reading() as connection:
            free, pages = [
                (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                for name in ("freelist_count", "page_count")
            ]
        await archive.close()
    return History(size, saves, reads, free / pages, thinning)


async def _save(archive: Archive, texts: dict[str, str], number: int) -> float:
    """Edit an answer in the texts, and save them; give the seconds of the save."""
    on, lines = state_name(texts), texts[QA].splitlines(keepends=True)
    answers = [at for at, line in enumerate(lines) if line.startswith("    answer: ")]
    at = answers[number % len(answers)]
    lines[at] = f"{lines[at].rstrip().partition(' Edit ')[0]} Edit {number} says so.\n"
    texts[QA] = "".join(lines)
    start = perf_counter()
    when = _NOW + timedelta(days=number / _A_DAY)
    await archive.save(
        {QA: texts[QA]}, on, by=Origin.CURATOR, who=7, why="a reader was right", items=("users",), now=when
    )
    return perf_counter() - start


async def _read(archive: Archive, number: int) -> float:
    start = perf_counter()
    await archive.texts(number)
    return perf_counter() - start


@click.command()
@click.option("--edits", type=click.IntRange(2), default=2_000, show_default=True)
@click.option("--spacings", default=str(stored_texts.MOST_DIFFERENCES), show_default=True)
def command(edits: int, spacings: str) -> None:
    """Measure the history of many edits, and print one table."""
    results = {spacing: asyncio.run(measure(edits, int(spacing))) for spacing in spacings.split(",")}
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, {datetime.now(UTC):%B %d, %Y}\n")
    table = Table(f"{edits:,} edits", *(f"{each} differences" for each in results), box=box.MARKDOWN)
    found = results.values()
    table.add_row("database (aim: 60 MB at 2,000)", *(f"{each.size / 1e6:.1f} MB" for each in found))
    table.add_row("a save", *(_written(each.saves) for each in found))
    table.add_row("a revision is read (aim: 50 ms)", *(_written(each.reads) for each in found))
    table.add_row("thinned but for the last day", *(f"{each.thinning:.2f} s" for each in found))
    table.add_row("free again then", *(f"{each.free:.0%}" for each in found))
    Console(width=_WIDE).print(table)


def _written(seconds: Sequence[float]) -> str:
    p99 = quantiles(seconds, n=100)[-1]
    return f"p50 {median(seconds) * 1_000:.1f} ms, p99 {p99 * 1_000:.1f} ms"


if __name__ == "__main__":
    command()
